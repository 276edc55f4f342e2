"""Restore drills. Nothing of them is changed but that a wrong entry is taken back."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class RestoreDrillRow(Table):
    """Its minutes are in `register_file`."""

    __tablename__ = "restore_drill"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"))
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    what: Mapped[str]
    backup: Mapped[str]
    backup_of: Mapped[date]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    result: Mapped[str]
    words: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str]
    __table_args__ = (Index("restore_drill_newest", "facility", "started_at"),)
