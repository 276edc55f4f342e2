"""Reads of what a department of health decided about findings in a plan."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId
from domain.plan_decisions import Choice, PlanDecision
from store.queries.mergers import predecessors
from store.tables.plan_decisions import PlanDecisionRow


async def of_plan(session: AsyncSession, department: FacilityId, plan: str) -> list[PlanDecision]:
    """Every decision of the department and of those it took over, the oldest first."""
    d = PlanDecisionRow
    asked = select(d).where(d.facility.in_(await predecessors(session, department)), d.plan == plan).order_by(d.id)
    rows = (await session.execute(asked)).scalars()
    return [PlanDecision(row.finding, row.says, Choice(row.choice), row.reason, PersonId(row.decided_by), row.at) for row in rows]
