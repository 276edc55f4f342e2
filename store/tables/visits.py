"""Inspection visits, what was found of each milestone, and files. Nothing of them is deleted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class VisitRow(Table):
    __tablename__ = "visit"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    day: Mapped[date]
    subject: Mapped[str]
    members: Mapped[list[Any]]
    """`domain.visits.VisitMember`, each a name and perhaps whose account."""
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    state: Mapped[str]
    planned_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime]
    number: Mapped[str | None]
    """Of the minutes."""
    held_on: Mapped[date | None]
    conclusion: Mapped[str]
    reason: Mapped[str]
    """Why it was called off."""
    remedies: Mapped[int]
    told: Mapped[bool]
    __table_args__ = (Index("visit_planned", "day", "id", postgresql_where=text("state = 'planned'")),)


class VisitMilestoneRow(Table):
    """A milestone that is looked at, and what was found."""

    __tablename__ = "visit_milestone"
    visit: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    track: Mapped[UUID]
    verdict: Mapped[str | None]
    words: Mapped[str]
    __table_args__ = (ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),)


class VisitFileRow(Table):
    """A file of the minutes, or of a step of a remedial task; its bytes lie on the shelf under the track's key."""

    __tablename__ = "visit_file"
    visit: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    remedy: Mapped[int] = mapped_column(primary_key=True)
    """0 for the minutes."""
    step: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]
    size: Mapped[int]
