"""Reads of appraisals: evidence, council, votes, verdict."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.appraisals import Finding, Verdict, Vote
from domain.councils import Appraisal, AppraisalState
from domain.errors import NotFound
from domain.names import AppraisalId, DocumentId, PersonId, ProcurementId, Sha256, TrackId
from domain.policies import PolicyBook
from domain.seats import Interest, Member, Seat
from domain.shortfalls import Shortfall
from store.queries import exhibits
from store.tables.appraisals import AppraisalRow, InterestRow, MemberRow, ShortfallRow, VoteRow
from store.tables.people import PersonRow
from store.tables.tracks import ReportRow


@dataclass(frozen=True)
class Sitting:
    """What the council's page and its papers say beyond the rule's state."""

    number: int
    triggered_at: datetime
    reason: str
    anyway: str
    """Why the council was called although earlier milestones were not reported."""
    rests_on: AppraisalId | None
    founded_by: str
    founding: DocumentId | None
    held_at: str
    meets_at: datetime | None
    convened_at: datetime | None
    decided_at: datetime | None
    conclusion: str
    minutes: DocumentId | None
    decision: DocumentId | None
    closed_at: datetime | None
    stale_told: str


@dataclass(frozen=True)
class Seated:
    """A member with the words a page and the minutes show."""

    person: PersonId
    name: str
    seat: Seat
    title: str
    absent: bool = False
    stands_for: PersonId | None = None
    paper: str = ""


async def exists(session: AsyncSession, which: AppraisalId) -> bool:
    return await session.get(AppraisalRow, which) is not None


async def appraisal(session: AsyncSession, which: AppraisalId, policies: PolicyBook, lock: bool = False) -> Appraisal:
    """Raises: NotFound."""
    row = await session.get(AppraisalRow, which, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound("appraisal", which)
    edition = policies.appraisal_edition(row.council, row.edition)
    codes = {one.code for one in edition.criteria}
    members = await session.execute(_of(MemberRow, which).order_by(MemberRow.person))
    votes = await session.execute(_of(VoteRow, which).order_by(VoteRow.criterion, VoteRow.person))
    interests = await session.execute(_of(InterestRow, which).order_by(InterestRow.person))
    purchase = ProcurementId(row.purchase) if row.purchase else None
    return Appraisal(
        AppraisalId(row.id),
        TrackId(row.track),
        edition,
        AppraisalState(row.state),
        tuple(one for one in await exhibits.exhibits(session, TrackId(row.track), purchase) if one.criterion in codes),
        tuple(_member(one) for one in members.scalars()),
        tuple(Vote(PersonId(one.person), one.criterion, Finding(one.finding), Sha256(one.evidence), one.note) for one in votes.scalars()),
        _verdict(row),
        tuple(Interest(PersonId(one.person), one.conflict, tuple(one.criteria), one.reason) for one in interests.scalars()),
        row.milestone,
        _findings(row.carried) if row.carried is not None else None,
        row.demanded,
        {code: Sha256(one) for code, one in (row.judged or {}).items()},
        row.meets_at,
        purchase,
    )


T = TypeVar("T", MemberRow, VoteRow, InterestRow)


def _of(kind: type[T], which: AppraisalId) -> Select[T]:
    return select(kind).where(kind.appraisal == which).execution_options(populate_existing=True)


def _member(row: MemberRow) -> Member:
    return Member(PersonId(row.person), Seat(row.seat), row.absent, PersonId(row.stands_for) if row.stands_for else None, row.paper)


def _findings(said: Mapping[str, str] | None) -> dict[str, Finding]:
    return {code: Finding(one) for code, one in (said or {}).items()}


def _verdict(row: AppraisalRow) -> Verdict | None:
    if row.met is None or row.evidence is None:
        return None
    missing, advised = tuple(row.missing or ()), tuple(row.advised or ())
    return Verdict(row.met, missing, advised, Sha256(row.evidence), row.edition, _findings(row.findings), row.grade)


async def of_track(session: AsyncSession, track: TrackId, policies: PolicyBook) -> tuple[Appraisal, ...]:
    """Every appraisal of a track, oldest first."""
    return (await of_tracks(session, [track], policies))[track]


async def of_tracks(session: AsyncSession, tracks: Collection[TrackId], policies: PolicyBook) -> dict[TrackId, tuple[Appraisal, ...]]:
    """Those of each track, oldest first."""
    a = AppraisalRow
    rows = await session.execute(select(a.track, a.id).where(a.track.in_(tracks)).order_by(a.number))
    found: dict[TrackId, tuple[Appraisal, ...]] = dict.fromkeys(tracks, ())
    for track, which in rows.all():
        found[TrackId(track)] += (await appraisal(session, AppraisalId(which), policies),)
    return found


async def of_purchase(session: AsyncSession, which: ProcurementId, policies: PolicyBook) -> tuple[Appraisal, ...]:
    """Every appraisal of its proposal, oldest first."""
    rows = await session.execute(select(AppraisalRow.id).where(AppraisalRow.purchase == which).order_by(AppraisalRow.number))
    return tuple([await appraisal(session, AppraisalId(one), policies) for one in rows.scalars().all()])


def line_of(a: type[AppraisalRow]) -> ColumnElement[str]:
    """`domain.councils.Appraisal.line`, of its row."""
    return func.coalesce(cast(a.purchase, String), a.milestone)


async def newest(session: AsyncSession, track: TrackId, policies: PolicyBook) -> tuple[Appraisal, ...]:
    """The newest appraisal of each milestone of a track, and of each purchase."""
    a, line = AppraisalRow, line_of(AppraisalRow)
    query = select(a.id).where(a.track == track).order_by(line, a.number.desc())
    rows = await session.execute(query.ext(distinct_on(line)))
    return tuple([await appraisal(session, AppraisalId(one), policies) for one in rows.scalars().all()])


async def track_of(session: AsyncSession, which: AppraisalId) -> TrackId:
    """Raises: NotFound."""
    row = await session.get(AppraisalRow, which)
    if row is None:
        raise NotFound("appraisal", which)
    return TrackId(row.track)


async def sitting(session: AsyncSession, which: AppraisalId) -> Sitting:
    """Raises: NotFound."""
    row = await session.get(AppraisalRow, which, populate_existing=True)
    if row is None:
        raise NotFound("appraisal", which)
    return Sitting(
        row.number,
        row.triggered_at,
        row.reason,
        row.anyway,
        AppraisalId(row.rests_on) if row.rests_on else None,
        row.founded_by or "",
        _document(row.founding),
        row.held_at or "",
        row.meets_at,
        row.convened_at,
        row.decided_at,
        row.conclusion or "",
        _document(row.minutes),
        _document(row.decision),
        row.closed_at,
        row.stale_told,
    )


def _document(which: UUID | None) -> DocumentId | None:
    return DocumentId(which) if which else None


async def council(session: AsyncSession, which: AppraisalId) -> list[Seated]:
    """Chair, secretary, members; who is absent before who came in their place."""
    order = (Seat.CHAIR, Seat.SECRETARY, Seat.MEMBER)
    rows = await session.execute(
        select(MemberRow, PersonRow.name).join(PersonRow, PersonRow.id == MemberRow.person).where(MemberRow.appraisal == which)
    )
    found = [(name, _member(row), row.title) for row, name in rows]
    seated = [Seated(one.person, name, one.seat, title, one.absent, one.stands_for, one.paper) for name, one, title in found]
    return sorted(seated, key=lambda one: (order.index(one.seat), not one.absent, one.name))


async def shortfalls(session: AsyncSession, which: AppraisalId) -> tuple[Shortfall, ...]:
    """What is to be mended, and by when."""
    rows = await session.execute(select(ShortfallRow).where(ShortfallRow.appraisal == which).order_by(ShortfallRow.criterion))
    return tuple(Shortfall(one.criterion, one.what, one.due) for one in rows.scalars())


async def rounds_on(session: AsyncSession, which: AppraisalId) -> AppraisalId | None:
    """The round that followed this one."""
    row = await session.execute(select(AppraisalRow.id).where(AppraisalRow.rests_on == which).order_by(AppraisalRow.number).limit(1))
    found = row.scalar_one_or_none()
    return AppraisalId(found) if found else None


async def council_of_report(session: AsyncSession, track: TrackId, milestone: str, number: int) -> frozenset[PersonId]:
    """Who sat on the council whose minutes a report rests on; nobody when it rests on something else."""
    r, a = ReportRow, AppraisalRow
    rows = await session.execute(
        select(MemberRow.person)
        .join(a, a.id == MemberRow.appraisal)
        .join(r, or_(r.document == a.minutes, r.document == a.decision))
        .where(r.track == track, r.milestone == milestone, r.number == number, MemberRow.absent.is_(False))
    )
    return frozenset(PersonId(one) for one in rows.scalars())


async def unfinished(session: AsyncSession) -> list[AppraisalId]:
    """Appraisals whose workflow should be open."""
    rows = await session.execute(select(AppraisalRow.id).where(AppraisalRow.state != AppraisalState.CLOSED))
    return [AppraisalId(one) for one in rows.scalars()]


async def sits(session: AsyncSession, track: TrackId, person: PersonId) -> bool:
    """Whether this person has a seat on a council that appraises the track."""
    m, a = MemberRow, AppraisalRow
    query = select(m.person).join(a, a.id == m.appraisal).where(a.track == track, m.person == person).limit(1)
    return (await session.execute(query)).first() is not None
