"""Patients transferred to another facility: the package, what it holds, who took it, who answered; where a record's patient came from."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class ReferralRow(Table):
    """Sent, answered: each at most once. Its window is its grant's, and how it stands follows from the moments."""

    __tablename__ = "referral"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    grant: Mapped[UUID] = mapped_column(ForeignKey("record_grant.id"), unique=True)
    slip: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    receiver: Mapped[str | None] = mapped_column(ForeignKey("facility.id"))
    """A facility of this installation; null for one elsewhere."""
    elsewhere: Mapped[str] = mapped_column(server_default="")
    """Name of the other one."""
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    linked: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"), unique=True)
    """The record the receiving facility opened."""
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    declined: Mapped[str | None]
    declined_reason: Mapped[str | None] = mapped_column(index=True)
    """SHA-256 of the words, which lie on the shelf under the grant's key."""
    __table_args__ = (
        Index("referral_incoming", "receiver", "sent_at", "id", postgresql_where=text("receiver IS NOT NULL")),
        Index("referral_waiting", "receiver", "sent_at", postgresql_where=text("answered_at IS NULL")),
    )


class ReferralItemRow(Table):
    """A document of the package, frozen as it was."""

    __tablename__ = "referral_item"
    referral: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[UUID] = mapped_column(index=True)
    version: Mapped[int]
    sha256: Mapped[str]
    size: Mapped[int]
    """Bytes of the revision: later ones begin with it."""
    __table_args__ = (ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),)


class ReferralTakenRow(Table):
    """Somebody took the package to a facility elsewhere."""

    __tablename__ = "referral_taken"
    referral: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    way: Mapped[str]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(server_default="")
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class OriginRow(Table):
    """Where the patient of a record was transferred from."""

    __tablename__ = "record_origin"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    facility: Mapped[str]
    """Name of the sending facility."""
    slip: Mapped[str]
    """Number or look-up code of the slip."""
    slip_day: Mapped[date | None]
    from_record: Mapped[str] = mapped_column(server_default="")
    """Code of the record there, when both facilities share this installation."""
    referral: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"), unique=True)
