"""Editions of plans as departments of health entered or opened them, and last days that were moved."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class PlanEditionRow(Table):
    """One edition; another file of its name takes its place until a plan runs by it."""

    __tablename__ = "plan_edition"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    code: Mapped[str]
    edition: Mapped[str]
    content: Mapped[str]
    """`domain.plans.Plan` as JSON."""
    source: Mapped[str]
    """Name of the file it came in; empty for one that ships."""
    entered_by: Mapped[UUID]
    at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    """When a plan ran by it first: from then on it never changes."""
    __table_args__ = (UniqueConstraint("department", "code", "edition"),)


class MovedDateRow(Table):
    """A last day that was moved, in the whole plan or in one track; the first day stays visible."""

    __tablename__ = "moved_date"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    track: Mapped[UUID | None] = mapped_column(ForeignKey("track.id"))
    """Null for every track of the plan."""
    code: Mapped[str]
    before: Mapped[date | None]
    after: Mapped[date | None]
    reason: Mapped[str]
    paper: Mapped[str]
    edition: Mapped[str]
    """The edition that moved it; empty when it was moved alone."""
    moved_by: Mapped[UUID]
    at: Mapped[datetime]
    __table_args__ = (Index("moved_date_of", "plan", "code", "id"), Index("moved_date_track", "track", "code"))
