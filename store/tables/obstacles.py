"""Obstacles of tracks, the milestones they block, and every step of their history. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table

OPEN = "state IN ('asked', 'passed', 'answered')"


class ObstacleRow(Table):
    __tablename__ = "obstacle"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    title: Mapped[str]
    cause: Mapped[str]
    proposal: Mapped[str]
    lifter: Mapped[str]
    """Code of who can lift it: `department`, or a unit of the plan."""
    lifter_name: Mapped[str]
    """As the plan called it then."""
    state: Mapped[str]
    since: Mapped[datetime]
    due: Mapped[date | None]
    """Day by which an answer is due."""
    raised_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[datetime]
    steps: Mapped[int]
    told: Mapped[date | None]
    """The last day of reminding that was told of in this state."""
    __table_args__ = (Index("obstacle_open", "due", "id", postgresql_where=text(OPEN)),)


class ObstacleMilestoneRow(Table):
    """A milestone that an obstacle blocks."""

    __tablename__ = "obstacle_milestone"
    obstacle: Mapped[UUID] = mapped_column(ForeignKey("obstacle.id"), primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    track: Mapped[UUID]
    __table_args__ = (ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),)


class ObstacleStepRow(Table):
    """What was done about it: raised, answered, passed up, raised again, ended."""

    __tablename__ = "obstacle_step"
    obstacle: Mapped[UUID] = mapped_column(ForeignKey("obstacle.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    words: Mapped[str]
    due: Mapped[date | None]
    lifter: Mapped[str]
    """To whom it went; empty when it stayed."""
    lifter_name: Mapped[str]
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
