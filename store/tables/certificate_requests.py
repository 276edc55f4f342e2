"""Lists by which certificates are asked for, and what became of each person's. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CertificateRequestRow(Table):
    """A list; what it says is its document's."""

    __tablename__ = "certificate_request"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), index=True)
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    route: Mapped[str]
    """Code of `policies/readiness`."""
    addressee: Mapped[str]
    reason: Mapped[str]
    drawn_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    drawn_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """When everybody had signed it."""


class CertificateLineRow(Table):
    """One person of a list."""

    __tablename__ = "certificate_line"
    request: Mapped[UUID] = mapped_column(ForeignKey("certificate_request.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    number: Mapped[int]
    """Its place in the list."""
    name: Mapped[str]
    title: Mapped[str]
    role: Mapped[str]
    serial: Mapped[str | None]
    authority: Mapped[str | None]
    issued_on: Mapped[date | None]
    until: Mapped[date | None]
    issued_by: Mapped[UUID | None]
    handed_at: Mapped[datetime | None]
    """When the person confirmed to have it."""
    tested_on: Mapped[date | None]
    """Of a test outside hsba."""
    tested_words: Mapped[str]
    lost_at: Mapped[datetime | None]
    lost_words: Mapped[str]
