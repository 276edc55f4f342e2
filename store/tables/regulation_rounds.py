"""The rounds in which units are asked about a regulation, what they said, and the legal checks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


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
