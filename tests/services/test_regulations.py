"""A facility's regulation from its template to the day another one takes its place, as its people live it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from activities import papers
from activities.desk import Body
from activities.tracks import TrackAct
from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, SamePerson, StaleDocument, WrongState
from domain.names import DepartmentId, RegulationId, Sha256
from domain.regulation_drafts import Article
from domain.regulations import RegulationState, Standing
from domain.tracks import State
from services import (
    chains,
    editions,
    facts,
    issuing,
    notices,
    register,
    regulation_rounds,
    regulation_views,
    regulations,
    signatures,
    signed_papers,
    tracks,
)
from services.evidence import Upload
from services.issuing import NewOutside
from services.regulations import NewRegulation
from signing.trust import Trust
from signing.verification import verify
from store.queries import regulations as queries
from store.queries import tracks as track_queries
from tests.care import refusal, until
from tests.people import YEN
from tests.regulating import Drafting, begun, checked, drafting, filled, signed, submitted
from tests.rollout import REGULATION, declared, pdf
from tests.stack import Stack

PAPER = pdf("Quy chế bản giấy")


async def state(stack: Stack, here: Drafting, which: RegulationId) -> str:
    return (await regulation_views.read(stack.by(here.administrator), which)).regulation.standing(day(stack.clock()))


async def test_a_draft_begins_with_the_template_and_keeps_every_version(stack: Stack) -> None:
    here = await drafting(stack, "RG1", signs=False)
    by = here.administrator
    which = await regulations.start(stack.by(by), NewRegulation("camera"))
    first = (await regulation_views.read(stack.by(by), which)).versions[-1].draft
    assert first.blanks
    with pytest.raises(Incomplete, match="soạn"):
        await regulations.start(stack.by(here.it), NewRegulation("camera"))
    with pytest.raises(Incomplete, match="điền"):
        await regulation_rounds.check(stack.by(here.officer), which, True, "")
    assert await regulations.revise(stack.by(here.it), which, 1, filled(first), "Điền số liệu") == 2
    with pytest.raises(StaleDocument):
        await regulations.revise(stack.by(by), which, 1, filled(first), "Điền lần nữa")
    with pytest.raises(Malformed, match="lý do"):
        await regulations.revise(stack.by(by), which, 2, filled(first), " ")
    shorter = replace(filled(first), articles=(*filled(first).articles[:5], Article("Hiệu lực", "Từ ngày ký.", "Thi hành")))
    await regulations.revise(stack.by(by), which, 2, shorter, "Thay điều cuối")
    opening, changed = await regulation_views.difference(stack.by(by), which, 2, 3)
    assert {piece.change for piece in opening} == {"same"}
    assert [(one.change, one.before, one.after) for one in changed if one.change != "same"] == [("removed", 6, None), ("added", None, 6)]
    with pytest.raises(NotFound):
        await regulation_views.read(stack.by(YEN), which)


async def test_units_comment_until_a_day_and_each_comment_is_answered(stack: Stack) -> None:
    here = await drafting(stack, "RG6", signs=False)
    by, today = here.administrator, day(stack.clock())
    which = await begun(stack, here, NewRegulation("camera"))
    draft = (await regulation_views.read(stack.by(by), which)).versions[-1].draft
    with pytest.raises(Incomplete, match="ý kiến"):
        await regulation_rounds.check(stack.by(here.officer), which, False, "Chưa rõ")
    with pytest.raises(Malformed, match="ít nhất 5 ngày"):
        await regulation_rounds.ask(stack.by(by), which, (here.ward, here.lab), today + timedelta(days=2))
    await regulation_rounds.ask(stack.by(by), which, (here.ward, here.lab), today + timedelta(days=5))
    with pytest.raises(Malformed, match="không được hỏi"):
        await regulation_rounds.comment(stack.by(here.officer), which, 1, "Thêm kho thuốc")
    with pytest.raises(Malformed, match="không có Điều 99"):
        await regulation_rounds.comment(stack.by(here.head), which, 99, "Thêm kho thuốc")
    await regulation_rounds.comment(stack.by(here.head), which, 2, "Thêm kho thuốc gây nghiện")
    await regulation_rounds.settle(stack.by(here.head), which)
    with pytest.raises(Incomplete, match="Khoa Xét nghiệm"):
        await regulation_rounds.close_round(stack.by(by), which)
    with pytest.raises(WrongState):
        await regulations.revise(stack.by(by), which, 2, draft, "Sửa giữa chừng")
    await regulation_rounds.settle(stack.by(here.technician), which)
    await regulation_rounds.close_round(stack.by(by), which)
    said = (await regulation_views.read(stack.by(by), which)).comments[0]
    assert (said.department, said.article, said.by) == ("Khoa Nội", 2, here.head.name)
    with pytest.raises(Incomplete, match="1 góp ý"):
        await regulation_rounds.check(stack.by(here.officer), which, True, "")
    with pytest.raises(Malformed, match="lý do"):
        await regulation_rounds.answer(stack.by(by), which, said.id, False, " ")
    await regulation_rounds.answer(stack.by(by), which, said.id, True, "")
    with pytest.raises(SamePerson):
        await regulation_rounds.check(stack.by(by), which, True, "")
    with pytest.raises(NotAllowed):
        await regulation_rounds.check(stack.by(here.it), which, True, "")
    await regulation_rounds.check(stack.by(here.officer), which, False, "Điều 2 trái Điều 1")
    assert await state(stack, here, which) == RegulationState.DRAFTING
    await regulation_rounds.check(stack.by(here.director), which, True, "")
    assert await state(stack, here, which) == RegulationState.CHECKED


async def test_a_signed_one_is_in_force_until_the_next_one_takes_its_place(stack: Stack) -> None:
    here = await drafting(stack, "RG7")
    today = day(stack.clock())
    which, document = await submitted(stack, here, NewRegulation("camera"))
    await signed(stack, document, here.director, here.clerk)
    one = (await regulation_views.read(stack.by(here.head), which)).regulation
    assert (one.standing(today), one.issued_on, one.begins, one.number) == (Standing.IN_FORCE, today, today, "01/QĐ-BV")
    pdf = await signatures.pdf(stack.by(here.administrator), document, 1)
    verdict = await verify(pdf, Trust([stack.settings.trust_roots.read_bytes()]))
    assert [(made.intact, made.trusted) for made in verdict.signatures] == [(True, True)] * 2
    live = await regulation_views.in_force(stack.by(here.administrator), here.hospital, "camera", today)
    assert live
    assert (live.number, live.issued_on, live.since) == (one.number, today, today)
    assert await regulation_views.in_force(stack.by(here.administrator), here.hospital, "camera", today - timedelta(days=1)) is None

    later, paper = await submitted(stack, here, NewRegulation("camera"))
    view = await regulation_views.read(stack.by(here.administrator), later)
    assert view.replaces
    assert view.replaces.id == which
    printed = (await signatures.read(stack.by(here.administrator), paper)).newest.data or {}
    assert f"thay thế Quyết định số {one.number} ngày" in printed["articles"][1]
    # The one in force is not ended otherwise while the paper that says so is being signed.
    with pytest.raises(Incomplete, match="đang trình ký"):
        await regulations.repeal(stack.by(here.director), which, today, "Không cần nữa")
    with pytest.raises(Incomplete, match="đang trình ký"):
        await issuing.enter(stack.by(here.clerk), NewOutside("907/QC-BV", today, "Quy định camera bản giấy", subject="camera", file=PAPER))
    await signed(stack, paper, here.director, here.clerk)
    assert (await state(stack, here, which), await state(stack, here, later)) == (Standing.SUPERSEDED, Standing.IN_FORCE)
    ended = (await regulation_views.read(stack.by(here.administrator), which)).superseded_by
    assert ended
    assert ended.id == later
    await regulations.repeal(stack.by(here.director), later, today, "Bỏ camera")
    assert await state(stack, here, later) == Standing.REPEALED


async def test_a_refused_paper_is_drafted_again_and_a_wrong_day_is_refused(stack: Stack) -> None:
    here = await drafting(stack, "RG2")
    which, document = await submitted(stack, here, NewRegulation("backup"))
    with pytest.raises(WrongState):
        await regulations.withdraw(stack.by(here.administrator), which, "Thôi")

    async def waits() -> bool:
        return document in {line.document for line in await signatures.inbox(stack.by(here.director))}

    await until(waits, bool)
    view = await signatures.read(stack.by(here.director), document)
    reviewed = signatures.Reviewed(document, 1, view.newest.chain.content)
    await signatures.refuse(stack.by(here.director), reviewed, "Thiếu diễn tập")
    again = await regulation_views.read(stack.by(here.administrator), which)
    assert (again.given_back, "draft" in again.acts, "withdraw" in again.acts) == ("Thiếu diễn tập", True, True)
    draft = again.versions[-1].draft
    past = replace(draft, effective_from=day(stack.clock()) - timedelta(days=1))
    await regulations.revise(stack.by(here.administrator), which, 2, past, "Sửa theo giám đốc")
    await regulation_rounds.check(stack.by(here.officer), which, True, "")
    with pytest.raises(Malformed, match="đã qua"):
        await regulations.submit(stack.by(here.administrator), which)
    ahead = replace(draft, effective_from=day(stack.clock()) + timedelta(days=9))
    await regulations.revise(stack.by(here.administrator), which, 3, ahead, "Có hiệu lực sau")
    await regulation_rounds.check(stack.by(here.officer), which, True, "")
    of = await regulations.submit(stack.by(here.administrator), which)
    assert (of.document, of.version) == (document, 2)
    await signed(stack, document, here.director, here.clerk)
    assert await state(stack, here, which) == Standing.COMING


async def test_what_a_plan_asks_for_is_begun_from_its_milestone_and_reports_it(stack: Stack) -> None:
    here = await drafting(stack, "RG3", opens=True)
    track = here.there.track
    await declared(stack, here.administrator, track, "3.5-2", "3.5-3")
    asked = {one.milestone: one for one in (await regulation_views.listing(stack.by(here.administrator))).demanded}
    assert asked["3.5-2"].template
    assert asked["3.5-2"].template.code == "signing"
    which = await regulations.start(stack.by(here.administrator), NewRegulation(track=track, milestone="3.5-2"))
    assert "3.5-2" not in {one.milestone for one in (await regulation_views.listing(stack.by(here.administrator))).demanded}
    # Neither beside what is drafted nor in its place is one drawn up without comments and the legal check.
    for milestone in ("3.5-2", "3.5-3"):
        told = await refusal(WrongState, tracks.draft(stack.by(here.administrator), track, milestone, REGULATION))
        assert "Soạn ở mục Quy chế" in told
    view = await regulation_views.read(stack.by(here.administrator), which)
    await regulations.revise(stack.by(here.administrator), which, 1, filled(view.versions[-1].draft), "Điền")
    await checked(stack, here, which)
    document = (await regulations.submit(stack.by(here.administrator), which)).document
    await signed(stack, document, here.director, here.clerk)
    found = await tracks.milestone(stack.by(here.there.officer), track, "3.5-2")
    assert found.line.progress.state is State.REPORTED
    assert (found.reports[-1].document, found.line.document and found.line.document[0].id) == (document, document)


async def test_a_paper_that_was_drawn_up_at_once_before_this_was_refused_is_a_regulation_all_the_same(stack: Stack) -> None:
    here = await drafting(stack, "RG9", opens=True)
    by, track = stack.by(here.administrator), here.there.track
    await declared(stack, here.administrator, track, "3.5-3")
    async with stack.sessions.begin() as session:
        was = await track_queries.track(session, track, lock=True)
        act = TrackAct(by.actor, track, Body("", Sha256("")), "3.5-3")
        data = {**REGULATION, "title": "Quy chế an toàn thông tin"}
        _, of = await papers.draft(signed_papers.desk(by), session, was, act, data, stack.clock())
    await signed_papers.begin(by, of)
    await signed(stack, of.document, here.director, here.clerk)
    async with stack.sessions() as session:
        live = await queries.in_force(session, here.hospital, "security", day(stack.clock()))
    assert live
    assert live.title == "Quy chế an toàn thông tin"


async def test_a_paper_of_before_hsba_rules_until_the_first_one_here(stack: Stack) -> None:
    here = await drafting(stack, "RG4", signs=False)
    issued = day(stack.clock()) - timedelta(days=40)
    old = NewOutside("045/QC-BV", issued, "Quy chế hồ sơ bệnh án", "Các khoa, phòng", "ehr", file=PAPER)
    which = await issuing.enter(stack.by(here.clerk, "outside-1"), old)
    assert which == await issuing.enter(stack.by(here.clerk, "outside-1"), old)
    live = await regulation_views.in_force(stack.by(here.clerk), here.hospital, "ehr", day(stack.clock()))
    assert live
    assert (live.number, live.issued_on) == ("045/QC-BV", issued)
    assert which
    assert await regulation_views.preview(stack.by(here.head), which) == PAPER.content
    (fact,) = (await facts.facts(stack.by(here.administrator), here.hospital, ("regulation_in_force",))).facts
    assert "(ban hành ngoài hệ thống) đang có hiệu lực" in fact.sentence
    taken = issuing.enter(stack.by(here.clerk), NewOutside("45/QC-BV", issued, "Văn bản khác"))
    assert "45/QC-BV" in await refusal(Malformed, taken)
    for wrong in (
        NewOutside("QC-BV", issued, "x"),
        NewOutside("7/QC", None, "x"),
        NewOutside("7/QC", issued, " "),
        NewOutside("7/QC", issued, "x", subject="la"),
        NewOutside("7/QC", issued, "x", subject="ehr"),
        NewOutside("7/QC", issued, "x", subject="ehr", file=Upload("x.pdf", b"word")),
    ):
        with pytest.raises(Malformed):
            await issuing.enter(stack.by(here.clerk), wrong)
    with pytest.raises(NotAllowed):
        await issuing.enter(stack.by(here.head), NewOutside("8/QC-BV", issued, "x"))
    newer = await issuing.enter(
        stack.by(here.clerk), NewOutside("46/QC-BV", issued + timedelta(days=9), "Quy chế hồ sơ bệnh án sửa đổi", subject="ehr", file=PAPER)
    )
    oldest = await issuing.enter(
        stack.by(here.clerk), NewOutside("12/QC-BV", issued - timedelta(days=9), "Quy chế cũ nhất", subject="ehr", file=PAPER)
    )
    found = {one.id: one for one in (await regulation_views.listing(stack.by(here.administrator))).regulations}
    assert newer
    assert oldest
    assert which
    assert [found[one].standing(day(stack.clock())) for one in (oldest, which, newer)] == ["superseded", "superseded", "in_force"]
    assert (found[oldest].ends, found[which].ends) == (issued, issued + timedelta(days=9))
    view = await register.register(stack.by(here.clerk), issued.year, wanted="sua doi")
    assert [(one.written, one.state, one.by) for one in view.lines] == [("46/QC-BV", "outside", here.clerk.name)]
    with pytest.raises(NotFound):
        await regulation_views.read(stack.by(YEN), which)


async def test_a_department_that_is_not_there_is_refused(stack: Stack) -> None:
    here = await drafting(stack, "RG5", signs=False)
    which = await begun(stack, here, NewRegulation("denial-of-service"))
    with pytest.raises(Malformed, match="không có khoa"):
        await regulation_rounds.ask(
            stack.by(here.administrator), which, (DepartmentId("33012/NOI"),), day(stack.clock()) + timedelta(days=9)
        )
    with pytest.raises(Malformed, match="ít nhất một khoa"):
        await regulation_rounds.ask(stack.by(here.administrator), which, (), day(stack.clock()) + timedelta(days=9))
    await regulations.withdraw(stack.by(here.administrator), which, "Gộp vào phương án khác")
    assert await state(stack, here, which) == RegulationState.WITHDRAWN


async def test_a_chain_cites_what_is_in_force_and_its_people_hear_when_that_ends(stack: Stack) -> None:
    here, today = await drafting(stack, "RG8", signs=False), day(stack.clock())
    by, issued = here.administrator, day(stack.clock()) - timedelta(days=30)
    await issuing.enter(stack.by(here.clerk), NewOutside("45/QC-BV", issued, "Quy chế hồ sơ bệnh án", subject="ehr", file=PAPER))
    _, text = await chains.begun(stack.by(by), "treatment-sheet")
    assert f"regulation: {{number: 45/QC-BV, issued: {issued.isoformat()}}}" in text or ("45/QC-BV" in text and issued.isoformat() in text)
    stages = "stages:\n  - {name: written, title: Bác sĩ điều trị, who: {author: true}, reason: Ghi tờ điều trị}\n"
    head = f'form: treatment-sheet\nedition: "2027"\neffective_from: {today.isoformat()}\nbasis: Điều 7\ncertainty: S\n'
    which = await editions.propose(stack.by(by), f"{head}regulation: {{number: 45/QC-BV, issued: {issued.isoformat()}}}\n{stages}")
    rests_on = (await chains.read(stack.by(by), which)).rests_on
    assert rests_on
    assert rests_on.standing(today) is Standing.IN_FORCE
    await issuing.enter(stack.by(here.clerk), NewOutside("46/QC-BV", today, "Quy chế sửa đổi", subject="ehr", file=PAPER))
    rests_on = (await chains.read(stack.by(by), which)).rests_on
    assert rests_on
    assert rests_on.standing(today) is Standing.SUPERSEDED
    heard = [(one.kind, one.link, one.facts["by"]) for one in await notices.unseen(stack.by(by)) if one.kind == "chain_unfounded"]
    assert heard == [("chain_unfounded", f"/chains/{which}", "46/QC-BV")]
