"""Workflows as somebody might spoil them: the negative control of the replay."""

from datetime import timedelta

from temporalio import workflow

from domain.names import BatchId, OrderId
from workflows.batches import AT_ONCE, BatchWorkflow
from workflows.orders import OrderWorkflow


@workflow.defn(name="Order")
class HastyOrder(OrderWorkflow):
    """Waits a moment before it looks at the rows: what was recorded did not."""

    @workflow.init
    def __init__(self, order: OrderId) -> None:
        super().__init__(order)

    @workflow.run
    async def run(self, order: OrderId) -> None:
        await workflow.sleep(timedelta(seconds=1))
        await super().run(order)


@workflow.defn(name="Batch")
class MoreLanes(BatchWorkflow):
    """Has more chunks in hand than a set that began before."""

    @workflow.init
    def __init__(self, batch: BatchId) -> None:
        super().__init__(batch)

    @workflow.run
    async def run(self, batch: BatchId) -> None:
        await super().run(batch)

    def lanes(self) -> int:
        return AT_ONCE + workflow.patched("batch-eight-2026-11-28")
