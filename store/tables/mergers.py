"""Departments of health that another takes over, and who was in charge of a plan before."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class MergerRow(Table):
    __tablename__ = "merger"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    old: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    new: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    on: Mapped[date]
    basis: Mapped[str]
    entered_by: Mapped[UUID]
    at: Mapped[datetime]
    state: Mapped[str]
    """`domain.mergers.MergerState`."""
    decided_by: Mapped[UUID | None]
    """Who accepted or refused it at the receiving department."""
    decided_at: Mapped[datetime | None]
    called_off_by: Mapped[UUID | None]
    called_off_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(server_default="")
    """Why it was refused or called off."""
    done_at: Mapped[datetime | None]
    """When it was carried out; null until its day."""
    __table_args__ = (
        Index("merger_due", "on", postgresql_where=text("state = 'accepted'")),
        Index("merger_live", "old", unique=True, postgresql_where=text("state NOT IN ('refused', 'called_off')")),
    )


class PlanAuthorityRow(Table):
    """A department of health that was in charge of a plan until another took it over."""

    __tablename__ = "plan_authority"
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    merger: Mapped[UUID] = mapped_column(ForeignKey("merger.id"), primary_key=True)
    number: Mapped[int]
    """First, second, … of this plan: two that take each other over may do so on one day."""
