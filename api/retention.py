"""How long a record is kept and why: read, confirmed, raised, corrected."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.retention import ChangeClass, ConfirmClass, Decided, RetentionAnswer
from domain.names import RecordId
from services import retention

router = APIRouter(tags=["retention"])


@router.get("/records/{record}/retention", summary="Vì sao hồ sơ được giữ đến ngày ấy · Why the record is kept until that day")
async def read(record: UUID, caller: Asking) -> RetentionAnswer:
    """Class, row, basis and certainty; what of the episode led there; who confirmed it; what changed later. The read is audited."""
    return RetentionAnswer.of(await retention.read(caller.reads(), RecordId(record)))


@router.post("/records/{record}/retention/confirmation", summary="Xác nhận nhóm thời hạn · Confirm the retention class")
async def confirm(record: UUID, asked: ConfirmClass, caller: Asking) -> RetentionAnswer:
    """By the records office. Receiving the record (the last signature of its closing sheet) confirms the proposed class as well.

    Until the record is archived another class is confirmed anew, for a reason; the earlier choice stays in `terms`.
    """
    await retention.confirm(caller.acts(asked.request), RecordId(record), asked.words())
    return RetentionAnswer.of(await retention.read(caller.reads(), RecordId(record)))


@router.post("/records/{record}/retention/raises", summary="Kéo dài thời hạn · Raise the retention class")
async def raise_class(record: UUID, asked: ChangeClass, caller: Asking) -> RetentionAnswer:
    """For what came later; also once archived. Nothing later lowers a term."""
    await retention.raise_class(caller.acts(asked.request), RecordId(record), asked.words())
    return RetentionAnswer.of(await retention.read(caller.reads(), RecordId(record)))


@router.post("/records/{record}/retention/decisions", status_code=201, summary="Lập quyết định điều chỉnh · Draw up a correction")
async def decide(record: UUID, asked: ChangeClass, caller: Asking) -> Decided:
    """Of an error, downwards too: the class changes when everybody has signed the decision."""
    return Decided(document=await retention.decide(caller.acts(asked.request), RecordId(record), asked.words()))
