"""The duty list and substitutions: who is there, and who signs for who is not."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class DutyRow(Table):
    """A shift of one person."""

    __tablename__ = "duty"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    department: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    """NULL: for the whole facility."""
    duty: Mapped[str]
    """`doctor`, `nurse`, `technician` or `leader`."""
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    paper: Mapped[str]
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    __table_args__ = (Index("duty_shift", "facility", "until", "since", postgresql_where=text("cancelled_at IS NULL")),)


class SubstitutionRow(Table):
    """One person stands in for another, by a paper."""

    __tablename__ = "substitution"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    absent: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    substitute: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date]
    """Last day, included."""
    paper_kind: Mapped[str]
    paper_number: Mapped[str]
    paper_day: Mapped[date]
    signs_as: Mapped[str]
    forms: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    department: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    begun_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    __table_args__ = (Index("substitution_open", "facility", "until", postgresql_where=text("ended_at IS NULL")),)


class AbsenceRow(Table):
    """A person is away, and nobody stands in for them."""

    __tablename__ = "absence"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date]
    """Last day, included."""
    reason: Mapped[str] = mapped_column(server_default="")
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    __table_args__ = (Index("absence_open", "facility", "until", postgresql_where=text("ended_at IS NULL")),)


class StaffingRow(Table):
    """Until when a facility's open tasks follow its people: moved on after every change of who is there."""

    __tablename__ = "staffing"
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), primary_key=True)
    changed_at: Mapped[datetime]
    """The last change of posts, duties, substitutions or treating doctors."""
    followed_at: Mapped[datetime | None]
    """When the open tasks were last brought in line."""
