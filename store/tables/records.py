"""Patients, their records, and the departments invited to a record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table

FOLDED = r"translate(regexp_replace(normalize(lower({0}), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')"
"""Vietnamese marks folded in SQL; its Python twin is `store.queries.folding.fold`."""

NAME_WORDS = "to_tsvector('simple'::regconfig, name_folded)"
"""The words of a name, each looked up by its beginning; PostgreSQL's own, no extension."""


class PatientRow(Table):
    """Keyed by số định danh cá nhân, or by a temporary code (TT 13/2025 Đ1 k3)."""

    __tablename__ = "patient"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    code: Mapped[str]
    citizen_id: Mapped[str | None]
    temporary_code: Mapped[str | None]
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(Computed(FOLDED.format("name"), persisted=True))
    birth: Mapped[date]
    sex: Mapped[str]
    __table_args__ = (
        UniqueConstraint("facility", "code"),
        UniqueConstraint("facility", "citizen_id"),
        Index("patient_name", "facility", "name_folded", postgresql_ops={"name_folded": "text_pattern_ops"}),
        # No list of what is still to be sorted in: every search would read it, up to 4 MB, until the next vacuum.
        Index("patient_words", text(NAME_WORDS), postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
        Index("patient_code_start", "facility", literal_column("upper(code)").label("start"), postgresql_ops={"start": "text_pattern_ops"}),
        Index(
            "patient_code_end", "facility", literal_column("reverse(upper(code))").label("end"), postgresql_ops={"end": "text_pattern_ops"}
        ),
    )


class RecordRow(Table):
    __tablename__ = "record"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    code: Mapped[str]
    patient: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    department: Mapped[str] = mapped_column(ForeignKey("department.id"))
    doctor: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    opened_at: Mapped[datetime]
    clinical: Mapped[dict[str, Any] | None]
    """Diagnoses, reason for coming: gone from the row when the record is archived."""
    discharged_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    received_at: Mapped[datetime | None]
    archive_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    team_until: Mapped[datetime | None]
    """When the reach of whoever treated ends, set at archiving (Luật KCB Đ69 k3–k4); null while it is not archived."""
    untold_since: Mapped[datetime | None]
    """Since when its archived object names another patient, or names the patient otherwise, than the rows do."""
    archive_sha256: Mapped[str | None]
    """SHA-256 of the archived object's inventory."""
    retention_class: Mapped[str | None]
    retention_edition: Mapped[str | None]
    keep_until: Mapped[date | None]
    """None with a class: kept for ever."""
    kind: Mapped[str] = mapped_column(server_default="inpatient")
    complete_by: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    """When those who owe its completion are told next."""
    __table_args__ = (
        UniqueConstraint("facility", "code"),
        Index("record_expiry", "facility", "keep_until", postgresql_where=text("state = 'archived'")),
        Index("record_department", "department", "state", "opened_at"),
        Index("record_facility", "facility", "state", "opened_at"),
        Index("record_team", "facility", "team_until"),
        Index("record_untold", "facility", "untold_since", postgresql_where=text("untold_since IS NOT NULL")),
        Index("record_open", "facility", "opened_at", postgresql_where=text("archived_at IS NULL")),
        Index("record_code_start", "facility", literal_column("upper(code)").label("start"), postgresql_ops={"start": "text_pattern_ops"}),
        Index(
            "record_code_end", "facility", literal_column("reverse(upper(code))").label("end"), postgresql_ops={"end": "text_pattern_ops"}
        ),
    )


class RecordCodeRow(Table):
    """What a record is found by when its clinical values left the rows: the code of the main diagnosis, until it is disposed of."""

    __tablename__ = "record_code"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    facility: Mapped[str]
    code: Mapped[str]
    """ICD-10 in capitals without its dot: `J181`."""
    __table_args__ = (Index("record_code_found", "facility", "code", postgresql_ops={"code": "text_pattern_ops"}),)


class GuestRow(Table):
    """A department invited to a record (consultation, transfer)."""

    __tablename__ = "record_guest"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    department: Mapped[str] = mapped_column(ForeignKey("department.id"), primary_key=True)
    reason: Mapped[str]
    invited_by: Mapped[UUID]
    invited_at: Mapped[datetime]
