"""Sets signed by one PIN, and what became of each document."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class BatchRow(Table):
    __tablename__ = "batch"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[UUID] = mapped_column(ForeignKey("position.id"))
    request: Mapped[str] = mapped_column(unique=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (Index("batch_unfinished", "id", postgresql_where=text("ended_at IS NULL")),)


class BatchLineRow(Table):
    __tablename__ = "batch_line"
    batch: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[UUID]
    version: Mapped[int]
    content: Mapped[str]
    capacity: Mapped[str | None]
    """The organisation whose key is used; NULL for the person's own."""
    state: Mapped[str]
    """`waiting`, `signed`, `handed_back`."""
    refusal: Mapped[str] = mapped_column(server_default="")
    facts: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    done_at: Mapped[datetime | None]
    followed_at: Mapped[datetime | None]
    """When the process of its signatures was told."""
    __table_args__ = (
        Index("batch_line_waiting", "batch", "number", postgresql_where=text("state = 'waiting'")),
        Index("batch_line_unfollowed", "batch", "number", postgresql_where=text("state = 'signed' AND followed_at IS NULL")),
    )
