"""Progress reports of plans as they were made, and how often one is made by itself."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class ProgressReportRow(Table):
    """Only added: its numbers stand as they were."""

    __tablename__ = "progress_report"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    every: Mapped[str]
    """`week`, `month`, `quarter`; empty for one that somebody asked for."""
    first: Mapped[date]
    as_of: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null for one made by the clock."""
    content: Mapped[dict[str, Any]]
    """`domain.progress_reports.Content`."""
    __table_args__ = (
        Index("progress_report_of", "plan", "as_of", "made_at"),
        Index("progress_report_period", "plan", "as_of", unique=True, postgresql_where=text("made_by IS NULL")),
    )


class ReportCadenceRow(Table):
    """How often a plan's report is made by itself; no row for never."""

    __tablename__ = "report_cadence"
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    every: Mapped[str]
    day: Mapped[int]
    since: Mapped[date]
    """The day it was entered: periods that ended before are not made up for."""
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
