"""How the archive stands: readings, evidence, and what is renewed when."""

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.archive import ArchiveAnswer
from services import renewals

router = APIRouter(tags=["archive"])


@router.get("/archive", summary="Tình trạng kho lưu trữ, lịch gia hạn · How the archive stands, what is renewed when")
async def read(caller: Asking) -> ArchiveAnswer:
    """Of the caller's facility: for the records office, IT officers, administrators and the director."""
    return ArchiveAnswer.of(await renewals.read(caller.reads()))
