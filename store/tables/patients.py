"""Records that went from one patient to another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class PatientMoveRow(Table):
    __tablename__ = "patient_move"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    source: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    target: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    whole: Mapped[bool]
    """Whether all records went: the two are one person."""
    reason: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the words, which lie on the shelf under the move's own key."""
    by: Mapped[UUID]
    at: Mapped[datetime]


class MovedRecordRow(Table):
    __tablename__ = "patient_move_record"
    move: Mapped[UUID] = mapped_column(ForeignKey("patient_move.id"), primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
