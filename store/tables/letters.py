"""Letters that remind the late units of a plan: to whom, of what. What they say is their document's."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class ReminderLetterRow(Table):
    __tablename__ = "reminder_letter"
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    as_of: Mapped[date]
    """The day on which the units were late."""
    by_when: Mapped[date]
    """The last day on which they are to report."""
    sent_at: Mapped[datetime | None]
    """When everybody had signed and the units were told; NULL before."""


class ReminderLetterUnitRow(Table):
    """A unit the letter goes to."""

    __tablename__ = "reminder_letter_unit"
    letter: Mapped[UUID] = mapped_column(ForeignKey("reminder_letter.document"), primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    milestones: Mapped[list[Any]]
    """What it was late with, or had not declared (`undeclared`): `code`, `due`, `days`."""
    __table_args__ = (Index("reminder_letter_unit_track", "track"),)
