"""An order: placed, sampled, answered, acknowledged."""

from temporalio import workflow

from activities.orders import Acknowledge, LineAct, Orders, OrderStands, PlaceOrder
from activities.processes import Processes
from activities.results import Deliver, Results
from domain.names import OrderId
from domain.orders import Order
from workflows.failures import answer
from workflows.options import MONTH, QUICK, STEADY


@workflow.defn(name="Order")
class OrderWorkflow:
    """Ends when every line ended and every final result was acknowledged; a later act starts it again from rows."""

    @workflow.init
    def __init__(self, order: OrderId) -> None:
        self.order_id = order
        self.order: Order | None = None

    @workflow.run
    async def run(self, order: OrderId) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.order is None:
            await self.catch_up()
        while not self.finished():
            await self.changes()
        await workflow.wait_condition(workflow.all_handlers_finished)

    def finished(self) -> bool:
        return self.order is None or self.order.finished

    async def changes(self) -> None:
        try:
            await workflow.wait_condition(self.finished, timeout=MONTH)
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
        stands = await workflow.execute_local_activity_method(Orders.stands, self.order_id, **STEADY)
        self.order = stands.order if stands else None

    async def act(self, hand: object, act: object) -> OrderStands:
        stands: OrderStands = await answer(workflow.execute_local_activity_method(hand, act, **QUICK))  # type: ignore[call-overload]
        self.order = stands.order
        if stands.begins:
            await workflow.execute_local_activity_method(Processes.sign, stands.begins, **STEADY)
        return stands
