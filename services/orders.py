"""What a person or a HIS may ask about orders."""

from activities.documents import bytes_key
from activities.orders import RIGHT, LineAct, LineWords, PlaceOrder, Redraw
from domain.errors import NotAllowed
from domain.names import DepartmentId, DocumentId, OrderId, OutageId, RecordId, id_of, order_workflow
from domain.orders import NewOrder, Order
from domain.people import demand
from services import access
from services.acts import body, tell
from services.context import Context
from store.queries import orders, outages, returned, signatures
from store.queries.orders import WorkLine
from store.queries.returned import Returned
from store.queries.signatures import Version
from workflows.orders import OrderWorkflow


async def place(context: Context, record: RecordId, new: NewOrder) -> OrderId:
    """Places an order; a repeated request is the same order.

    Raises: Malformed, NotAllowed, OutOfReach, Incomplete, NotFound, RequestTaken, RequestReused, Unavailable.
    """
    new.check()
    async with context.house.sessions() as session:
        await access.reached(session, context, record, "order.place")
    which = OrderId(id_of("order", context.position.person, context.request))
    act = PlaceOrder(context.actor, which, record, await body(context, bytes_key(record), new))
    await tell(context, OrderWorkflow.run, order_workflow(which), which, OrderWorkflow.place, act, opens=True)
    return which


async def redraw(context: Context, which: OrderId) -> None:
    """Has the sheet drawn up once more after it was refused or taken back. Raises: NotFound, NotAllowed, OutOfReach, Incomplete."""
    async with context.house.sessions() as session:
        await access.reached(session, context, (await orders.order(session, which)).record, "order.redraw")
    await tell(context, OrderWorkflow.run, order_workflow(which), which, OrderWorkflow.redraw, Redraw(context.actor, which))


async def sample(context: Context, which: OrderId, lines: tuple[int, ...]) -> Order:
    return await _line(context, which, "sample", lines)


async def reject_sample(context: Context, which: OrderId, lines: tuple[int, ...], reason: str) -> Order:
    return await _line(context, which, "reject", lines, reason)


async def cancel(context: Context, which: OrderId, lines: tuple[int, ...], reason: str) -> Order:
    return await _line(context, which, "cancel", lines, reason)


async def _line(context: Context, which: OrderId, act: str, lines: tuple[int, ...], reason: str = "") -> Order:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState, Incomplete."""
    async with context.house.sessions() as session:
        found = await access.reached(session, context, (await orders.order(session, which)).record, RIGHT[act])
    words = await body(context, bytes_key(found.id), LineWords(lines, reason))
    asked = LineAct(context.actor, which, act, words)
    stands = await tell(context, OrderWorkflow.run, order_workflow(which), which, OrderWorkflow.line, asked)
    order: Order = stands.order
    return order


async def read(context: Context, which: OrderId) -> Order:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState (its record was destroyed)."""
    async with context.house.sessions.begin() as session:
        order = await orders.order(session, which)
        await access.read(session, context, order.record)
        await access.kept(session, order.record, "order.read")
        return order


async def results_of(context: Context, order: Order) -> dict[DocumentId, Version]:
    """The newest version of each result sheet of an order that was read."""
    async with context.house.sessions() as session:
        found = await signatures.subject_documents(session, "result", order.id)
    return {document.id: version for document, version in found}


async def marks_of(context: Context, order: Order, sheet: DocumentId) -> dict[DocumentId, OutageId]:
    """Of an order that was read: its sheet and result sheets whose newest version was entered after an outage."""
    async with context.house.sessions() as session:
        return await outages.newest_marks(session, [sheet, *(one.document for one in order.sheets)])


async def worklist(context: Context, limit: int = 51) -> list[WorkLine]:
    """What the acting position's department still has to perform. Raises: NotAllowed."""
    department = _department(context)
    async with context.house.sessions() as session:
        return await orders.worklist(session, department, limit)


async def refused(context: Context) -> list[Returned]:
    """Result sheets of the acting position's department that were refused and wait to be made again. Raises: NotAllowed."""
    department = _department(context)
    async with context.house.sessions() as session:
        return await returned.to_department(session, department)


def _department(context: Context) -> DepartmentId:
    demand(context.position, "record.read", "*", context.today)
    if context.position.department is None:
        raise NotAllowed(context.position.role, "record.read")
    return context.position.department
