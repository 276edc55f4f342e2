"""A plan beside its paper: who reads what is found in it, who decides about it, and that the decision stays."""

import pytest

from domain.errors import Malformed, NotAllowed, NotFound, RequestReused
from domain.plan_decisions import Choice
from policies.plan_uploads import plan_of_upload
from services import plan_exports, plan_papers
from tests.people import LAN, Someone
from tests.rollout import province
from tests.stack import Stack

CODE = "bac-giang-2025"


async def officer(stack: Stack, name: str) -> tuple[Someone, Someone]:
    there = await province(stack, name)
    return there.officer, there.administrator


async def found(stack: Stack, one: Someone) -> str:
    """Key of the finding about the province's money."""
    view = await plan_papers.read(stack.by(one), CODE)
    return next(finding.key for finding in view.findings if finding.hard and "14,49" in finding.vi)


async def test_a_decision_stays_with_the_plan_and_a_later_one_stands_after_it(stack: Stack) -> None:
    one, _ = await officer(stack, "PP1")
    key = await found(stack, one)
    await plan_papers.decide(stack.by(one), CODE, key, "asked", "Hỏi Sở Tài chính về phần chênh 1.800 triệu đồng")
    await plan_papers.decide(stack.by(one), CODE, key, "mend", "Phụ lục đúng; sửa lời văn thành 12,69 tỷ đồng")
    view = await plan_papers.read(stack.by(one), CODE)
    assert [made.decision.choice for made in view.decided[key]] == [Choice.ASKED, Choice.MEND]
    assert {made.by for made in view.decided[key]} == {one.name}


async def test_the_facilitys_administrator_reads_and_does_not_decide(stack: Stack) -> None:
    one, administrator = await officer(stack, "PP2")
    view = await plan_papers.read(stack.by(administrator), CODE)
    assert view.findings
    assert not view.may_decide
    with pytest.raises(NotAllowed):
        await plan_papers.decide(stack.by(administrator), CODE, await found(stack, one), "keep", "vì thế")


async def test_another_department_has_its_own_decisions(stack: Stack) -> None:
    one, _ = await officer(stack, "PP3")
    other, _ = await officer(stack, "PP4")
    key = await found(stack, one)
    await plan_papers.decide(stack.by(one), CODE, key, "keep", "Chấp nhận chênh lệch")
    assert (await plan_papers.read(stack.by(other), CODE)).decided == {}


async def test_what_is_wrong_is_told_at_once_and_nothing_is_kept(stack: Stack) -> None:
    one, _ = await officer(stack, "PP5")
    with pytest.raises(Malformed) as refused:
        await plan_papers.decide(stack.by(one), CODE, "0" * 12, "perhaps", " ")
    assert [fact.partition(":")[0] for fact in refused.value.facts] == ["reason", "choice", "finding"]
    assert (await plan_papers.read(stack.by(one), CODE)).decided == {}


async def test_one_request_decides_once(stack: Stack) -> None:
    one, _ = await officer(stack, "PP6")
    key = await found(stack, one)
    context = stack.by(one)
    for _ in range(2):
        await plan_papers.decide(context, CODE, key, "keep", "Một lần")
    assert len((await plan_papers.read(stack.by(one), CODE)).decided[key]) == 1
    with pytest.raises(RequestReused):
        await plan_papers.decide(context, CODE, key, "mend", "Lần khác")


async def test_a_plan_nobody_has_is_not_found(stack: Stack) -> None:
    one, _ = await officer(stack, "PP7")
    with pytest.raises(NotFound):
        await plan_papers.read(stack.by(one), "ca-mau-2025")


async def test_a_plan_is_taken_away_as_a_file_that_is_the_same_plan(stack: Stack) -> None:
    one, administrator = await officer(stack, "PPX")
    for wanted in ("xlsx", "yaml"):
        made = await plan_exports.export(stack.by(administrator), CODE, wanted)
        assert plan_of_upload(made.name, made.content) == stack.house.policies.plan(CODE)
    made = await plan_exports.export(stack.by(one), CODE, "pdf")
    assert (made.name, made.media, made.content[:5]) == (f"{CODE}.pdf", "application/pdf", b"%PDF-")


async def test_a_format_there_is_not_and_who_may_not_are_refused(stack: Stack) -> None:
    one, _ = await officer(stack, "PPY")
    with pytest.raises(Malformed, match="chỉ nhận xlsx, pdf, yaml"):
        await plan_exports.export(stack.by(one), CODE, "docx")
    with pytest.raises(NotAllowed):
        await plan_exports.export(stack.by(LAN), CODE, "xlsx")
    with pytest.raises(NotFound):
        await plan_exports.export(stack.by(one), "ca-mau-2025", "xlsx")
