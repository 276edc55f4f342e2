"""What a laboratory or a LIS may deliver, and a doctor acknowledge."""

from activities.documents import bytes_key
from activities.orders import Acknowledge
from activities.results import Deliver, result_document
from domain.names import DocumentId, OrderId, order_workflow
from domain.orders import Order
from domain.results import Delivery, NewReport, NewResult
from services import access
from services.acts import body, tell
from services.context import Context
from store.queries import orders
from workflows.orders import OrderWorkflow


async def deliver(context: Context, which: OrderId, new: NewResult | NewReport) -> tuple[DocumentId, int]:
    """Delivers a result sheet or a report, or its next version; gives the document and the version.

    Raises: Malformed, NotFound, NotAllowed, OutOfReach, WrongState, Incomplete, RequestTaken, RequestReused, Unavailable.
    """
    new.check()
    async with context.house.sessions() as session:
        found = await access.reached(session, context, (await orders.order(session, which)).record, "result.deliver")
    act = Deliver(context.actor, which, await body(context, bytes_key(found.id), Delivery(new)))
    stands = await tell(context, OrderWorkflow.run, order_workflow(which), which, OrderWorkflow.deliver, act)
    return result_document(which, new.lines), stands.begins.version


async def acknowledge(context: Context, document: DocumentId) -> Order:
    """The ordering doctor has seen a final result. Raises: NotFound, NotAllowed, OutOfReach, Incomplete."""
    return await _seen(context, document, "result.acknowledge", OrderWorkflow.acknowledge)


async def know(context: Context, document: DocumentId) -> Order:
    """Somebody who treats knows a critical value. Raises: NotFound, NotAllowed, OutOfReach, Incomplete."""
    return await _seen(context, document, "result.hear", OrderWorkflow.know)


async def _seen(context: Context, document: DocumentId, right: str, update: object) -> Order:
    async with context.house.sessions() as session:
        which = await orders.order_of(session, document)
        await access.reached(session, context, (await orders.order(session, which)).record, right)
    act = Acknowledge(context.actor, which, document)
    stands = await tell(context, OrderWorkflow.run, order_workflow(which), which, update, act)
    order: Order = stands.order
    return order
