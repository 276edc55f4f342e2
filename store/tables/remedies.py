"""Remedial tasks of inspection visits, with every step of their history. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class RemedyRow(Table):
    """A remedial task."""

    __tablename__ = "remedy"
    visit: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    milestone: Mapped[str]
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    """Who is to do it."""
    due: Mapped[date]
    state: Mapped[str]
    since: Mapped[datetime]
    reported_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    sent_back: Mapped[bool]
    steps: Mapped[int]
    told: Mapped[date | None]
    __table_args__ = (Index("remedy_open", "facility", "due", postgresql_where=text("state <> 'accepted'")),)


class RemedyStepRow(Table):
    """What was done about a remedial task: given, reported, sent back, accepted."""

    __tablename__ = "remedy_step"
    visit: Mapped[UUID] = mapped_column(primary_key=True)
    remedy: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    words: Mapped[str]
    done_on: Mapped[date | None]
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (ForeignKeyConstraint(["visit", "remedy"], ["remedy.visit", "remedy.number"]),)
