"""Outages: declared, ended, corrected, withdrawn; records confirmed afterwards; what is printed beforehand."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.deps import Asking
from api.shapes.outages import ConfirmBackEntry, CorrectOutage, Declared, DeclareOutage, EndOutage, OutageRead, Outages, WithdrawOutage
from api.shapes.shape import Day, Text
from domain.names import DepartmentId, OutageId, RecordId
from services import back_entries, downtime, outages

router = APIRouter(tags=["outages"])
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}
Codes = Annotated[list[Text] | None, Query(description="Mã biểu mẫu. · Codes of forms.")]


@router.get("/outages", summary="Các lần gián đoạn của cơ sở · Outages of the facility")
async def listing(caller: Asking, after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None) -> Outages:
    context = caller.reads()
    return Outages.of(await back_entries.listing(context, OutageId(after) if after else None), context.now)


@router.post("/outages", status_code=201, summary="Khai báo gián đoạn · Declare an outage")
async def declare(asked: DeclareOutage, caller: Asking) -> Declared:
    """By the IT officer, the administrator, the director, or whoever leads the duty now."""
    return Declared(id=await outages.declare(caller.acts(asked.request), asked.words()))


@router.get("/outages/{outage}", summary="Một lần gián đoạn, hồ sơ phải xác nhận · An outage and what its records owe")
async def read(outage: UUID, caller: Asking) -> OutageRead:
    context = caller.reads()
    return OutageRead.view(await back_entries.read(context, OutageId(outage)), context.now)


@router.post("/outages/{outage}/end", status_code=204, summary="Báo hết gián đoạn · End an outage")
async def end(outage: UUID, asked: EndOutage, caller: Asking) -> None:
    """Every record that was under treatment is then to be confirmed."""
    await outages.end(caller.acts(asked.request), OutageId(outage), asked.at)


@router.post("/outages/{outage}/correct", status_code=204, summary="Sửa giờ · Correct the times")
async def correct(outage: UUID, asked: CorrectOutage, caller: Asking) -> None:
    await outages.correct(caller.acts(asked.request), OutageId(outage), asked.started_at, asked.ended_at)


@router.post("/outages/{outage}/withdraw", status_code=204, summary="Rút lại khai báo · Withdraw an outage")
async def withdraw(outage: UUID, asked: WithdrawOutage, caller: Asking) -> None:
    """Not once a sheet carries its mark."""
    await outages.withdraw(caller.acts(asked.request), OutageId(outage), asked.reason)


@router.post("/outages/{outage}/back-entries/{record}", status_code=204, summary="Xác nhận đã nhập đủ · Confirm a record")
async def confirm(outage: UUID, record: UUID, asked: ConfirmBackEntry, caller: Asking) -> None:
    """By the treating doctor or the head of the department."""
    await outages.confirm(caller.acts(asked.request), OutageId(outage), RecordId(record), asked.nothing)


@router.get("/downtime/pack", summary="Bộ in của khoa · The pack of a department", response_class=Response, responses=PDF)
async def pack(department: Text, caller: Asking, forms: Codes = None, day: Day | None = None) -> Response:
    """The duty inbox, and a blank of each form for each patient; without `forms` those the facility set. It names patients."""
    return _pdf(await downtime.pack(caller.reads(), DepartmentId(department), forms, day), "pack")


@router.get("/downtime/blanks", summary="Biểu mẫu trống · Blank forms", response_class=Response, responses=PDF)
async def blanks(caller: Asking, forms: Codes = None, code: Text = "") -> Response:
    """`code`: of the record whose head they bear; none leaves it empty."""
    return _pdf(await downtime.blanks(caller.reads(), forms or [], code), "blanks")


def _pdf(content: bytes, name: str) -> Response:
    return Response(content, media_type="application/pdf", headers={"content-disposition": f'inline; filename="{name}.pdf"'})
