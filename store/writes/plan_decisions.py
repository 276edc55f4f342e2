"""Writes of decisions about findings in a plan."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId
from domain.plan_decisions import PlanDecision
from store.tables.plan_decisions import PlanDecisionRow


async def decide(session: AsyncSession, department: FacilityId, plan: str, made: PlanDecision) -> None:
    row = PlanDecisionRow(
        facility=department, plan=plan, finding=made.finding, choice=made.choice, reason=made.reason, decided_by=made.by, at=made.at
    )
    session.add(row)
    await session.flush()
