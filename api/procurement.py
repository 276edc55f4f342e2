"""Purchases: opened, judged, contracted, delivered, paid; their papers; what a plan's come to."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.deps import Asking
from api.shapes.procurement import (
    Deliver,
    DrawPaper,
    JudgeProcurement,
    Opened,
    OpenProcurement,
    PaperDrawn,
    Pay,
    SelectSupplier,
    SignContract,
    StopProcurement,
    StrikeEvent,
)
from api.shapes.purchases import ProcurementRead, PurchaseShape, SpendingRead
from domain.names import PlanId, ProcurementId, TrackId
from services import procurement, procurement_exports, procurement_views
from services.plan_exports import MEDIA, Format
from services.procurement_exports import By

router = APIRouter(tags=["procurement"])
ONE = "/procurement/{purchase}"
FILE: dict[int | str, dict[str, object]] = {200: {"content": {MEDIA[Format.XLSX]: {}}}}


@router.get("/tracks/{track}/procurement", summary="Các gói mua sắm của lộ trình · Purchases of a track")
async def listing(track: UUID, caller: Asking) -> list[PurchaseShape]:
    return [PurchaseShape.told(one) for one in (await procurement_views.of_track(caller.reads(), TrackId(track))).lines]


@router.post("/tracks/{track}/procurement", status_code=201, summary="Lập gói mua sắm · Open a purchase")
async def put(track: UUID, asked: OpenProcurement, caller: Asking) -> Opened:
    """The route follows from the sources of money and whether it is bought or leased."""
    return Opened(id=await procurement.open_one(caller.acts(asked.request), TrackId(track), asked.words()))


@router.get("/plans/{plan}/procurement", summary="Cộng số tiền mua sắm của kế hoạch · What purchases of a plan come to")
async def spending(
    plan: UUID, caller: Asking, by: Annotated[By, Query(description="`facility` · `category` · `fund` · `line`.")] = By.FACILITY
) -> SpendingRead:
    """Planned, proposed, approved, committed, paid, accepted; a facility's own people see their own."""
    return SpendingRead.view(await procurement_views.of_plan(caller.reads(), PlanId(plan)), by)


@router.get("/plans/{plan}/procurement.xlsx", summary="Bảng tính mua sắm · The workbook", response_class=Response, responses=FILE)
async def workbook(plan: UUID, caller: Asking) -> Response:
    made = await procurement_exports.export(caller.reads(), PlanId(plan))
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


@router.get(ONE, summary="Một gói mua sắm · A purchase")
async def read(purchase: UUID, caller: Asking) -> ProcurementRead:
    return ProcurementRead.view(await procurement_views.read(caller.reads(), ProcurementId(purchase)))


@router.post(f"{ONE}/items", status_code=204, summary="Sửa danh mục · Edit the items")
async def edit(purchase: UUID, asked: OpenProcurement, caller: Asking) -> None:
    """Before the proposal is signed; the whole list is replaced."""
    await procurement.edit(caller.acts(asked.request), ProcurementId(purchase), asked.words())


@router.post(f"{ONE}/papers", status_code=201, summary="Trình ký văn bản của bước · Draw up the paper of a step")
async def draw_up(purchase: UUID, asked: DrawPaper, caller: Asking) -> PaperDrawn:
    """`asked` of the purchase names the fields."""
    which = ProcurementId(purchase)
    return PaperDrawn(document=await procurement.draw_up(caller.acts(asked.request), which, asked.step, asked.data))


@router.post(f"{ONE}/judgement", status_code=204, summary="Ghi nhận thẩm định, ý kiến, phê duyệt · Enter what was judged")
async def judge(purchase: UUID, asked: JudgeProcurement, caller: Asking) -> None:
    """With the paper of whoever judged; refused, the purchase goes back to its proposal."""
    await procurement.judge(caller.acts(asked.request), ProcurementId(purchase), asked.step, asked.judgement())


@router.post(f"{ONE}/selection", status_code=204, summary="Ghi nhận lựa chọn nhà thầu · Enter the supplier chosen")
async def select(purchase: UUID, asked: SelectSupplier, caller: Asking) -> None:
    await procurement.select(caller.acts(asked.request), ProcurementId(purchase), asked.step, asked.selection())


@router.post(f"{ONE}/contract", status_code=204, summary="Ghi nhận hợp đồng · Enter the contract")
async def contract(purchase: UUID, asked: SignContract, caller: Asking) -> None:
    await procurement.contract(caller.acts(asked.request), ProcurementId(purchase), asked.step, asked.contract())


@router.post(f"{ONE}/deliveries", status_code=204, summary="Ghi nhận giao hàng · Enter a delivery")
async def deliver(purchase: UUID, asked: Deliver, caller: Asking) -> None:
    many = {one.item: one.quantity for one in asked.items}
    await procurement.deliver(caller.acts(asked.request), ProcurementId(purchase), asked.step, many, asked.paper.paper(), asked.last)


@router.post(f"{ONE}/payments", status_code=204, summary="Ghi nhận thanh toán · Enter a payment")
async def pay(purchase: UUID, asked: Pay, caller: Asking) -> None:
    amounts = {one.item: one.amount for one in asked.items}
    await procurement.pay(caller.acts(asked.request), ProcurementId(purchase), amounts, asked.paper.paper(), asked.words)


@router.post(f"{ONE}/strikes", status_code=204, summary="Hủy một lần ghi nhầm · Strike a wrong entry")
async def strike(purchase: UUID, asked: StrikeEvent, caller: Asking) -> None:
    await procurement.strike(caller.acts(asked.request), ProcurementId(purchase), asked.event, asked.reason)


@router.post(f"{ONE}/ending", status_code=204, summary="Dừng gói mua sắm · Stop a purchase")
async def stop(purchase: UUID, asked: StopProcurement, caller: Asking) -> None:
    await procurement.stop(caller.acts(asked.request), ProcurementId(purchase), asked.reason)
