"""Copies of documents given to patients, and to whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CopyRow(Table):
    __tablename__ = "copy"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    document: Mapped[UUID]
    version: Mapped[int]
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    medium: Mapped[str]
    """`paper` or `electronic`."""
    sha256: Mapped[str] = mapped_column(index=True)
    """The signed file as it was given."""
    printed: Mapped[str | None] = mapped_column(index=True)
    """The print that says it is a conversion."""
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID]
    receiver: Mapped[str | None]
    """`patient`, `representative` or `facility`; empty until it is handed over."""
    name: Mapped[str] = mapped_column(server_default="")
    relation: Mapped[str] = mapped_column(server_default="")
    proof: Mapped[str] = mapped_column(server_default="")
    note: Mapped[str] = mapped_column(server_default="")
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[UUID | None]
    settled: Mapped[str | None]
    """`recalled`, `renewed` or `told`: what became of it when its version was replaced."""
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]
    settled_note: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
        Index("copy_document", "document", "issued_at"),
        Index("copy_issued", "issued_at"),
        Index("copy_outside", "handed_by", postgresql_where=text("handed_at IS NOT NULL AND settled IS NULL")),
    )
