"""Facilities join a plan that runs, close, and merge."""

from datetime import timedelta

from activities.plan_members import Closing
from activities.plans import track_of
from domain.clock import day
from domain.errors import Malformed, NotAllowed, OutOfReach
from domain.names import FacilityId
from services import plan_editions, plans, tracks
from store.writes import people as writes
from tests.care import refusal
from tests.rollout import declared, province, reported
from tests.stack import Stack

PAPER = "Quyết định số 318/QĐ-UBND ngày 02/11/2026 của UBND tỉnh"


async def clinic(stack: Stack, which: str, department: FacilityId) -> FacilityId:
    async with stack.sessions.begin() as session:
        await writes.facility(session, FacilityId(which), f"Phòng khám {which}", "clinic", department, "Hưng Yên")
    return FacilityId(which)


async def test_a_new_facility_joins_and_declares_what_is_over(stack: Stack) -> None:
    there = await province(stack, "JA")
    new = await clinic(stack, "JA009", there.department)
    await refusal(Malformed, plan_editions.join(stack.by(there.officer), there.plan, (there.hospital,)))
    await refusal(NotAllowed, plan_editions.join(stack.by(there.administrator), there.plan, (new,)))
    await plan_editions.join(stack.by(there.officer), there.plan, (new,))
    board = await plans.board(stack.by(there.officer), there.plan)
    assert (board.total, new in {row.line.facility for row in board.rows}) == (3, True)
    view = await tracks.read(stack.by(there.officer), track_of(there.plan, new))
    assert view.undeclared
    assert (await plan_editions.read(stack.by(there.officer), there.plan)).outside == ()


async def test_a_facility_that_closed_is_counted_no_more_and_keeps_its_past(stack: Stack) -> None:
    there = await province(stack, "JB")
    new = await clinic(stack, "JB009", there.department)
    await plan_editions.join(stack.by(there.officer), there.plan, (new,))
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    today = day(stack.clock())
    early = Closing(there.track, today + timedelta(days=1), PAPER)
    await refusal(Malformed, plan_editions.close(stack.by(there.officer), there.plan, early))
    own = Closing(there.own, today, PAPER)
    await refusal(OutOfReach, plan_editions.close(stack.by(there.officer), there.plan, own))
    await plan_editions.close(stack.by(there.officer), there.plan, Closing(there.track, today, PAPER, new))
    board = await plans.board(stack.by(there.officer), there.plan)
    assert there.hospital not in {row.line.facility for row in board.rows}
    view = await tracks.read(stack.by(there.administrator), there.track)
    assert (view.milestones, len(view.dropped)) == ([], 33)
    assert view.closed
    assert (view.closed.paper, view.closed.successor) == (PAPER, "Phòng khám JB009")
    gone = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-2")
    assert len(gone.reports) == 1
