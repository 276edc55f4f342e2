"""Who is told that a released version was replaced, and who confirmed to know it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class AlertRow(Table):
    __tablename__ = "alert"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    """The one that replaces a released one."""
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    because: Mapped[str]
    """`handed_out`, `acknowledged`, `read` or `escalated`."""
    grave: Mapped[bool]
    told_at: Mapped[datetime]
    known_at: Mapped[datetime | None]
    __table_args__ = (
        ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
        Index("alert_open", "person", postgresql_where=text("known_at IS NULL")),
    )
