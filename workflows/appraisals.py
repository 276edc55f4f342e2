"""An appraisal: evidence, council, votes, minutes; ends when the minutes are signed."""

from datetime import timedelta

from temporalio import workflow

from activities.appraisal_acts import AppraisalAct, AppraisalStands
from activities.appraisals import Appraisals, Nudge
from activities.councils import Councils
from activities.plans import Starts
from domain.councils import AppraisalState
from domain.names import AppraisalId
from workflows.options import MONTH, STEADY
from workflows.processes import Process


@workflow.defn(name="Appraisal")
class AppraisalWorkflow(Process[AppraisalStands]):
    """Reminds members who have not voted, and wakes the track when the council is done."""

    @workflow.init
    def __init__(self, appraisal: AppraisalId) -> None:
        super().__init__()
        self.appraisal_id = appraisal
        self.ends_when_long = False

    @workflow.run
    async def run(self, appraisal: AppraisalId) -> None:
        begun = workflow.now()
        self.ends_when_long = workflow.patched("appraisal-long-2026-11-29")
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            await self.catch_up()
        while self.stands and self.stands.state is not AppraisalState.CLOSED:
            await self.changes(self.stands)
            if workflow.now() - begun >= MONTH or self.long:
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(appraisal)
        if self.stands:
            await workflow.execute_local_activity_method(Starts.wake, self.stands.track, **STEADY)
        await workflow.wait_condition(workflow.all_handlers_finished)

    @property
    def long(self) -> bool:
        """Fifteen members vote on ninety criteria: the history is not left to grow until the server ends it."""
        return self.ends_when_long and workflow.info().is_continue_as_new_suggested()

    async def changes(self, was: AppraisalStands) -> None:
        """Waits for an act; while the council votes, members are reminded every few days."""
        voting = was.state is AppraisalState.VOTING
        wait = timedelta(days=was.remind_days) if voting else MONTH
        try:
            await workflow.wait_condition(lambda: self.moved(was) or self.long, timeout=wait)
        except TimeoutError:
            if voting:
                await self.hear(Appraisals.remind, Nudge(self.appraisal_id, workflow.now()))

    def moved(self, was: AppraisalStands) -> bool:
        return self.stands is not None and self.stands.state is not was.state

    @workflow.update
    async def trigger(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Appraisals.trigger, act)

    @workflow.update
    async def evidence(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Appraisals.evidence, act)

    @workflow.update
    async def convene(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.convene, act)

    @workflow.update
    async def substitute(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.substitute, act)

    @workflow.update
    async def reschedule(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.reschedule, act)

    @workflow.update
    async def declare(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.declare, act)

    @workflow.update
    async def vote(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.vote, act)

    @workflow.update
    async def close(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.close, act)

    @workflow.update
    async def decide(self, act: AppraisalAct) -> AppraisalStands:
        return await self.act(Councils.decide, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """The minutes were signed or refused, or the workflow was started again from rows."""
        await self.hear(Appraisals.stands, self.appraisal_id)
