"""Reads of what a department of health decided about findings in a plan."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId
from domain.plan_decisions import Choice, PlanDecision
from store.tables.plan_decisions import PlanDecisionRow


async def of_plan(session: AsyncSession, department: FacilityId, plan: str) -> list[PlanDecision]:
    """Every decision, the oldest first."""
    d = PlanDecisionRow
    asked = select(d).where(d.facility == department, d.plan == plan).order_by(d.id)
    rows = (await session.execute(asked)).scalars()
    return [PlanDecision(row.finding, row.says, Choice(row.choice), row.reason, PersonId(row.decided_by), row.at) for row in rows]
