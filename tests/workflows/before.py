"""Workflows as they were before a patch, for as long as the patch stands: what they left open is replayed by those of today."""

from temporalio import workflow

from domain.names import BatchId
from workflows.batches import BatchWorkflow


@workflow.defn(name="Batch")
class FourLanes(BatchWorkflow):
    """Before `batch-eight-2026-11-28`."""

    @workflow.init
    def __init__(self, batch: BatchId) -> None:
        super().__init__(batch)

    @workflow.run
    async def run(self, batch: BatchId) -> None:
        await super().run(batch)

    def lanes(self) -> int:
        return 4
