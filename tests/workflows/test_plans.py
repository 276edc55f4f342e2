"""A plan: its tracks started in pages, again each month, and from rows when everything was lost."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from temporalio.client import WorkflowExecutionStatus
from temporalio.worker import Worker

from activities.plans import Plans, Starts
from domain.clock import day
from domain.errors import WrongState
from domain.names import TrackId, plan_workflow, track_workflow
from services import plan_editions, plans
from services.repair import look_again
from store.queries import tracks as queries
from store.tables.notices import NoticeRow
from tests.care import refusal, sign, until
from tests.reminding import issued, office, signed_dates
from tests.rollout import CODE, Province, in_force, province, small_track
from tests.stack import Stack
from tests.workflows.before import Asleep
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import events, handle, lost_and_started_again, next_run, run_of, status
from workflows.plans import PlanWorkflow
from workflows.sandbox import runner


async def started(stack: Stack, there: Province) -> None:
    """Waits until both tracks run and the plan sleeps."""
    await until(lambda: events(stack, plan_workflow(there.plan)), lambda found: "TIMER_STARTED" in found)
    for track in (there.track, there.own):
        assert await status(stack, track_workflow(track)) is WorkflowExecutionStatus.RUNNING


async def test_it_starts_every_track_and_awaits_none(stack: Stack) -> None:
    there = await province(stack, "W1")
    await started(stack, there)
    assert "START_CHILD_WORKFLOW_EXECUTION_INITIATED" not in await events(stack, plan_workflow(there.plan))


async def test_a_refused_opening_changes_nothing(stack: Stack, keep: Keep) -> None:
    there = await province(stack, "W2")
    await started(stack, there)
    await refusal(WrongState, plans.open_plan(stack.by(there.colleague), CODE, (), in_force(stack)))
    assert await status(stack, plan_workflow(there.plan)) is WorkflowExecutionStatus.RUNNING
    await keep(plan_workflow(there.plan), "refused")


async def test_each_month_it_starts_again_what_is_lost(stack: Stack, later: Later, keep: Keep) -> None:
    there = await province(stack, "W3")
    workflow = plan_workflow(there.plan)
    await started(stack, there)
    await handle(stack, track_workflow(there.track)).terminate("lost")
    first = await run_of(stack, workflow)
    await later(workflow, timedelta(days=30, minutes=1))
    await next_run(stack, workflow, first)
    await started(stack, there)
    await keep(workflow, "continued")


async def test_lost_and_started_from_rows_it_goes_on(stack: Stack, keep: Keep) -> None:
    there = await province(stack, "W4")
    await started(stack, there)
    await lost_and_started_again(stack, plan_workflow(there.plan))
    await started(stack, there)
    await keep(plan_workflow(there.plan), "caught-up")


async def test_a_day_that_is_moved_reaches_the_tracks_that_run(stack: Stack, later: Later, keep: Keep) -> None:
    there = await province(stack, "W5")
    await started(stack, there)
    track = await small_track(stack, there, {"3.2-2": 200})
    await later(track_workflow(track.id), timedelta(days=1))
    to = day(stack.clock()) + timedelta(days=20)
    await plan_editions.move(stack.by(there.officer), there.plan, "3.2-2", to, "Tỉnh rút ngắn", "Công văn 12/UBND", (track.id,))
    assert await _due(stack, track.id) == to
    await until(lambda: events(stack, track_workflow(track.id)), lambda found: found.count("WORKFLOW_EXECUTION_SIGNALED") > 0)
    await later(track_workflow(track.id), timedelta(days=8))
    await until(lambda: _told(stack, track.id), lambda told: "milestone_due" in told)
    await keep(plan_workflow(there.plan), "changed")


async def _told(stack: Stack, track: TrackId) -> list[str]:
    async with stack.sessions() as session:
        return list((await session.execute(select(NoticeRow.kind).where(NoticeRow.key.contains(f"/{track}/3.2-2/")))).scalars())


async def _due(stack: Stack, track: TrackId) -> date | None:
    return await _due_of(stack, track, "3.2-2")


async def _due_of(stack: Stack, track: TrackId, code: str) -> date | None:
    async with stack.sessions() as session:
        return (await queries.track(session, track)).of(code).due


async def test_a_letter_is_drawn_up_while_it_sleeps_and_it_sleeps_on(stack: Stack, keep: Keep) -> None:
    there = await office(stack, "W6")
    workflow = plan_workflow(there.there.plan)
    await until(lambda: events(stack, workflow), lambda found: "TIMER_STARTED" in found)
    await issued(stack, there)
    await until(lambda: events(stack, workflow), lambda found: found.count("WORKFLOW_EXECUTION_SIGNALED") == 1)
    assert (await events(stack, workflow)).count("TIMER_STARTED") == 1
    await keep(workflow, "reminded")


async def test_a_day_that_a_signed_paper_moves_reaches_the_tracks_that_run(stack: Stack, keep: Keep) -> None:
    there = await office(stack, "W7")
    workflow, track = plan_workflow(there.there.plan), there.late.id
    await until(lambda: events(stack, workflow), lambda found: "TIMER_STARTED" in found)
    with signed_dates(stack):
        said = ("3.2-1", date(2027, 1, 15), "Bão số 12", "Tờ trình số 61/TTr-BV")
        which = await plan_editions.move(stack.by(there.officer), there.there.plan, *said)
        assert which
        for one in (there.head, there.clerk):
            await sign(stack, one, which)
        await until(lambda: _due_of(stack, track, "3.2-1"), lambda due: due == date(2027, 1, 15), 40)
        await until(lambda: events(stack, track_workflow(track)), lambda found: found.count("WORKFLOW_EXECUTION_SIGNALED") > 0, 40)
    await until(lambda: events(stack, workflow), lambda found: found.count("TIMER_STARTED") == 2)
    await keep(workflow, "signed")


async def test_one_that_slept_since_before_plans_changed_wakes_when_the_scheduler_starts(stack: Stack, keep: Keep) -> None:
    there = await province(stack, "W8")
    workflow = plan_workflow(there.plan)
    await started(stack, there)
    await handle(stack, workflow).terminate("it is to be as it was before")
    async with _queue_of(stack, Asleep):
        await stack.temporal.start_workflow("Plan", there.plan, id=workflow, task_queue=BEFORE)
        await until(lambda: events(stack, workflow), lambda found: "TIMER_STARTED" in found)
    first = await run_of(stack, workflow)
    heard = (await events(stack, track_workflow(there.track))).count("WORKFLOW_EXECUTION_SIGNALED")
    async with _queue_of(stack, PlanWorkflow):
        assert await look_again(stack.sessions, stack.temporal) >= 1
        await next_run(stack, workflow, first)
        await until(lambda: events(stack, track_workflow(there.track)), lambda found: found.count("WORKFLOW_EXECUTION_SIGNALED") > heard)
        await until(lambda: events(stack, workflow), lambda found: "TIMER_STARTED" in found)
        second, before = await run_of(stack, workflow), await events(stack, workflow)
        await look_again(stack.sessions, stack.temporal)
        await until(lambda: events(stack, workflow), lambda found: len(found) > len(before))
        assert (await run_of(stack, workflow), (await events(stack, workflow)).count("TIMER_STARTED")) == (second, 1), "it goes on sleeping"
    await keep(workflow, "asleep")
    await handle(stack, workflow).terminate("nobody works on this queue any more")


BEFORE = "before"


@asynccontextmanager
async def _queue_of(stack: Stack, kind: type) -> AsyncIterator[None]:
    """A worker of this kind of plan alone, on a queue of its own."""
    starts = Starts(stack.sessions, stack.temporal)
    hands: list[Callable[..., Any]] = [Plans(stack.desk).stands, starts.page]
    async with Worker(stack.temporal, task_queue=BEFORE, workflows=[kind], activities=hands, workflow_runner=runner()):
        yield
