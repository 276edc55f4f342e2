"""A track: speaks when the calendar says, once; ends when every milestone is verified; goes on from rows."""

from datetime import datetime, timedelta

from sqlalchemy import select
from temporalio.client import WorkflowExecutionStatus

from activities.tracks import KINDS
from domain.calendars import calendar_of
from domain.escalations import raised
from domain.mandates import UnitKind
from domain.names import TrackId, track_workflow
from domain.tracks import Calendar, Reminder, Track, apply, next_event
from services import tracks
from services.tracks import NewReport
from store.tables.notices import NoticeRow
from tests.people import Someone
from tests.rollout import Province, declared, province, small_track
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, lost_and_started_again, next_run, run_of, status


def rehearsed(stack: Stack, track: Track, until_: datetime) -> list[tuple[str, str, str]]:
    """What the pure rule says, moment by moment, in no time."""
    care = stack.house.policies.care(track.facility, until_.date())
    calendar = calendar_of(care)
    table = []
    while (event := next_event(track, calendar, track.heard_at)) and event.at <= until_:
        table += [(event.at.isoformat(), one.code, kind_of(one, calendar)) for one in event.reminders]
        track = apply(track, event)
    return sorted(table)


def kind_of(one: Reminder, calendar: Calendar) -> str:
    """As people read it: by the level it is meant for."""
    level = raised(calendar.ladder, one.to, own=False, accepts=UnitKind.DEPARTMENT) if one.to else None
    return KINDS.get(level, str(one.kind)) if level else str(one.kind)


async def said(stack: Stack, track: TrackId) -> list[tuple[str, str, str]]:
    """What people were told of a track: moment, milestone, kind; whoever was told, it is one line."""
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.key).where(NoticeRow.key.contains(f"/{track}/")))
        return sorted({(at.split("@")[0], code, kind) for kind, _, code, at, _ in (key.split("/") for key in rows.scalars())})


async def accepted(stack: Stack, there: Province, one: Someone, track: TrackId, code: str) -> None:
    await tracks.report(stack.by(one), track, code, NewReport(stack.clock().date() - timedelta(days=1), paper="Báo cáo số 1"))
    await tracks.accept(stack.by(there.colleague), track, code)


async def test_the_server_says_what_the_rehearsal_said(stack: Stack, later: Later, keep: Keep) -> None:
    there = await province(stack, "V1")
    track = await small_track(stack, there, {"3.2-2": 10, "3.5-1": 3})
    for _ in range(5):
        await later(track_workflow(track.id), timedelta(days=5))
    expected = rehearsed(stack, track, stack.clock())
    assert len(expected) > 10
    assert await said(stack, track.id) == expected
    await keep(track_workflow(track.id), "reminded")


async def test_nothing_is_said_of_what_was_over_when_the_plan_opened(stack: Stack, later: Later) -> None:
    there = await province(stack, "V2")
    track = await small_track(stack, there, {"3.1-1": -1, "3.1-2": -200})
    await later(track_workflow(track.id), timedelta(days=12))
    assert await said(stack, track.id) == []
    assert await status(stack, track_workflow(track.id)) is WorkflowExecutionStatus.RUNNING


async def test_a_report_silences_the_calendar_and_the_last_acceptance_ends_it(stack: Stack, later: Later, keep: Keep) -> None:
    there = await province(stack, "V3")
    track = await small_track(stack, there, {"3.2-2": 2})
    workflow = track_workflow(track.id)
    await tracks.report(stack.by(there.officer), track.id, "3.2-2", NewReport(stack.clock().date() - timedelta(days=1), paper="Báo cáo"))
    await later(workflow, timedelta(days=10))
    assert {kind for _, _, kind in await said(stack, track.id)} == {"milestone_reported"}
    await tracks.accept(stack.by(there.colleague), track.id, "3.2-2")
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "accepted")


async def test_after_a_month_it_continues_with_its_state(stack: Stack, later: Later, keep: Keep) -> None:
    there = await province(stack, "V4")
    track = await small_track(stack, there, {"3.2-2": 300})
    workflow = track_workflow(track.id)
    first = await run_of(stack, workflow)
    await later(workflow, timedelta(days=30, minutes=1))
    second = await next_run(stack, workflow, first)
    await later(workflow, timedelta(days=30, minutes=1))
    await next_run(stack, workflow, second)
    await keep(workflow, "continued")
    await accepted(stack, there, there.officer, track.id, "3.2-2")
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED


async def test_lost_and_started_from_rows_it_goes_on_where_it_was(stack: Stack, keep: Keep) -> None:
    there = await province(stack, "V5")
    workflow = track_workflow(there.track)
    await declared(stack, there.administrator, there.track, "3.1-1")
    await lost_and_started_again(stack, workflow)
    await declared(stack, there.administrator, there.track, "3.1-2")
    view = await tracks.read(stack.by(there.administrator), there.track)
    assert {"3.1-1", "3.1-2"}.isdisjoint({line.spec.code for line in view.undeclared})
    await keep(workflow, "caught-up")


async def test_a_repeated_act_answers_the_same_and_counts_once(stack: Stack) -> None:
    there = await province(stack, "V6")
    track = await small_track(stack, there, {"3.2-2": 100})
    new = NewReport(stack.clock().date() - timedelta(days=1), paper="Báo cáo")
    first = await tracks.report(stack.by(there.officer, "V6-báo cáo"), track.id, "3.2-2", new)
    assert await tracks.report(stack.by(there.officer, "V6-báo cáo"), track.id, "3.2-2", new) == first
    timeline = (await tracks.read(stack.by(there.officer), track.id)).timeline
    assert [line.act for line in timeline].count("track.report") == 1
