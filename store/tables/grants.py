"""Grants: who else may see which records, for what and how long. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class GrantRow(Table):
    """Asked, decided, ended, reviewed: each at most once. How it stands follows from the moments."""

    __tablename__ = "record_grant"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    kind: Mapped[str]
    purpose: Mapped[str]
    holder: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Of staff who read by it; null for outsiders and patients."""
    name: Mapped[str] = mapped_column(server_default="")
    body: Mapped[str] = mapped_column(server_default="")
    paper: Mapped[str] = mapped_column(server_default="")
    paper_day: Mapped[date | None]
    whole: Mapped[bool] = mapped_column(server_default=text("true"))
    """False: only the documents in `grant_document`."""
    may_copy: Mapped[bool]
    days: Mapped[int]
    """Asked for, then granted."""
    reason: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the words, which lie on the shelf under the grant's key; so the others below."""
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool] = mapped_column(server_default=text("false"))
    decided_reason: Mapped[str | None] = mapped_column(index=True)
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None] = mapped_column(index=True)
    reviewed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None]
    finding: Mapped[str | None]
    review_reason: Mapped[str | None] = mapped_column(index=True)
    __table_args__ = (
        Index("grant_facility", "facility", "asked_at", "id"),
        Index("grant_asked", "facility", "asked_at", postgresql_where=text("decided_at IS NULL AND ended_at IS NULL")),
        Index("grant_out", "facility", "until", postgresql_where=text("granted AND ended_at IS NULL")),
        Index("grant_holder", "holder", "asked_at", postgresql_where=text("holder IS NOT NULL")),
        Index("grant_review", "facility", "asked_at", postgresql_where=text("kind = 'emergency' AND reviewed_at IS NULL")),
    )


class GrantedRow(Table):
    """A record a grant is for."""

    __tablename__ = "grant_record"
    grant: Mapped[UUID] = mapped_column(ForeignKey("record_grant.id"), primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)


class GrantedDocumentRow(Table):
    """A document a grant is for that is not for a whole record."""

    __tablename__ = "grant_document"
    grant: Mapped[UUID] = mapped_column(ForeignKey("record_grant.id"), primary_key=True)
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True, index=True)
