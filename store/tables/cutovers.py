"""What becomes of the records under treatment on the day a department drops paper: clinical rows, which no row of the rollout joins."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CutoverRow(Table):
    """What a department chose for its inpatients; chosen again before the day, the newer choice stands."""

    __tablename__ = "cutover"
    department: Mapped[str] = mapped_column(ForeignKey("department.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    """The day on which the department begins."""
    choice: Mapped[str]
    place: Mapped[str]
    """Where the paper lies."""
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class RecordMediumRow(Table):
    """A record that was begun on paper; one without a row is electronic."""

    __tablename__ = "record_medium"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    medium: Mapped[str]
    """`paper` (it ends on paper) or `hybrid` (paper until the day, electronic from it on)."""
    day: Mapped[date]
    """The day on which its department began, or on which it was converted."""
    place: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
