"""Codes for a HIS that captures a patient's opinion on its own tablet."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.codes import CheckCode, CodePassed, CodeSent, SendCode
from api.sheets import with_ids
from domain.names import CodeId, RecordId
from services import codes, sheets

router = APIRouter(tags=["codes"])


@router.post("/records/{record}/codes", status_code=201, summary="Gửi mã OTP đến điện thoại · Send a one-time code to a phone")
async def send(record: UUID, asked: SendCode, caller: Asking) -> CodeSent:
    """The code confirms exactly these words for this record; asked again under the same request nothing is sent twice."""
    context = caller.acts(asked.request)
    form = sheets.form(context, asked.form)
    made = await codes.send(context, form, RecordId(record), await with_ids(context, form, asked.data), asked.phone)
    return CodeSent(id=made.id, phone=made.phone, expires_at=made.expires_at)


@router.post("/codes/{code}/checks", summary="Kiểm tra mã OTP đã nhập · Check a code that was typed in")
async def check(code: UUID, asked: CheckCode, caller: Asking) -> CodePassed:
    """Each wrong try counts; right once, it stays right until a document uses it."""
    passed = await codes.check(caller.reads(), CodeId(code), asked.code, asked.phone)
    assert passed.passed_at
    return CodePassed(id=passed.id, passed_at=passed.passed_at)
