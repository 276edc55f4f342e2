"""Values that units reported of a plan's indicators. Nothing of them is changed or deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class IndicatorReportRow(Table):
    """The latest of a unit, source and day is what stands."""

    __tablename__ = "indicator_report"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    indicator: Mapped[str]
    """Code in the plan's data."""
    unit: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    """Whose numbers they are."""
    numerator: Mapped[int]
    denominator: Mapped[int]
    day: Mapped[date]
    origin: Mapped[str]
    source: Mapped[str]
    note: Mapped[str]
    reported_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (Index("indicator_report_plan", "plan", "indicator", "unit", "id"),)
