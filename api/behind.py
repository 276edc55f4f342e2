"""Who is behind in a plan, and on what."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.behind import BehindAnswer
from api.shapes.shape import Text
from domain.names import PlanId, TrackId
from services import behind

router = APIRouter(tags=["behind"])


@router.get("/plans/{plan}/behind", summary="Ai đang chậm · Who is behind")
async def listing(
    plan: UUID,
    caller: Asking,
    part: Annotated[Text, Query(description="Chậm ở việc hoặc mốc này.")] = "",
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
) -> BehindAnswer:
    """Units with late milestones; a facility's own people see their own."""
    return BehindAnswer.of(await behind.listing(caller.reads(), PlanId(plan), part, TrackId(after) if after else None))
