"""Departments of health that another takes over, and who was in charge of a plan before."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class MergerRow(Table):
    __tablename__ = "merger"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    old: Mapped[str] = mapped_column(ForeignKey("facility.id"), unique=True)
    new: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    on: Mapped[date]
    basis: Mapped[str]
    entered_by: Mapped[UUID]
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    """When it was carried out; null until its day."""
    __table_args__ = (Index("merger_open", "on", postgresql_where=text("done_at IS NULL")),)


class PlanAuthorityRow(Table):
    """A department of health that was in charge of a plan until another took it over."""

    __tablename__ = "plan_authority"
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    merger: Mapped[UUID] = mapped_column(ForeignKey("merger.id"), primary_key=True)
