"""Plans opened in a province."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class PlanRow(Table):
    """A plan as it was opened; its words are policy data."""

    __tablename__ = "plan"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    edition: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="")
    """As its edition has it; empty for one that was opened before this was kept."""
    department: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    """The department of health that opened it."""
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID]
    above: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    """The plan it serves: the Ministry's above the province's, the province's above a facility's own."""
    words: Mapped[UUID | None] = mapped_column(ForeignKey("plan_edition.id"))
    """The edition it runs by; null while it runs by one that ships and was opened before editions were kept."""
    __table_args__ = (Index("plan_department", "department", "code"),)
