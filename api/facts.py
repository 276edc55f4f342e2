"""What hsba itself counts of a facility from its own rows."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.facts import FactsAnswer
from domain.names import FacilityId
from services import facts

router = APIRouter(tags=["facts"])


@router.get("/facilities/{facility}/facts", summary="Số liệu hệ thống tự đếm · What hsba counts itself")
async def listing(
    facility: str,
    caller: Asking,
    fact: Annotated[list[str] | None, Query(description="Mã số liệu; bỏ trống là tất cả.")] = None,
    days: Annotated[int, Query(ge=1, le=facts.LONGEST, description="Số ngày nhìn lại.")] = 7,
) -> FactsAnswer:
    """Each with its numerator and denominator, and by role where it is about people; nothing of it is declared by anybody."""
    return FactsAnswer.of(await facts.facts(caller.reads(), FacilityId(facility), fact or (), days))
