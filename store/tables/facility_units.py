"""The administrative unit a facility lies in, from a day on: districts ended on 01/07/2025, communes merged."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class FacilityUnitRow(Table):
    __tablename__ = "facility_unit"
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    """As the decision names it: `xã Nghĩa Trụ`."""
    basis: Mapped[str]
    entered_by: Mapped[UUID]
    at: Mapped[datetime]
