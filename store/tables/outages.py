"""Outages, the sheets that were entered after one, and what the records that were under treatment owe. Nothing of them is deleted but
what a correction of times made untrue."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class OutageRow(Table):
    """How it stands follows from its times."""

    __tablename__ = "outage"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    planned: Mapped[bool]
    reason: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the words, which lie on the shelf under the outage's key; so the other below."""
    declared_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime | None]
    """Until when its records are to be confirmed, set with its end by the policy of that day."""
    remind_at: Mapped[datetime | None]
    """When those who owe that are told next."""
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(index=True)
    __table_args__ = (
        Index("outage_facility", "facility", "started_at", "id"),
        Index("outage_remind", "remind_at", postgresql_where=text("remind_at IS NOT NULL")),
    )


class OutageDepartmentRow(Table):
    """A department concerned by an outage that is not the whole facility's."""

    __tablename__ = "outage_department"
    outage: Mapped[UUID] = mapped_column(ForeignKey("outage.id"), primary_key=True)
    department: Mapped[str] = mapped_column(ForeignKey("department.id"), primary_key=True)


class BackEntryRow(Table):
    """A record that was under treatment in a department concerned."""

    __tablename__ = "back_entry"
    outage: Mapped[UUID] = mapped_column(ForeignKey("outage.id"), primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    department: Mapped[str] = mapped_column(ForeignKey("department.id"))
    """Where the patient was treated then, as far as it was known when the row was made."""
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    sheets: Mapped[int | None]
    """How many carried its mark when it was confirmed."""
    __table_args__ = (Index("back_entry_owed", "outage", postgresql_where=text("confirmed_at IS NULL")),)


class OutageSheetRow(Table):
    """A version that was entered after an outage and tells what was done in it."""

    __tablename__ = "outage_sheet"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    outage: Mapped[UUID] = mapped_column(ForeignKey("outage.id"))
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    acted_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    __table_args__ = (
        ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
        Index("outage_sheet_outage", "outage", "record"),
    )
