"""Holds, the records they were found to reach, and how their review was put off. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.records import FOLDED, RecordRow
from store.tables.table import Table

OPEN = "lifted_at IS NULL"


class HoldRow(Table):
    """What a query asks for is data: each condition a column, null for any."""

    __tablename__ = "hold"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    case_kind: Mapped[str]
    case_name: Mapped[str]
    asked_by: Mapped[str]
    paper: Mapped[str]
    paper_day: Mapped[date | None]
    folded: Mapped[str] = mapped_column(Computed(FOLDED.format("case_name || ' ' || asked_by || ' ' || paper"), persisted=True))
    """What is searched."""
    reason: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the words, which lie on the shelf under the hold's key."""
    scope: Mapped[str]
    patient: Mapped[UUID | None] = mapped_column(ForeignKey("patient.id"))
    department: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    doctor: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    admitted_from: Mapped[datetime | None]
    admitted_before: Mapped[datetime | None]
    """The first moment after the last day."""
    retention_class: Mapped[str | None]
    record_kind: Mapped[str | None]
    standing: Mapped[bool]
    found: Mapped[int]
    """Records it reached when it was placed."""
    placed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    placed_at: Mapped[datetime]
    review_by: Mapped[date]
    told_for: Mapped[date | None]
    """The day of review whose passing was told."""
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_reason: Mapped[str | None] = mapped_column(index=True)
    """As `reason`."""
    lifted_paper: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        Index("hold_open", "facility", "case_name", "placed_at", "id", postgresql_where=text(OPEN)),
        Index("hold_lifted", "facility", "case_name", "placed_at", "id", postgresql_where=text("lifted_at IS NOT NULL")),
        Index("hold_patient", "patient", postgresql_where=text(f"{OPEN} AND patient IS NOT NULL")),
        Index("hold_standing", "facility", postgresql_where=text(f"{OPEN} AND standing")),
        Index("hold_review", "facility", "review_by", postgresql_where=text(OPEN)),
    )


class HeldRow(Table):
    """A record that a hold was found to reach: listed when it was placed, or kept when it would no longer be found."""

    __tablename__ = "hold_record"
    hold: Mapped[UUID] = mapped_column(ForeignKey("hold.id"), primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)


class ExtensionRow(Table):
    """The review of a hold was put off to another day."""

    __tablename__ = "hold_extension"
    hold: Mapped[UUID] = mapped_column(ForeignKey("hold.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    was: Mapped[date]
    becomes: Mapped[date]
    reason: Mapped[str] = mapped_column(index=True)
    """As of the hold."""
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


Index("record_opened", RecordRow.facility, RecordRow.opened_at)  # what a query of a hold is looked up by, whatever the state
