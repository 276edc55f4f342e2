"""A disposal: proposed, voted on, decided, and after its waiting term carried out; it ends when the certificate is signed."""

from datetime import timedelta

from temporalio import workflow

from activities.destruction import Destruction
from activities.disposals import DisposalAct, Disposals, DisposalStands, Nudge
from domain.disposals import OVER, DisposalState
from domain.names import DisposalId
from workflows.options import COHORT, MONTH
from workflows.processes import Process


@workflow.defn(name="Disposal")
class DisposalWorkflow(Process[DisposalStands]):
    """Reminds the council, and destroys nothing before the signed decision's waiting term is over."""

    @workflow.init
    def __init__(self, disposal: DisposalId) -> None:
        super().__init__()
        self.disposal_id = disposal

    @workflow.run
    async def run(self, disposal: DisposalId) -> None:
        begun = workflow.now()
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            await self.catch_up()
        while self.stands and self.stands.state not in OVER:
            if self.stands.state is DisposalState.WAITING and self.due(self.stands) <= timedelta(0):
                await self.destroy(disposal)
            else:
                await self.changes(self.stands)
            if workflow.now() - begun >= MONTH:
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(disposal)
        await workflow.wait_condition(workflow.all_handlers_finished)

    def due(self, stands: DisposalStands) -> timedelta:
        """How long the waiting term still lasts."""
        return (stands.destroy_at or workflow.now()) - workflow.now()

    async def destroy(self, disposal: DisposalId) -> None:
        """Page after page; then the certificate is drawn up and its signing begins."""
        while await workflow.execute_activity_method(Destruction.page, disposal, **COHORT):
            pass
        async with self.one_at_a_time:
            certified: DisposalStands = await workflow.execute_activity_method(Destruction.certify, disposal, **COHORT)
            self.stands = certified
        await self.begin(certified)

    async def changes(self, was: DisposalStands) -> None:
        """Waits for an act, or for the end of the waiting term; while the council votes, members are reminded every few days."""
        voting, waiting = was.state is DisposalState.VOTING, was.state is DisposalState.WAITING
        wait = timedelta(days=was.remind_days) if voting else min(self.due(was), MONTH) if waiting else MONTH
        try:
            await workflow.wait_condition(lambda: self.stands is not None and self.stands.state is not was.state, timeout=wait)
        except TimeoutError:
            if voting:
                await self.hear(Disposals.remind, Nudge(self.disposal_id, workflow.now()))

    @workflow.update
    async def propose(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.propose, act)

    @workflow.update
    async def convene(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.convene, act)

    @workflow.update
    async def take_out(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.take_out, act)

    @workflow.update
    async def vote(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.vote, act)

    @workflow.update
    async def close(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.close, act)

    @workflow.update
    async def decide(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.decide, act)

    @workflow.update
    async def withdraw(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Disposals.withdraw, act)

    @workflow.update
    async def certify(self, act: DisposalAct) -> DisposalStands:
        return await self.act(Destruction.again, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """A paper was signed or refused, or the workflow was started again from rows."""
        await self.hear(Disposals.stands, self.disposal_id)
