"""A province's plan: opened, its tracks started in pages; it awaits none of them."""

from temporalio import workflow

from activities.letters import Letters, LetterStands
from activities.plans import Page, PlanAct, Plans, PlanStands, Starts
from activities.processes import Processes
from domain.names import PlanId
from workflows.failures import answer
from workflows.options import MONTH, PATIENT, QUICK, STEADY


@workflow.defn(name="Plan")
class PlanWorkflow:
    """Each month it sees to it that every unfinished track runs; ends when none is left. The roll-up is SQL."""

    @workflow.init
    def __init__(self, plan: PlanId) -> None:
        self.plan_id = plan
        self.stands: PlanStands | None = None

    @workflow.run
    async def run(self, plan: PlanId) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            await self.catch_up()
        if self.stands and not self.stands.finished:
            await self.start_tracks()
            await workflow.sleep(MONTH)
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(plan)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def start_tracks(self) -> None:
        page = Page(self.plan_id)
        while (last := await workflow.execute_activity_method(Starts.page, page, **PATIENT)) is not None:
            page = Page(self.plan_id, last)

    @workflow.update
    async def open(self, act: PlanAct) -> PlanStands:
        stands: PlanStands = await answer(workflow.execute_local_activity_method(Plans.open, act, **QUICK))
        self.stands = stands
        return stands

    @workflow.update
    async def remind(self, act: PlanAct) -> LetterStands:
        """A letter to the units that are late: drawn up by one act, and its signing begins."""
        drawn_up: LetterStands = await answer(workflow.execute_local_activity_method(Letters.draw_up, act, **QUICK))
        await workflow.execute_local_activity_method(Processes.sign, drawn_up.begins, **STEADY)
        return drawn_up

    @workflow.signal
    async def catch_up(self) -> None:
        """The workflow was started again from rows."""
        self.stands = await workflow.execute_local_activity_method(Plans.stands, self.plan_id, **STEADY)
