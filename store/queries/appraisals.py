"""Reads of appraisals: evidence, council, votes, verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.appraisals import Verdict, Vote
from domain.councils import Appraisal, AppraisalState, Exhibit, Member, Seat
from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import AppraisalId, DocumentId, PersonId, Sha256, TrackId
from domain.policies import PolicyBook
from store.tables.appraisals import AppraisalRow, ExhibitRow, MemberRow, VoteRow
from store.tables.people import PersonRow
from store.tables.tracks import ReportRow


@dataclass(frozen=True)
class Sitting:
    """What the council's page and its minutes say beyond the rule's state."""

    number: int
    triggered_at: datetime
    founded_by: str
    held_at: str
    convened_at: datetime | None
    decided_at: datetime | None
    conclusion: str
    minutes: DocumentId | None
    closed_at: datetime | None


@dataclass(frozen=True)
class Seated:
    """A member with the words a page and the minutes show."""

    person: PersonId
    name: str
    seat: Seat
    title: str


@dataclass(frozen=True)
class Shown:
    """The newest evidence file of a criterion."""

    criterion: str
    file: Evidence
    by: PersonId
    by_name: str
    at: datetime


async def exists(session: AsyncSession, which: AppraisalId) -> bool:
    return await session.get(AppraisalRow, which) is not None


async def appraisal(session: AsyncSession, which: AppraisalId, policies: PolicyBook, lock: bool = False) -> Appraisal:
    """Raises: NotFound."""
    row = await session.get(AppraisalRow, which, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound("appraisal", which)
    members = await session.execute(select(MemberRow).where(MemberRow.appraisal == which).order_by(MemberRow.person))
    votes = await session.execute(
        select(VoteRow)
        .where(VoteRow.appraisal == which)
        .order_by(VoteRow.criterion, VoteRow.person)
        .execution_options(populate_existing=True)
    )
    exhibits = await evidence(session, TrackId(row.track))
    return Appraisal(
        AppraisalId(row.id),
        TrackId(row.track),
        policies.appraisal_edition(row.council, row.edition),
        AppraisalState(row.state),
        tuple(Exhibit(code, one.file.sha256, one.by) for code, one in sorted(exhibits.items())),
        tuple(Member(PersonId(one.person), Seat(one.seat)) for one in members.scalars()),
        tuple(Vote(PersonId(one.person), one.criterion, one.met, Sha256(one.evidence), one.note) for one in votes.scalars()),
        _verdict(row),
    )


def _verdict(row: AppraisalRow) -> Verdict | None:
    if row.met is None or row.evidence is None:
        return None
    return Verdict(row.met, tuple(row.missing or ()), tuple(row.advised or ()), Sha256(row.evidence), row.edition)


async def of_track(session: AsyncSession, track: TrackId, policies: PolicyBook) -> tuple[Appraisal, ...]:
    """Every appraisal of a track, oldest first."""
    rows = await session.execute(select(AppraisalRow.id).where(AppraisalRow.track == track).order_by(AppraisalRow.number))
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
        row.founded_by or "",
        row.held_at or "",
        row.convened_at,
        row.decided_at,
        row.conclusion or "",
        DocumentId(row.minutes) if row.minutes else None,
        row.closed_at,
    )


async def council(session: AsyncSession, which: AppraisalId) -> list[Seated]:
    """Chair, secretary, members."""
    order = (Seat.CHAIR, Seat.SECRETARY, Seat.MEMBER)
    rows = await session.execute(
        select(MemberRow, PersonRow.name).join(PersonRow, PersonRow.id == MemberRow.person).where(MemberRow.appraisal == which)
    )
    found = [Seated(PersonId(row.person), name, Seat(row.seat), row.title) for row, name in rows]
    return sorted(found, key=lambda one: (order.index(one.seat), one.name))


async def evidence(session: AsyncSession, track: TrackId) -> Mapping[str, Shown]:
    """Criterion → its newest file."""
    e = ExhibitRow
    rows = await session.execute(
        select(e, PersonRow.name)
        .join(PersonRow, PersonRow.id == e.person)
        .where(e.track == track)
        .ext(distinct_on(e.criterion))
        .order_by(e.criterion, e.number.desc())
    )
    return {
        row.criterion: Shown(row.criterion, Evidence(row.name, Sha256(row.sha256), row.size), PersonId(row.person), name, row.at)
        for row, name in rows
    }


async def file(session: AsyncSession, track: TrackId, sha256: Sha256) -> Evidence:
    """A file brought for a criterion, the replaced ones too. Raises: NotFound."""
    rows = await session.execute(select(ExhibitRow).where(ExhibitRow.track == track, ExhibitRow.sha256 == sha256).limit(1))
    row = rows.scalar_one_or_none()
    if row is None:
        raise NotFound("evidence", sha256)
    return Evidence(row.name, Sha256(row.sha256), row.size)


async def council_of_report(session: AsyncSession, track: TrackId, milestone: str, number: int) -> frozenset[PersonId]:
    """Who sat on the council whose minutes a report rests on; nobody when it rests on something else."""
    r, a = ReportRow, AppraisalRow
    rows = await session.execute(
        select(MemberRow.person)
        .join(a, a.id == MemberRow.appraisal)
        .join(r, r.document == a.minutes)
        .where(r.track == track, r.milestone == milestone, r.number == number)
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
