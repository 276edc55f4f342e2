"""Regulations of facilities, and every version of their words."""

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
    file_sha256: Mapped[str]
    """Of one of outside, its paper on the shelf under the regulation's key; empty for none."""
    file_name: Mapped[str]
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
