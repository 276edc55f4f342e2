"""Surveys of tracks: every answer that was ever saved, and every step of their history. Nothing of them is deleted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class SurveyRow(Table):
    __tablename__ = "survey"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"))
    number: Mapped[int]
    """First, second, … of its track."""
    code: Mapped[str]
    edition: Mapped[str]
    """With `code`, the edition it stays on."""
    state: Mapped[str]
    since: Mapped[datetime]
    version: Mapped[int]
    """How many saves it has had."""
    steps: Mapped[int]
    begun_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    document: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    """The paper that was drawn up from it."""
    __table_args__ = (UniqueConstraint("track", "number"),)


class SurveyAnswerRow(Table):
    """An answer as one save had it; the newest of a question is what stands."""

    __tablename__ = "survey_answer"
    survey: Mapped[UUID] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    said: Mapped[dict[str, Any]]
    """`{"value": …}`; null in it for an answer that was taken back."""
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class SurveyStepRow(Table):
    """Begun, submitted, sent back, reviewed."""

    __tablename__ = "survey_step"
    survey: Mapped[UUID] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    words: Mapped[str]
    remarks: Mapped[dict[str, Any]]
    """Question → what the department says of its answer."""
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
