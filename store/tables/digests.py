"""Mail digests: one of a person and day, claimed before it is sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class DigestRow(Table):
    __tablename__ = "digest"
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[str]
    """`claimed` (being sent, or whoever sent it was killed), `failed`, `sent`, `nothing` (there was nothing to tell), `refused`."""
    mail: Mapped[str]
    """Where it went, as the address was then."""
    tries: Mapped[int]
    claimed_at: Mapped[datetime]
    next_at: Mapped[datetime]
    """When it is tried again while it is claimed or failed."""
    sent_at: Mapped[datetime | None]
    lines: Mapped[int]
    fault: Mapped[str]
    """What the mail server said last; empty when it took the letter."""
    __table_args__ = (Index("digest_day", "day", "state"),)
