"""A workflow as somebody might spoil it: the negative control of the replay."""

from datetime import timedelta

from temporalio import workflow

from domain.names import OrderId
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
