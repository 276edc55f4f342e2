"""A department's choice for its inpatients on the day it drops paper."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.cutovers import ChooseCutover, Chose, ConvertRecord, CutoverAnswer
from domain.cutovers import Chosen
from domain.names import RecordId
from services import cutovers

router = APIRouter(tags=["cutovers"])


@router.get("/cutover", summary="Khoa mình thay giấy từ ngày nào, hồ sơ nào ghi ở đâu · The own department's cut-over")
async def read(caller: Asking) -> CutoverAnswer:
    return CutoverAnswer.view(await cutovers.read(caller.reads()))


@router.post("/cutover", summary="Chọn cho người bệnh đang điều trị · Choose for the inpatients")
async def choose(asked: ChooseCutover, caller: Asking) -> Chose:
    """For all; `exceptions` are codes of records that go the other way. Refused from the day on."""
    chosen = Chosen(asked.choice, asked.place, asked.exceptions)
    return Chose(records=await cutovers.choose(caller.acts(asked.request), chosen))


@router.post("/records/{record}/conversion", status_code=204, summary="Chuyển hồ sơ sang điện tử · Convert a record")
async def convert(record: UUID, asked: ConvertRecord, caller: Asking) -> None:
    """One that was to end on paper; never the other way."""
    await cutovers.convert(caller.acts(asked.request), RecordId(record), asked.place)
