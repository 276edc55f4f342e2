"""Numbers of outgoing papers that were given outside hsba."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class OutsideNumberRow(Table):
    """A number of a series given outside hsba: the series goes on after it."""

    __tablename__ = "outside_number"
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    title: Mapped[str]
    recipient: Mapped[str]
    regulation: Mapped[UUID | None] = mapped_column(ForeignKey("regulation.id"))
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
