"""Acts claimed by their request ids, and the append-only audit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class ActRow(Table):
    """A request id belongs to one person and one content for ever."""

    __tablename__ = "act"
    request: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[UUID]
    kind: Mapped[str]
    subject: Mapped[str]
    fingerprint: Mapped[str]
    """SHA-256 of what makes two acts one."""
    at: Mapped[datetime]


class AuditRow(Table):
    """Who did or read what, in which position. No update, no delete: neither granted nor possible (trigger)."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    person: Mapped[UUID | None]
    position: Mapped[UUID | None]
    facility: Mapped[str | None]
    act: Mapped[str]
    subject_kind: Mapped[str]
    subject: Mapped[str]
    record: Mapped[UUID | None]
    request: Mapped[str | None]
    facts: Mapped[dict[str, Any]]
    __table_args__ = (
        Index("audit_record", "record", "id"),
        Index("audit_subject", "subject_kind", "subject", "id"),
        # Lines come in the order of time: a few bytes for each stretch of pages find the last days.
        Index("audit_at", "at", postgresql_using="brin"),
    )
