"""Codes sent to a phone, and what sheets hold beside their words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CodeRow(Table):
    """One code that was sent; its hash only, and the phone number masked."""

    __tablename__ = "one_time_code"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    record: Mapped[UUID]
    said: Mapped[str]
    """SHA-256 of the words that were shown."""
    phone: Mapped[str]
    hash: Mapped[str]
    """argon2id over code, number and words."""
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int]
    most: Mapped[int]
    passed_at: Mapped[datetime | None]
    used_by: Mapped[UUID | None]
    used_in: Mapped[int | None]
    sendings: Mapped[int] = mapped_column(server_default="1")
    """How often a message was tried for it; each counts."""
    unsent_at: Mapped[datetime | None]
    """When the last message could not be handed over."""
    __table_args__ = (Index("one_time_code_record", "record", "sent_at"),)


class EnclosureRow(Table):
    """One picture or file that a version's data names: while it is there, the sweep leaves the bytes alone."""

    __tablename__ = "enclosure"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    media: Mapped[str]
    __table_args__ = (ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),)
