"""An order: placed, sampled, answered, acknowledged."""

from datetime import datetime, timedelta

from temporalio import workflow

from activities.alarms import Alarms
from activities.orders import Acknowledge, LineAct, Orders, OrderStands, PlaceOrder, Redraw
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
        """Waits until nothing is waited for, or another alarm is next; a month continues as new."""
        was = self.alarm_at
        wait = MONTH if was is None else max(was - workflow.now(), timedelta(0))
        try:
            await workflow.wait_condition(lambda: self.over() or self.alarm_at != was, timeout=wait)
        except TimeoutError:
            if was is not None:
                await self.hear(Alarms.tell, self.order_id)
                return
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(self.order_id)

    @property
    def alarm_at(self) -> datetime | None:
        return self.stands.alarm_at if self.stands else None

    @workflow.update
    async def place(self, act: PlaceOrder) -> OrderStands:
        return await self.act(Orders.place, act)

    @workflow.update
    async def redraw(self, act: Redraw) -> OrderStands:
        return await self.act(Orders.redraw, act)

    @workflow.update
    async def line(self, act: LineAct) -> OrderStands:
        return await self.act(Orders.line, act)

    @workflow.update
    async def deliver(self, act: Deliver) -> OrderStands:
        return await self.act(Results.deliver, act)

    @workflow.update
    async def acknowledge(self, act: Acknowledge) -> OrderStands:
        return await self.act(Orders.acknowledge, act)

    @workflow.update
    async def know(self, act: Acknowledge) -> OrderStands:
        """Somebody who treats knows a critical value."""
        return await self.act(Alarms.hear, act)

    @workflow.update
    async def know_replaced(self, act: Acknowledge) -> OrderStands:
        """Somebody who was told knows that a result was replaced."""
        return await self.act(Alarms.know_replaced, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """A sheet was completed, or the workflow was started again from rows."""
        await self.hear(Orders.stands, self.order_id)
