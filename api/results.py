"""What a laboratory or a LIS delivers, and a doctor acknowledges."""

from uuid import UUID

from fastapi import APIRouter

from api import naming
from api.deps import Asking
from api.shapes.orders import Acknowledge, Delivered, DeliverReport, DeliverResult, OrderAnswer
from domain.names import DocumentId, OrderId, PersonId
from services import alerts, results
from services.context import Context

router = APIRouter(tags=["results"])


@router.post("/orders/{order}/results", status_code=201, summary="Trả kết quả · Deliver a result")
async def deliver(order: UUID, asked: DeliverResult, caller: Asking) -> Delivered:
    """A repeated delivery changes nothing; another body under the same request id is refused."""
    context = caller.acts(asked.request)
    document, version = await results.deliver(context, OrderId(order), asked.words(await _performer(context, asked)))
    return Delivered(document=document, version=version)


@router.post("/orders/{order}/reports", status_code=201, summary="Trả kết quả theo biểu mẫu · Deliver a report")
async def report(order: UUID, asked: DeliverReport, caller: Asking) -> Delivered:
    """Imaging, from RIS-PACS: an accession number is unique in the facility, a study UID leads to the images."""
    context = caller.acts(asked.request)
    document, version = await results.deliver(context, OrderId(order), asked.words(await _performer(context, asked)))
    return Delivered(document=document, version=version)


async def _performer(context: Context, asked: DeliverResult | DeliverReport) -> PersonId:
    return await naming.person(context, "performer", asked.performer)


@router.post("/documents/{document}/critical", summary="Đã biết giá trị nguy hiểm · Know a critical value")
async def know(document: UUID, asked: Acknowledge, caller: Asking) -> OrderAnswer:
    """Somebody who treats confirms it; until then it is told again, each time further up."""
    return OrderAnswer.of(await results.know(caller.acts(asked.request), DocumentId(document)))


@router.post("/documents/{document}/replacement", status_code=204, summary="Đã biết bản thay thế · Know a replacement")
async def know_replaced(document: UUID, asked: Acknowledge, caller: Asking) -> None:
    """Whoever had read a released version, acknowledged it or given a copy of it confirms to know that it was replaced."""
    await alerts.know(caller.acts(asked.request), DocumentId(document))


@router.post("/documents/{document}/acknowledgement", summary="Đã xem kết quả · Acknowledge a result")
async def acknowledge(document: UUID, asked: Acknowledge, caller: Asking) -> OrderAnswer:
    """The ordering doctor has seen a final result."""
    return OrderAnswer.of(await results.acknowledge(caller.acts(asked.request), DocumentId(document)))
