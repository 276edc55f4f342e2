"""Facilities join a plan that runs, close, and merge."""

from datetime import timedelta

from activities.papers import Papers
from activities.plans import track_of
from domain.clock import day
from domain.errors import Malformed, NotAllowed, OutOfReach, WrongState
from domain.names import FacilityId
from domain.roles import Role
from policies.plan_written import yaml_of
from services import plan_editions, plans, tracks
from store.queries import signatures as documents
from store.writes import people as writes
from tests.care import refusal
from tests.people import Someone
from tests.rollout import CODE, SURVEY, declared, province, reported
from tests.services.test_plan_editions import moved
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
    early = today + timedelta(days=1)
    await refusal(Malformed, plan_editions.close(stack.by(there.officer), there.plan, there.track, early, PAPER))
    await refusal(OutOfReach, plan_editions.close(stack.by(there.officer), there.plan, there.own, today, PAPER))
    await plan_editions.close(stack.by(there.officer), there.plan, there.track, today, PAPER, new)
    board = await plans.board(stack.by(there.officer), there.plan)
    assert there.hospital not in {row.line.facility for row in board.rows}
    view = await tracks.read(stack.by(there.administrator), there.track)
    assert (view.milestones, len(view.dropped)) == ([], 33)
    assert view.closed
    assert (view.closed.paper, view.closed.successor) == (PAPER, "Phòng khám JB009")
    gone = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-2")
    assert len(gone.reports) == 1


async def test_a_closed_facility_stays_closed_through_a_new_edition(stack: Stack) -> None:
    there, today = await province(stack, "JC"), day(stack.clock())
    await plan_editions.close(stack.by(there.officer), there.plan, there.track, today, PAPER)
    await refusal(WrongState, plan_editions.close(stack.by(there.officer), there.plan, there.track, today, PAPER))
    text = yaml_of(moved(stack.house.policies.plan(CODE), "3", 10)).encode()
    line = await plan_editions.enter(stack.by(there.officer), "ban-3.yaml", text)
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    assert (await tracks.read(stack.by(there.administrator), there.track)).milestones == []
    board = await plans.board(stack.by(there.officer), there.plan)
    own = await tracks.read(stack.by(there.officer), there.own)
    assert sum(column.figures.total for column in board.columns) == own.total, "its milestones are in no figure"


async def test_a_paper_signed_after_its_facility_closed_stands_for_itself(stack: Stack) -> None:
    there = await province(stack, "JD")
    director = Someone("gd.son.JD", "Nguyễn Hồng Sơn", Role.DIRECTOR, there.hospital)
    async with stack.sessions.begin() as session:
        await writes.person(session, director.id, director.login, director.name, "!")
        await writes.position(session, director.position)
    await declared(stack, there.administrator, there.track, "3.1-1")
    document = await tracks.draft(stack.by(there.administrator), there.track, "3.1-1", SURVEY)
    await plan_editions.close(stack.by(there.officer), there.plan, there.track, day(stack.clock()), PAPER)
    async with stack.sessions.begin() as session:
        await Papers.finish(session, await documents.document(session, document), stack.clock())
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-1")
    assert (view.line.cell.word, view.reports) == ("dropped", [])
    assert "track.paper_alone" in [one.act for one in view.timeline]
