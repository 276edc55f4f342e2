"""A milestone that is not for the unit, said while the plan runs: reason, paper, and the department's approval."""

from domain.declarations import Claim
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.tracks import State
from services import plans, tracks
from services.tracks import NewReport
from tests.care import refusal
from tests.rollout import declared, in_force, province
from tests.stack import Stack

PAPER = "Công văn số 45/BV ngày 02/10/2026"
NOT_OURS = NewReport(None, "Bệnh viện không có RIS-PACS", PAPER, claim=Claim.NOT_APPLICABLE)


async def test_it_needs_reason_and_paper_and_the_departments_approval(stack: Stack) -> None:
    there = await province(stack, "NWA")
    await declared(stack, there.administrator, there.track, "3.1-1", "3.2-1", "3.2-2")
    bare = NewReport(None, claim=Claim.NOT_APPLICABLE)
    told = await refusal(Incomplete, tracks.report(stack.by(there.administrator), there.track, "3.2-1", bare))
    assert "vì sao không áp dụng" in told
    assert "giấy tờ làm căn cứ" in told
    doing = NewReport(in_force(stack), "", PAPER, claim=Claim.DOING)
    await refusal(Incomplete, tracks.report(stack.by(there.administrator), there.track, "3.1-1", doing))
    await refusal(Malformed, tracks.report(stack.by(there.administrator), there.track, "3.1-1", NewReport(None, "", PAPER)))
    said = await tracks.report(stack.by(there.administrator), there.track, "3.2-1", NOT_OURS)
    assert (said.of("3.2-1").state, said.of("3.2-1").claim) == (State.REPORTED, Claim.NOT_APPLICABLE), "it waits for no earlier one"
    accepted = await tracks.accept(stack.by(there.officer), there.track, "3.2-1")
    assert accepted.of("3.2-1").state is State.ACCEPTED
    assert accepted.waits_for("3.2-2") == (), "what waited for it goes on"
    board = await plans.board(stack.by(there.officer), there.plan)
    row = next(one for one in board.rows if one.line.track == there.track)
    assert row.cells["3.2-1"].word == "not_applicable"
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.2-1")
    assert [(one.claim, one.note, one.paper, one.judged) for one in view.reports] == [
        (Claim.NOT_APPLICABLE, "Bệnh viện không có RIS-PACS", PAPER, "accepted")
    ]


async def test_it_is_sent_back_and_reported_done_after_all(stack: Stack) -> None:
    there = await province(stack, "NWB")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await refusal(WrongState, tracks.report(stack.by(there.administrator), there.track, "3.1-1", NOT_OURS))
    await tracks.report(stack.by(there.administrator), there.track, "3.1-2", NOT_OURS)
    await tracks.send_back(stack.by(there.officer), there.track, "3.1-2", "Đơn vị có máy chủ, mốc áp dụng")
    done = await tracks.report(stack.by(there.administrator), there.track, "3.1-2", NewReport(in_force(stack), "", PAPER))
    assert done.of("3.1-2").claim is Claim.DONE


async def test_an_officer_who_says_it_for_the_unit_does_not_approve_it(stack: Stack) -> None:
    there = await province(stack, "NWC")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await tracks.report(stack.by(there.officer), there.track, "3.1-2", NOT_OURS)
    await refusal(SamePerson, tracks.accept(stack.by(there.officer), there.track, "3.1-2"))
    view = await tracks.milestone(stack.by(there.colleague), there.track, "3.1-2")
    assert view.reports[-1].on_behalf_of == "Bệnh viện Đa khoa NWC", "whose act it is stands with the report"
