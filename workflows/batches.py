"""A reviewed set signed by one PIN, chunk by chunk, while the person works on."""

import asyncio

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.batch_signing import BatchSigning, Chunk
from activities.batches import BatchAct, Batches, BatchStands, GaveUp
from domain.batches import CHUNK
from domain.names import BatchId
from workflows.failures import answer
from workflows.options import BATCH, PATIENT, QUICK, STEADY

AT_ONCE = 8
"""Chunks in hand: four for each of two signers. Between two chunks lie three trips to Temporal, in which the others go on."""


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
        if workflow.patched("batch-shared-2026-11-27"):
            await self.shared(self.stands)
        else:
            gave_up = await self.sign(self.stands)
            await workflow.execute_local_activity_method(Batches.end, gave_up, **STEADY)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def shared(self, stands: BatchStands) -> None:
        """All is signed first, and the person told: whoever signs next sees it in the rows. The chains follow after."""
        chunks = [Chunk(self.batch, self.tickets, first, first + CHUNK - 1) for first in range(1, stands.lines + 1, CHUNK)]
        chunks = chunks if stands.waiting and self.tickets else []
        lost = await asyncio.gather(*(self.chunks_in_turn(chunks) for _ in range(self.lanes())))
        refusal = ("Unavailable", ("signer",)) if any(lost) else ("TicketRefused", ("unknown",))
        await workflow.execute_local_activity_method(Batches.close, GaveUp(self.batch, *refusal), **STEADY)
        while await workflow.execute_activity_method(Batches.follow, self.batch, **PATIENT):
            pass

    def lanes(self) -> int:
        return AT_ONCE if workflow.patched("batch-eight-2026-11-28") else 4

    async def chunks_in_turn(self, chunks: list[Chunk]) -> bool:
        """One chunk after another for as long as a signer answers; whether none did."""
        while chunks:
            chunk = chunks.pop(0)
            try:
                await workflow.execute_activity_method(BatchSigning.sign, chunk, **BATCH)
            except ActivityError:
                chunks.clear()
                return True
        return False

    async def sign(self, stands: BatchStands) -> GaveUp:
        """As before lines were shared: one chunk after another, each followed by its chains. Tells why, for what is left."""
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
