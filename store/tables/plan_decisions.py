"""What departments of health decided about findings in plans. Nothing of it is changed or deleted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class PlanDecisionRow(Table):
    """The latest of a department, plan and finding is what holds."""

    __tablename__ = "plan_decision"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    """The department of health."""
    plan: Mapped[str]
    """Code of the plan."""
    finding: Mapped[str]
    says: Mapped[str]
    """What the finding said; findings come and go with the plan's words."""
    choice: Mapped[str]
    reason: Mapped[str]
    """In words; they speak of a plan, never of a patient."""
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (Index("plan_decision_plan", "facility", "plan", "finding", "id"),)
