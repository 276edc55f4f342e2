"""Which archived documents share which evidence; the evidence itself lies beside the objects."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class EvidenceGroupRow(Table):
    __tablename__ = "evidence_group"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(index=True)
    began: Mapped[str]
    """Digest algorithm of its first tree."""
    algorithm: Mapped[str]
    """Digest algorithm of its newest tree."""
    documents: Mapped[int]
    stamps: Mapped[int] = mapped_column(server_default="0")
    sha256: Mapped[str] = mapped_column(server_default="")
    """Of the kept file; empty while it waits for its first time stamp."""
    built_at: Mapped[datetime]
    renewed_at: Mapped[datetime | None]
    renew_before: Mapped[datetime | None]
    """When the first certificate of its last time stamp ends."""
    tried_at: Mapped[datetime | None]
    damaged_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """Every document of it was destroyed."""


class EvidenceMemberRow(Table):
    """One version of an archived document, by the digests of its plain bytes."""

    __tablename__ = "evidence_member"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    document: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    facility: Mapped[str]
    archived_at: Mapped[datetime]
    sha256: Mapped[bytes]
    sha512: Mapped[bytes | None]
    """Known since it was archived, or read again when a tree by it was wanted."""
    evidence: Mapped[UUID | None] = mapped_column(ForeignKey("evidence_group.id"), index=True)
    """Its group; none while it waits for one."""
    __table_args__ = (Index("evidence_waiting", "facility", "archived_at", postgresql_where=text("evidence IS NULL")),)
