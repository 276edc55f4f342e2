"""A plan's indicators: what units reported, source beside source."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.indicators import IndicatorAnswer, ReportValue
from domain.names import FacilityId, PlanId
from services import indicators

router = APIRouter(tags=["indicators"])


@router.get("/plans/{plan}/indicators", summary="Chỉ tiêu và số liệu · Targets and values")
async def listing(plan: UUID, caller: Asking) -> list[IndicatorAnswer]:
    """Targets, the newest value of each unit and source, what hsba counts, contradictions of one day, every report."""
    view = await indicators.read(caller.reads(), PlanId(plan))
    return [IndicatorAnswer.of(view, one) for one in view.indicators]


@router.post("/plans/{plan}/indicators/{indicator}/reports", status_code=204, summary="Báo cáo số liệu · Report a value")
async def report(plan: UUID, indicator: str, asked: ReportValue, caller: Asking) -> None:
    """Nothing is overwritten: a later value of the same unit, source and day stands after the earlier one."""
    await indicators.report(caller.acts(asked.request), PlanId(plan), indicator, FacilityId(asked.unit), asked.words())
