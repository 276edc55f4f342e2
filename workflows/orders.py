"""An order: placed, sampled, answered, acknowledged."""

from temporalio import workflow

from activities.orders import Acknowledge, LineAct, Orders, OrderStands, PlaceOrder
from activities.results import Deliver, Results
from domain.names import OrderId
from workflows.options import MONTH
from workflows.processes import Process


@workflow.defn(name="Order")
class OrderWorkflow(Process[OrderStands]):
    """Ends when every line ended and every final result was acknowledged; a later act starts it again from rows."""

    @workflow.init
    def __init__(self, order: OrderId) -> None:
        super().__init__()
        self.order_id = order

    @workflow.run
    async def run(self, order: OrderId) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            await self.catch_up()
        while not self.over():
            await self.changes()

    def over(self) -> bool:
        """Nothing is waited for, and nobody is just about to open it again."""
        return workflow.all_handlers_finished() and (self.stands is None or self.stands.order.finished)

    async def changes(self) -> None:
        try:
            await workflow.wait_condition(self.over, timeout=MONTH)
        except TimeoutError:
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(self.order_id)

    @workflow.update
    async def place(self, act: PlaceOrder) -> OrderStands:
        return await self.act(Orders.place, act)

    @workflow.update
    async def line(self, act: LineAct) -> OrderStands:
        return await self.act(Orders.line, act)

    @workflow.update
    async def deliver(self, act: Deliver) -> OrderStands:
        return await self.act(Results.deliver, act)

    @workflow.update
    async def acknowledge(self, act: Acknowledge) -> OrderStands:
        return await self.act(Orders.acknowledge, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """A sheet was completed, or the workflow was started again from rows."""
        await self.hear(Orders.stands, self.order_id)
