"""Appraisals: evidence by criterion, the council, its votes and verdict."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class AppraisalRow(Table):
    __tablename__ = "appraisal"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"))
    number: Mapped[int]
    """First, second, … of this track."""
    council: Mapped[str]
    edition: Mapped[str]
    state: Mapped[str]
    triggered_by: Mapped[UUID]
    triggered_at: Mapped[datetime]
    founded_by: Mapped[str | None]
    """The decision that set the council up: kind, number, date."""
    held_at: Mapped[str | None]
    """Where the council meets."""
    convened_at: Mapped[datetime | None]
    met: Mapped[bool | None]
    missing: Mapped[list[str] | None] = mapped_column(ARRAY(String()))
    advised: Mapped[list[str] | None] = mapped_column(ARRAY(String()))
    evidence: Mapped[str | None]
    """`domain.appraisals.evidence_hash` of what was judged."""
    decided_at: Mapped[datetime | None]
    conclusion: Mapped[str | None]
    minutes: Mapped[UUID | None]
    """The document."""
    closed_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("track", "number"),)


class ExhibitRow(Table):
    """Every evidence file brought for a criterion; the newest counts. It belongs to the track, so that a verdict goes stale by it."""

    __tablename__ = "exhibit"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    person: Mapped[UUID]
    at: Mapped[datetime]


class MemberRow(Table):
    __tablename__ = "council_member"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seat: Mapped[str]
    title: Mapped[str]
    """What the member is, for the minutes."""


class VoteRow(Table):
    """The last vote of a member on a criterion, and the evidence it was cast on."""

    __tablename__ = "vote"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    met: Mapped[bool]
    note: Mapped[str]
    evidence: Mapped[str]
    at: Mapped[datetime]
