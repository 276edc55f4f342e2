"""Disposals: the frozen list, the council, its ballots, and what became of each record."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class DisposalRow(Table):
    __tablename__ = "disposal"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    number: Mapped[int]
    """First, second, … of the facility."""
    title: Mapped[str]
    state: Mapped[str]
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    list_sha256: Mapped[str]
    seats: Mapped[int]
    quorum: Mapped[int]
    held_at: Mapped[str] = mapped_column(server_default="")
    """Where the council meets."""
    voting_since: Mapped[datetime | None]
    closed_vote_at: Mapped[datetime | None]
    conclusion: Mapped[str] = mapped_column(server_default="")
    destroy_at: Mapped[datetime | None]
    """When the waiting term after the signed decision ends."""
    destroyed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_reason: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (UniqueConstraint("facility", "number"), Index("disposal_state", "facility", "state"))


class DisposalItemRow(Table):
    """A line of the list; it stays after the record is gone."""

    __tablename__ = "disposal_item"
    disposal: Mapped[UUID] = mapped_column(ForeignKey("disposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    code: Mapped[str]
    sha256: Mapped[str]
    retention_class: Mapped[str]
    keep_until: Mapped[date]
    treated_by: Mapped[UUID | None]
    """The last doctor; written by versions of before."""
    treated: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))
    """Who has no word on the record, because it is of their own work."""
    fate: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    changed_by: Mapped[UUID | None]
    """Who took it out."""
    changed_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]
    """When its key and files were gone; a line whose record is a tombstone and that has none is being destroyed."""
    __table_args__ = (
        Index("disposal_item_record", "record"),
        # A record stands in one list that is not over: a line that left a list, or a withdrawn list, frees it.
        Index("disposal_item_once", "record", unique=True, postgresql_where=text("fate IN ('listed', 'destroyed')")),
    )


class DisposalMemberRow(Table):
    __tablename__ = "disposal_member"
    disposal: Mapped[UUID] = mapped_column(ForeignKey("disposal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seat: Mapped[str]
    title: Mapped[str]
    """What the member is, for the minutes."""


class BallotRow(Table):
    """The last word of a member; `item` 0 is the whole list."""

    __tablename__ = "disposal_ballot"
    disposal: Mapped[UUID] = mapped_column(ForeignKey("disposal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    destroy: Mapped[bool]
    note: Mapped[str]
    at: Mapped[datetime]
