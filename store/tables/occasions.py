"""Occasions of a track's registers that people were told of; an occasion is told once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class OccasionRow(Table):
    __tablename__ = "occasion"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    """See `domain.occasions.Occasion`."""
    told_at: Mapped[datetime]
