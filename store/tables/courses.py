"""Courses, who took part, and degrees of staff. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CourseRow(Table):
    __tablename__ = "course"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), index=True)
    title: Mapped[str]
    line: Mapped[str]
    """Code of the line of training it serves (`policies/readiness`)."""
    day: Mapped[date]
    place: Mapped[str]
    trainer: Mapped[str]
    state: Mapped[str]
    sheets: Mapped[int]
    reason: Mapped[str]
    planned_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime]


class CoursePersonRow(Table):
    """Who is invited, who was there, and on which sheet they stand."""

    __tablename__ = "course_person"
    course: Mapped[UUID] = mapped_column(ForeignKey("course.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    invited: Mapped[bool]
    present: Mapped[bool]
    sheet: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), index=True)


class QualificationRow(Table):
    """A degree; a later one of the same person stands beside it."""

    __tablename__ = "qualification"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"))
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), index=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    degree: Mapped[str]
    discipline: Mapped[str]
    words: Mapped[str]
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
