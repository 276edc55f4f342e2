"""Communication of a facility: plans as they were made and moved, proofs. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CommunicationRow(Table):
    """Made with its first act; one without a row is not planned."""

    __tablename__ = "communication"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    """Of `policies/readiness`."""
    state: Mapped[str]
    day: Mapped[date | None]
    """With place, responsible and words: the newest plan; null while there was none."""
    place: Mapped[str]
    responsible: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    reason: Mapped[str]
    proofs: Mapped[int]
    steps: Mapped[int]
    __table_args__ = (Index("communication_planned", "track", "code", postgresql_where=text("state = 'planned'")),)


class CommunicationStepRow(Table):
    """Each time it was planned, moved or set aside."""

    __tablename__ = "communication_step"
    track: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    day: Mapped[date | None]
    place: Mapped[str]
    responsible: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    """Of the plan, or why it was set aside."""
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (ForeignKeyConstraint(["track", "code"], ["communication.track", "communication.code"]),)


class CommunicationProofRow(Table):
    """Its files are in `register_file`."""

    __tablename__ = "communication_proof"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    track: Mapped[UUID]
    code: Mapped[str]
    day: Mapped[date]
    """On which it was done."""
    words: Mapped[str]
    address: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (
        ForeignKeyConstraint(["track", "code"], ["communication.track", "communication.code"]),
        Index("communication_proof_newest", "track", "day"),
    )
