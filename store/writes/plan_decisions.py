"""Writes of decisions about findings in a plan."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId
from domain.plan_decisions import PlanDecision
from store.tables.plan_decisions import PlanDecisionRow


async def decide(session: AsyncSession, department: FacilityId, plan: str, made: PlanDecision) -> None:
    what = {"finding": made.finding, "says": made.says, "choice": made.choice, "reason": made.reason}
    row = PlanDecisionRow(facility=department, plan=plan, **what, decided_by=made.by, at=made.at)
    session.add(row)
    await session.flush()
