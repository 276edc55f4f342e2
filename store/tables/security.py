"""Security of a facility: papers, findings with their steps, answers of the checklist. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Identity
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class SecurityPaperRow(Table):
    __tablename__ = "security_paper"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    kind: Mapped[str]
    level: Mapped[int]
    """Of a dossier; 0 of a review."""
    words: Mapped[str]
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    """Entered wrongly: it counts no more."""
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_why: Mapped[str]


class SecurityFindingRow(Table):
    __tablename__ = "security_finding"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]
    severity: Mapped[str]
    owner: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    due: Mapped[date]
    state: Mapped[str]
    found_at: Mapped[datetime]
    mended_by: Mapped[UUID | None]
    mended_words: Mapped[str]
    checked_by: Mapped[UUID | None]
    checked_words: Mapped[str]
    steps: Mapped[int]


class SecurityFindingStepRow(Table):
    """What was done about a finding; who mended it and who looked again stay, however often."""

    __tablename__ = "security_finding_step"
    track: Mapped[UUID] = mapped_column(primary_key=True)
    finding: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    words: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (ForeignKeyConstraint(["track", "finding"], ["security_finding.track", "security_finding.number"]),)


class SecurityCheckRow(Table):
    """An answer to a line of the checklist; the newest counts."""

    __tablename__ = "security_check"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    code: Mapped[str]
    met: Mapped[bool]
    words: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
