"""Appraisals: evidence by criterion, the council, interests, votes and verdict."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class AppraisalRow(Table):
    __tablename__ = "appraisal"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"))
    number: Mapped[int]
    """First, second, … of this track."""
    milestone: Mapped[str] = mapped_column(server_default="")
    """Code of the milestone it is asked for; empty of a purchase that reports none."""
    purchase: Mapped[UUID | None] = mapped_column(ForeignKey("procurement.id"))
    """The purchase whose proposal is judged; one at a time of each."""
    council: Mapped[str]
    edition: Mapped[str]
    ground: Mapped[str] = mapped_column(server_default="facility")
    """Who sets the council up: `facility` or `province`."""
    demanded: Mapped[str] = mapped_column(server_default="")
    """Code of the level that is demanded; empty where there are none."""
    state: Mapped[str]
    triggered_by: Mapped[UUID]
    triggered_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(server_default="")
    """Why it was asked for, or again."""
    anyway: Mapped[str] = mapped_column(server_default="")
    """Why the council was called although earlier milestones were not reported."""
    rests_on: Mapped[UUID | None] = mapped_column(ForeignKey("appraisal.id"))
    """The round before, of which it carries what is not voted on again."""
    carried: Mapped[dict[str, Any] | None]
    """Criterion → what that round found."""
    founded_by: Mapped[str | None]
    """The decision that set the council up: kind, number, date."""
    founding: Mapped[UUID | None]
    """That decision, when the house made it."""
    held_at: Mapped[str | None]
    """Where the council meets."""
    meets_at: Mapped[datetime | None]
    """When it is invited to meet."""
    convened_at: Mapped[datetime | None]
    met: Mapped[bool | None]
    missing: Mapped[list[str] | None] = mapped_column(ARRAY(String()))
    advised: Mapped[list[str] | None] = mapped_column(ARRAY(String()))
    findings: Mapped[dict[str, Any] | None]
    """Criterion → what the council found."""
    grade: Mapped[str] = mapped_column(server_default="")
    """Code of the level reached."""
    evidence: Mapped[str | None]
    """`domain.appraisals.evidence_hash` of what was judged."""
    judged: Mapped[dict[str, Any] | None]
    """Criterion → hash of the evidence that was judged, so that a difference can be shown."""
    decided_at: Mapped[datetime | None]
    conclusion: Mapped[str | None]
    minutes: Mapped[UUID | None]
    """The document."""
    decision: Mapped[UUID | None]
    """The decision on the verdict, once drawn up."""
    closed_at: Mapped[datetime | None]
    stale_told: Mapped[str] = mapped_column(server_default="")
    """Hash of the evidence by which the verdict went stale and everybody was told; empty again once it is what was judged."""
    stale_at: Mapped[datetime | None]
    """When it went stale; another change after that does not move it."""
    __table_args__ = (
        UniqueConstraint("track", "number"),
        Index("appraisal_purchase_open", "purchase", unique=True, postgresql_where=text("state <> 'closed'")),
    )


class CriterionEvidenceRow(Table):
    """What is shown for a criterion as it is now. It belongs to the track, or to one purchase of it, so that a verdict goes stale by it."""

    __tablename__ = "criterion_evidence"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    purchase: Mapped[str] = mapped_column(primary_key=True, server_default="")
    """Id of the purchase whose proposal is judged on it; empty for the track's own."""
    criterion: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str | None]
    """`domain.appraisals.evidence_of` its files and links; null without any."""
    score: Mapped[str] = mapped_column(server_default="")
    """What the facility finds itself (tự chấm): a `domain.appraisals.Finding`, or empty."""
    words: Mapped[str] = mapped_column(server_default="")
    person: Mapped[UUID]
    at: Mapped[datetime]


class ExhibitRow(Table):
    """A file brought for a criterion, or a link to what hsba itself knows of the facility; taken away it stays as a row."""

    __tablename__ = "exhibit"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    purchase: Mapped[str] = mapped_column(primary_key=True, server_default="")
    """Id of the purchase whose proposal is judged on it; empty for the track's own."""
    criterion: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    fact: Mapped[str] = mapped_column(server_default="")
    """Of a link: code of the fact; its `sha256` then names what the fact was when it was linked or last looked at."""
    rests_on: Mapped[str] = mapped_column(server_default="")
    """Of a file: the subject of the facility's regulation that it rests on; empty for none."""
    basis_sha256: Mapped[str] = mapped_column(server_default="")
    """Names that regulation as it was when the file was brought or it was last looked at (`domain.evidence_bases`)."""
    basis: Mapped[str] = mapped_column(server_default="")
    """Its words."""
    person: Mapped[UUID]
    at: Mapped[datetime]
    removed_by: Mapped[UUID | None]
    removed_at: Mapped[datetime | None]


class MemberRow(Table):
    __tablename__ = "council_member"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seat: Mapped[str]
    title: Mapped[str]
    """What the member is, for the minutes."""
    absent: Mapped[bool] = mapped_column(server_default=text("false"))
    """Somebody else sits in the place."""
    stands_for: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Whose place it is."""
    paper: Mapped[str] = mapped_column(server_default="")


class InterestRow(Table):
    """What a member declared of their interests."""

    __tablename__ = "council_interest"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    conflict: Mapped[bool]
    criteria: Mapped[list[str]] = mapped_column(ARRAY(String()))
    """On which; none means on all."""
    reason: Mapped[str]
    at: Mapped[datetime]


class VoteRow(Table):
    """The last vote of a member on a criterion, and the evidence it was cast on."""

    __tablename__ = "vote"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    finding: Mapped[str]
    note: Mapped[str]
    evidence: Mapped[str]
    at: Mapped[datetime]


class BallotRow(Table):
    """A vote a member is still to cast: exactly what the rule says, written with each act (`Appraisal.waits_for`)."""

    __tablename__ = "council_ballot"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    person: Mapped[UUID] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    __table_args__ = (Index("council_ballot_person", "person"),)


class ShortfallRow(Table):
    """What is to be mended of a criterion not met, and by when."""

    __tablename__ = "appraisal_shortfall"
    appraisal: Mapped[UUID] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    what: Mapped[str]
    due: Mapped[date]
