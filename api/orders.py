"""Orders and their lines, and what a department still has to perform."""

from uuid import UUID

from fastapi import APIRouter

from api import naming
from api.deps import Asking
from api.shapes.orders import OfLines, OrderAnswer, Placed, PlaceOrder, TakeSamples, WorkLineAnswer, Worklist
from api.shapes.shape import Act
from domain.names import OrderId, RecordId
from services import orders
from store.queries import orders as queries

router = APIRouter(tags=["orders"])


@router.post("/orders", status_code=201, summary="Chỉ định · Place an order")
async def place(asked: PlaceOrder, caller: Asking) -> Placed:
    """A doctor orders in their own name; a HIS names the doctor, who signs the order sheet."""
    context = caller.acts(asked.request)
    new = asked.words(await naming.person(context, "doctor", asked.doctor))
    return Placed(id=await orders.place(context, RecordId(asked.record), new))


@router.get("/orders/{order}", summary="Xem chỉ định · Read an order")
async def read(order: UUID, caller: Asking) -> OrderAnswer:
    """How far each line is, the order sheet and the result sheets. The read is audited."""
    context = caller.reads()
    found = await orders.read(context, OrderId(order))
    async with caller.house.sessions() as session:
        sheet = await queries.document_of(session, found.id)
    return OrderAnswer.of(found, sheet, await orders.results_of(context, found), await orders.marks_of(context, found, sheet))


@router.post("/orders/{order}/sheet", status_code=201, summary="Lập lại phiếu chỉ định · Draw up the order sheet again")
async def redraw(order: UUID, asked: Act, caller: Asking) -> OrderAnswer:
    """After its doctor refused it or took it back: the next version, of the lines that were not cancelled."""
    context = caller.acts(asked.request)
    await orders.redraw(context, OrderId(order))
    return await read(order, caller)


@router.post("/orders/{order}/samples", summary="Lấy mẫu · Take samples")
async def sample(order: UUID, asked: TakeSamples, caller: Asking) -> OrderAnswer:
    return OrderAnswer.of(await orders.sample(caller.acts(asked.request), OrderId(order), tuple(asked.lines)))


@router.post("/orders/{order}/sample-rejections", summary="Từ chối mẫu · Reject samples")
async def reject_sample(order: UUID, asked: OfLines, caller: Asking) -> OrderAnswer:
    """The samples are taken again, or the lines cancelled; the ordering doctor is told."""
    return OrderAnswer.of(await orders.reject_sample(caller.acts(asked.request), OrderId(order), tuple(asked.lines), asked.reason))


@router.post("/orders/{order}/cancellations", summary="Hủy chỉ định · Cancel lines")
async def cancel(order: UUID, asked: OfLines, caller: Asking) -> OrderAnswer:
    return OrderAnswer.of(await orders.cancel(caller.acts(asked.request), OrderId(order), tuple(asked.lines), asked.reason))


@router.get("/worklist", summary="Việc của khoa thực hiện · What a department performs")
async def worklist(caller: Asking) -> Worklist:
    """Open lines of the acting position's department, oldest first."""
    return Worklist(lines=[WorkLineAnswer.model_validate(line) for line in await orders.worklist(caller.reads())])
