"""Going live: what still stands before it, and the decision."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.tracks import Draft, Drafted, ReadinessAnswer, gates
from domain.names import TrackId
from services import golive

router = APIRouter(tags=["golive"])


@router.get("/tracks/{track}/golive", summary="Đã sẵn sàng chưa · Readiness")
async def readiness(track: UUID, caller: Asking) -> ReadinessAnswer:
    """What the council found, and the gates that are still open."""
    found, standing = await golive.readiness(caller.reads(), TrackId(track))
    return ReadinessAnswer(readiness=found, gates=gates(standing))


@router.post("/tracks/{track}/golive", status_code=201, summary="Quyết định sử dụng · Decide")
async def decide(track: UUID, asked: Draft, caller: Asking) -> Drafted:
    """Refused without a met verdict on the evidence as it is; then signed by the director and issued by the clerk."""
    return Drafted(document=await golive.decide(caller.acts(asked.request), TrackId(track), asked.data))
