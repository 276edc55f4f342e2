"""A reviewed set signed by one PIN, chunk by chunk, while the person works on."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.batch_signing import BatchSigning, Chunk
from activities.batches import BatchAct, Batches, BatchStands, GaveUp
from domain.names import BatchId
from workflows.failures import answer
from workflows.options import BATCH, PATIENT, QUICK, STEADY


@workflow.defn(name="Batch")
class BatchWorkflow:
    """The rows know what became of each document; this goes on until none waits, or nobody may sign any more."""

    @workflow.init
    def __init__(self, batch: BatchId) -> None:
        self.batch = batch
        self.stands: BatchStands | None = None
        self.tickets: dict[str, str] = {}
        """Only here and with the signer; a batch that lost them hands back what is left."""

    @workflow.run
    async def run(self, batch: BatchId) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            self.stands = await workflow.execute_local_activity_method(Batches.stands, batch, **STEADY)
        if self.stands is None:
            return
        gave_up = await self.sign(self.stands)
        await workflow.execute_local_activity_method(Batches.end, gave_up, **STEADY)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def sign(self, stands: BatchStands) -> GaveUp:
        """Until none waits; tells why, for what is left."""
        gave_up = GaveUp(self.batch, "TicketRefused", ("unknown",))
        while stands.waiting and self.tickets:
            try:
                chunk = Chunk(self.batch, self.tickets)
                stands = await workflow.execute_activity_method(BatchSigning.sign, chunk, **BATCH)
            except ActivityError:
                gave_up = GaveUp(self.batch, "Unavailable", ("signer",))
                break
            await workflow.execute_activity_method(Batches.follow, self.batch, **PATIENT)
        return gave_up

    @workflow.update
    async def open(self, act: BatchAct) -> BatchStands:
        """Keeps the set, and begins."""
        stands: BatchStands = await answer(workflow.execute_local_activity_method(Batches.open, act, **QUICK))
        self.tickets = self.tickets or act.tickets
        self.stands = stands
        return stands
