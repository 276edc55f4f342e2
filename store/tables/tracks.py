"""A facility's track: its milestones, what was reported with which evidence, and the papers they end in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class TrackRow(Table):
    __tablename__ = "track"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), index=True)
    opened_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    """Moment of the calendar's last event that was applied."""
    live_from: Mapped[date | None]
    """The day the issued go-live decision names."""
    next_due: Mapped[date | None]
    """The earliest last day of its open milestones; kept by the database (`store/migrations/tallies.py`)."""
    closed_on: Mapped[date | None]
    """Last day of a facility that closed or merged into another."""
    closed_paper: Mapped[str] = mapped_column(server_default="")
    successor: Mapped[str | None] = mapped_column(ForeignKey("facility.id"))
    """The facility that took it over."""
    total: Mapped[int] = mapped_column(server_default=text("0"))
    """Its milestones, those that an edition dropped left out; counted by the database too, as the two that follow."""
    accepted: Mapped[int] = mapped_column(server_default=text("0"))
    version: Mapped[int] = mapped_column(server_default=text("0"))
    """How often its milestones changed."""
    __table_args__ = (UniqueConstraint("plan", "facility"), Index("track_next_due", "plan", "next_due"))


class MilestoneRow(Table):
    """What was reported and what was verified are marks of their own."""

    __tablename__ = "milestone"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    """Place in the plan's order."""
    spec: Mapped[dict[str, Any]]
    """`domain.plans.Milestone` as it stood in the plan's edition when the track was opened."""
    due: Mapped[date | None]
    """Last day in time."""
    state: Mapped[str]
    since: Mapped[datetime]
    claim: Mapped[str | None]
    done_on: Mapped[date | None]
    reported_by: Mapped[UUID | None]
    accepted_by: Mapped[UUID | None]
    sent_back: Mapped[bool] = mapped_column(server_default=text("false"))
    reports: Mapped[int] = mapped_column(server_default=text("0"))
    mend_by: Mapped[date | None]
    """A council found it not met: what is missing is to be mended by this day."""
    __table_args__ = (
        Index("milestone_waits", "due", "track", postgresql_where=text("state IN ('undeclared', 'open')")),
        Index("milestone_state", "state", "track"),
    )


class MilestonePastRow(Table):
    """How a milestone stood from a moment on, until its next line: only added to."""

    __tablename__ = "milestone_past"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    track: Mapped[UUID]
    code: Mapped[str]
    at: Mapped[datetime]
    due: Mapped[date | None]
    state: Mapped[str]
    claim: Mapped[str | None]
    done_on: Mapped[date | None]
    sent_back: Mapped[bool]
    __table_args__ = (
        ForeignKeyConstraint(["track", "code"], ["milestone.track", "milestone.code"]),
        Index("milestone_past_of", "track", "code", "at", "id"),
    )


class MilestoneTallyRow(Table):
    """How many milestones of a plan are alike; kept by the database (`store/migrations/tallies.py`)."""

    __tablename__ = "milestone_tally"
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column()
    due: Mapped[date | None] = mapped_column()
    state: Mapped[str] = mapped_column()
    applies: Mapped[bool] = mapped_column()
    """False for what the unit says is not for it."""
    late: Mapped[int | None] = mapped_column()
    """Days between the last day and the day it was done, negative when early."""
    n: Mapped[int]
    __table_args__ = (
        UniqueConstraint("plan", "code", "due", "state", "applies", "late", name="milestone_tally_key", postgresql_nulls_not_distinct=True),
    )
    __mapper_args__ = {"primary_key": [plan, code, due, state, applies, late]}  # noqa: RUF012  as SQLAlchemy reads it


class ReportRow(Table):
    """One report of a milestone, and what became of it."""

    __tablename__ = "milestone_report"
    track: Mapped[UUID] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    claim: Mapped[str]
    done_on: Mapped[date | None]
    paper: Mapped[str] = mapped_column(server_default="")
    """The paper it rests on, in the unit's words."""
    note: Mapped[str] = mapped_column(server_default="")
    document: Mapped[UUID | None]
    """The signed document it rests on, when the house made it."""
    person: Mapped[UUID]
    position: Mapped[UUID]
    at: Mapped[datetime]
    judged: Mapped[str | None]
    """`accepted` or `sent_back`."""
    judged_by: Mapped[UUID | None]
    judged_at: Mapped[datetime | None]
    judged_note: Mapped[str | None]
    judged_paper: Mapped[str | None]
    """The paper of an acceptance by somebody without an account."""
    on_behalf_of: Mapped[str] = mapped_column(server_default="")
    """Name of the unit whose act it is, when the department of health recorded it from that unit's paper; empty when the unit reported."""
    __table_args__ = (ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),)


class DeclarationRow(Table):
    """What was said of a milestone when its plan was opened late (khai báo lại), once."""

    __tablename__ = "milestone_declaration"
    track: Mapped[UUID] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    done_on: Mapped[date | None]
    paper: Mapped[str] = mapped_column(server_default="")
    report: Mapped[int | None]
    """The report it made; null for what is being done."""
    on_behalf_of: Mapped[str] = mapped_column(server_default="")
    """As of a report."""
    person: Mapped[UUID]
    position: Mapped[UUID]
    at: Mapped[datetime]
    __table_args__ = (ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),)


class ReportFileRow(Table):
    """An evidence file of a report; its bytes lie on the shelf under the track's key."""

    __tablename__ = "milestone_report_file"
    track: Mapped[UUID] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]
    size: Mapped[int]
    __table_args__ = (
        ForeignKeyConstraint(
            ["track", "milestone", "report"],
            ["milestone_report.track", "milestone_report.milestone", "milestone_report.number"],
        ),
    )


class MilestoneDocumentRow(Table):
    """The document a special milestone ends in."""

    __tablename__ = "milestone_document"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID]
    milestone: Mapped[str]
    live_from: Mapped[date | None]
    """Of a go-live decision: the day it names."""
    __table_args__ = (
        UniqueConstraint("track", "milestone"),
        ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),
    )
