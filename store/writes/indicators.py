"""Writes of reported values: added, never changed."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicators import Value
from domain.names import FacilityId, PersonId, PlanId
from store.tables.indicators import IndicatorReportRow


async def report(
    session: AsyncSession, plan: PlanId, indicator: str, unit: FacilityId, value: Value, note: str, by: PersonId, now: datetime
) -> None:
    row = {"plan": plan, "indicator": indicator, "unit": unit, **vars(value), "note": note, "reported_by": by, "at": now}
    await session.execute(insert(IndicatorReportRow).values(row))
