"""Calendars that are read by a secret address, and what each was last told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class FeedRow(Table):
    """One of a position and kind, and of a position and track; only the SHA-256 of its secret is kept."""

    __tablename__ = "feed"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[UUID] = mapped_column(ForeignKey("position.id"), index=True)
    kind: Mapped[str]
    track: Mapped[UUID | None] = mapped_column(ForeignKey("track.id"))
    secret: Mapped[str | None] = mapped_column(unique=True)
    """None once it was revoked."""
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    window_at: Mapped[datetime | None]
    """Since when its reads are counted."""
    reads: Mapped[int] = mapped_column(server_default=text("0"))


class FeedEntryRow(Table):
    """What a feed last said of one thing: a calendar takes a change by its number."""

    __tablename__ = "feed_entry"
    feed: Mapped[UUID] = mapped_column(ForeignKey("feed.id"), primary_key=True)
    uid: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
