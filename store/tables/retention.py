"""The terms of records, one after the other, and the files of incidents."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class TermRow(Table):
    """How long a record is kept from a moment on; the newest is repeated in the record's own row."""

    __tablename__ = "record_term"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    how: Mapped[str]
    retention_class: Mapped[str]
    edition: Mapped[str]
    until: Mapped[date | None]
    """None: for ever."""
    at: Mapped[datetime]
    by: Mapped[UUID | None]
    shorter: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(index=True)
    """SHA-256 of the words of the act, which lie on the shelf under the record's key."""
    decision: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    grounds: Mapped[list[Any]]
    """Traits and the signs that gave them; never the codes that were read."""


class IncidentRow(Table):
    """The file of a medical incident."""

    __tablename__ = "incident_file"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    number: Mapped[str]
    happened_on: Mapped[date]
    title: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the words of the act, which lie on the shelf under the incident's own key."""
    retention_class: Mapped[str]
    edition: Mapped[str]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("facility", "number"),)


class IncidentRecordRow(Table):
    """A record an incident is about."""

    __tablename__ = "incident_record"
    incident: Mapped[UUID] = mapped_column(ForeignKey("incident_file.id"), primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    linked_by: Mapped[UUID]
    linked_at: Mapped[datetime]
