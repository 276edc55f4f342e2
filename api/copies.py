"""Copies for patients: issued once everybody signed, handed over, called back when replaced."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Asking
from api.shapes.copies import Copies, CopyAnswer, HandOverCopy, IssueCopy, SettleCopy
from domain.names import CopyId, DocumentId
from services import copies

router = APIRouter(tags=["copies"])
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.post("/documents/{document}/copies", status_code=201, summary="Cấp bản sao cho người bệnh · Issue a copy for the patient")
async def issue(document: UUID, asked: IssueCopy, caller: Asking) -> CopyAnswer:
    """Refused, with who is still awaited, until every signature and time stamp is there."""
    return CopyAnswer.of(await copies.issue(caller.acts(asked.request), DocumentId(document), asked.medium))


@router.get("/documents/{document}/copies", summary="Bản sao đã cấp · Copies of a document")
async def of_document(document: UUID, caller: Asking) -> Copies:
    """Oldest first, with to whom each was handed over."""
    return Copies(copies=[CopyAnswer.of(one) for one in await copies.of_document(caller.reads(), DocumentId(document))])


@router.get("/copies/{copy}/pdf", summary="Tệp đã ký của bản sao · The signed file", response_class=Response, responses=PDF)
async def pdf(copy: UUID, caller: Asking) -> Response:
    """The signed file as it was given; audited as copying."""
    content = await copies.content(caller.reads(), CopyId(copy), printed=False)
    return Response(content, media_type="application/pdf", headers={"content-disposition": f'attachment; filename="{copy}.pdf"'})


@router.get("/copies/{copy}/print", summary="Bản giấy chuyển đổi · The paper conversion", response_class=Response, responses=PDF)
async def printed(copy: UUID, caller: Asking) -> Response:
    """To be printed: each page says that it is a conversion (NĐ 137/2024 Đ5). Only of a paper copy; audited as copying."""
    content = await copies.content(caller.reads(), CopyId(copy), printed=True)
    return Response(content, media_type="application/pdf", headers={"content-disposition": f'inline; filename="{copy}-print.pdf"'})


@router.post("/copies/{copy}/hand-over", summary="Trao bản sao · Hand a copy over")
async def hand_over(copy: UUID, asked: HandOverCopy, caller: Asking) -> CopyAnswer:
    """To the patient, a representative with relation and paper, or another facility."""
    return CopyAnswer.of(await copies.hand_over(caller.acts(asked.request), CopyId(copy), asked.words()))


@router.post("/copies/{copy}/settlement", summary="Xử lý bản sao đã cũ · Settle an outdated copy")
async def settle(copy: UUID, asked: SettleCopy, caller: Asking) -> CopyAnswer:
    """Called back, renewed, or its holder told."""
    return CopyAnswer.of(await copies.settle(caller.acts(asked.request), CopyId(copy), asked.how, asked.note))
