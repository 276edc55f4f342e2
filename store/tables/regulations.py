"""Regulations of facilities, every version of their words, the rounds of comments, the legal checks; and numbers given outside hsba."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table

OPEN = "state IN ('drafting', 'commenting', 'checked', 'signing')"


class RegulationRow(Table):
    __tablename__ = "regulation"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    code: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    author: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int]
    round: Mapped[int]
    comment_due: Mapped[date | None]
    document: Mapped[UUID | None] = mapped_column(unique=True)
    number: Mapped[str]
    issued_on: Mapped[date | None]
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    superseded_by: Mapped[UUID | None] = mapped_column(ForeignKey("regulation.id"))
    replaces: Mapped[UUID | None] = mapped_column(ForeignKey("regulation.id"))
    track: Mapped[UUID | None]
    milestone: Mapped[str]
    outside: Mapped[bool]
    reason: Mapped[str]
    __table_args__ = (
        Index("regulation_open", "facility", "code", unique=True, postgresql_where=text(OPEN)),
        Index("regulation_subject", "facility", "code", "begins"),
    )


class RegulationVersionRow(Table):
    """The words of one version; never changed."""

    __tablename__ = "regulation_version"
    regulation: Mapped[UUID] = mapped_column(ForeignKey("regulation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[dict[str, Any]]
    note: Mapped[str]
    """Why there is a new version."""
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class RegulationAskedRow(Table):
    """A unit asked in a round."""

    __tablename__ = "regulation_asked"
    regulation: Mapped[UUID] = mapped_column(ForeignKey("regulation.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(ForeignKey("department.id"), primary_key=True)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class RegulationCommentRow(Table):
    """What a unit said of an article, and what was made of it."""

    __tablename__ = "regulation_comment"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    regulation: Mapped[UUID] = mapped_column(ForeignKey("regulation.id"), index=True)
    round: Mapped[int]
    version: Mapped[int]
    article: Mapped[int]
    """Number of the article in that version; 0 for the whole."""
    department: Mapped[str] = mapped_column(ForeignKey("department.id"))
    words: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    taken: Mapped[bool | None]
    """Whether it was taken in; null while it is not answered."""
    answer: Mapped[str]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class RegulationCheckRow(Table):
    """A legal check of a version."""

    __tablename__ = "regulation_check"
    regulation: Mapped[UUID] = mapped_column(ForeignKey("regulation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    passed: Mapped[bool]
    words: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class OutsideNumberRow(Table):
    """A number of a series given outside hsba: the series goes on after it."""

    __tablename__ = "outside_number"
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    title: Mapped[str]
    recipient: Mapped[str]
    regulation: Mapped[UUID | None] = mapped_column(ForeignKey("regulation.id"))
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
