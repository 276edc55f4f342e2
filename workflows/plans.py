"""A province's plan: opened, its tracks started in pages; it awaits none of them."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from temporalio import workflow

from activities.documents import Of
from activities.extensions import Extensions
from activities.letters import Letters, LetterStands
from activities.plan_editions import PlanEditions
from activities.plan_members import PlanMembers
from activities.plans import Page, PlanAct, Plans, PlanStands, Starts
from activities.processes import Processes
from domain.names import PlanId
from workflows.failures import answer
from workflows.options import MONTH, PATIENT, QUICK, STEADY, WIDE


@workflow.defn(name="Plan")
class PlanWorkflow:
    """Each month it sees to it that every unfinished track runs; ends when none is left. The roll-up is SQL."""

    @workflow.init
    def __init__(self, plan: PlanId) -> None:
        self.plan_id = plan
        self.stands: PlanStands | None = None
        self.changed = False
        self.asked_again = False

    @workflow.run
    async def run(self, plan: PlanId) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            await self.look()
        if self.stands and not self.stands.finished:
            # What changed while the run before ended may not have reached the tracks.
            changing = workflow.patched("plan-changes-2026-11-29")
            await self.start_tracks(wake=changing and workflow.info().continued_run_id is not None)
            if changing:
                await self.month()
            else:
                with suppress(TimeoutError):
                    await workflow.wait_condition(lambda: self.asked_again, timeout=MONTH)
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(plan)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def month(self) -> None:
        """Waits, and tells every unfinished track when the plan changes; at most a month, or as long as the history is short."""
        until = workflow.now() + MONTH
        while (left := until - workflow.now()) > timedelta(0) and not workflow.info().is_continue_as_new_suggested():
            try:
                await workflow.wait_condition(lambda: self.changed, timeout=left)
            except TimeoutError:
                return
            self.changed = False
            await self.start_tracks(wake=True)

    async def start_tracks(self, wake: bool = False) -> None:
        page = Page(self.plan_id, wake=wake)
        while (last := await workflow.execute_activity_method(Starts.page, page, **PATIENT)) is not None:
            page = Page(self.plan_id, last, wake)

    @workflow.update
    async def open(self, act: PlanAct) -> PlanStands:
        stands: PlanStands = await answer(workflow.execute_local_activity_method(Plans.open, act, **WIDE))
        self.stands = stands
        return stands

    @workflow.update
    async def apply(self, act: PlanAct) -> PlanStands:
        """Another edition, which every track learns of."""
        return await self.change(PlanEditions.apply, act)

    @workflow.update
    async def move(self, act: PlanAct) -> PlanStands:
        """A last day that is moved."""
        return await self.change(PlanEditions.move, act)

    @workflow.update
    async def join(self, act: PlanAct) -> PlanStands:
        """Facilities that join while it runs."""
        return await self.change(PlanMembers.join, act)

    @workflow.update
    async def close(self, act: PlanAct) -> PlanStands:
        """A facility that closes, or merges into another."""
        return await self.change(PlanMembers.close, act)

    async def change(self, hand: Callable[[Any, PlanAct], Awaitable[PlanStands]], act: PlanAct) -> PlanStands:
        stands: PlanStands = await answer(workflow.execute_local_activity_method(hand, act, **WIDE))
        self.stands, self.changed = stands, True
        return stands

    @workflow.update
    async def remind(self, act: PlanAct) -> LetterStands:
        """A letter to the units that are late: drawn up by one act, and its signing begins."""
        drawn_up: LetterStands = await answer(workflow.execute_local_activity_method(Letters.draw_up, act, **QUICK))
        await workflow.execute_local_activity_method(Processes.sign, drawn_up.begins, **STEADY)
        return drawn_up

    @workflow.update
    async def extend(self, act: PlanAct) -> Of:
        """A paper that moves a last day: drawn up by one act, and its signing begins; the day moves when everybody has signed."""
        drawn_up: Of = await answer(workflow.execute_local_activity_method(Extensions.draw_up, act, **QUICK))
        await workflow.execute_local_activity_method(Processes.sign, drawn_up, **STEADY)
        return drawn_up

    @workflow.signal
    async def catch_up(self) -> None:
        """The workflow was started again from rows, or a paper of the plan was signed, which may have moved a day."""
        before = self.stands.moves if self.stands else 0
        await self.look()
        self.changed = self.changed or (self.stands is not None and self.stands.moves > before)

    async def look(self) -> None:
        self.stands = await workflow.execute_local_activity_method(Plans.stands, self.plan_id, **STEADY)

    @workflow.signal
    def look_again(self) -> None:
        """Said by each start of the scheduler: a run that began before plans changed in flight ends, and the next one knows how."""
        self.asked_again = True
