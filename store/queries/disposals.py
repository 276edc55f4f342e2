"""Reads of disposals: what may be listed, one with its list, council and ballots, and what hinders a record now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.disposals import OVER, Ballot, Candidate, Disposal, DisposalState, Fate, Item, Obstacle
from domain.errors import NotFound
from domain.names import DisposalId, FacilityId, PersonId, RecordId, Sha256
from domain.records import RecordState
from domain.seats import Member, Seat
from store.queries.held import is_held
from store.tables.disposals import BallotRow, DisposalItemRow, DisposalMemberRow, DisposalRow
from store.tables.people import PersonRow
from store.tables.records import RecordRow
from store.tables.retention import IncidentRecordRow
from store.tables.signatures import DocumentRow, VersionRow


@dataclass(frozen=True)
class Sitting:
    """What pages and papers say beyond the rule's state."""

    number: int
    proposed_at: datetime
    held_at: str
    voting_since: datetime | None
    closed_vote_at: datetime | None
    conclusion: str
    destroyed_at: datetime | None
    ended_at: datetime | None
    ended_by: PersonId | None
    ended_reason: str


@dataclass(frozen=True)
class Seated:
    person: PersonId
    name: str
    seat: Seat
    title: str


@dataclass(frozen=True)
class Line:
    """A disposal as a list shows it."""

    id: DisposalId
    number: int
    title: str
    state: DisposalState
    proposed_at: datetime
    records: int
    destroyed: int


def _candidates(*where: ColumnElement[bool]) -> "Select[UUID, str, str | None, str | None, date | None, str | None, str, str]":
    """Records in the order of their codes, and what hinders each."""
    r, i = RecordRow, DisposalItemRow
    linked = exists().where(IncidentRecordRow.record == r.id)  # the file of an incident is kept for ever
    listed = exists().where(i.record == r.id, i.fate == Fate.LISTED)
    hinders = case((is_held(), Obstacle.HELD), (linked, Obstacle.LINKED), (listed, Obstacle.LISTED_ELSEWHERE), else_="")
    return (
        select(r.id, r.code, r.archive_sha256, r.retention_class, r.keep_until, r.retention_edition, r.state, hinders)
        .where(*where)
        .order_by(r.code)
    )


async def expired(session: AsyncSession, facility: FacilityId, before: date) -> list[Candidate]:
    """Every archived record of the facility whose term ended before the day, in the order of their codes; those that are held too."""
    r = RecordRow
    rows = await session.execute(_candidates(r.facility == facility, r.state == RecordState.ARCHIVED, r.keep_until < before))
    return [_candidate(row) for row in rows]


async def expired_counts(session: AsyncSession, today: date) -> dict[FacilityId, int]:
    """Facility → its archived records whose term is over and which nothing hinders."""
    r, i = RecordRow, DisposalItemRow
    linked = exists().where(IncidentRecordRow.record == r.id)
    listed = exists().where(i.record == r.id, i.fate == Fate.LISTED)
    over = (r.state == RecordState.ARCHIVED, r.keep_until < today, ~is_held(), ~linked, ~listed)
    rows = await session.execute(select(r.facility, func.count()).where(*over).group_by(r.facility))
    return {FacilityId(facility): count for facility, count in rows}


async def now(session: AsyncSession, record: RecordId, ours: DisposalId) -> Candidate:
    """A record on its locked row, as it is for the disposal that lists it. Raises: NotFound."""
    r, i = RecordRow, DisposalItemRow
    await session.execute(select(r.id).where(r.id == record).with_for_update())
    row = (await session.execute(_candidates(r.id == record))).one_or_none()
    if row is None:
        raise NotFound("record", record)
    v, d = VersionRow, DocumentRow
    unarchived = (d.record == record, r.id == record, v.made_at > r.archived_at, func.jsonb_typeof(v.data) != "null")
    young = select(v.number).join(d, d.id == v.document).where(*unarchived)
    late = (await session.execute(young.limit(1))).first() is not None
    other = await session.execute(select(i.record).where(i.record == record, i.fate == Fate.LISTED, i.disposal != ours))
    return replace(_candidate(row), listed=other.first() is not None, late=late)


def _candidate(row: "Row[UUID, str, str | None, str | None, date | None, str | None, str, str]") -> Candidate:
    record, code, sha256, kept, until, edition, state, hinders = row
    archived = state == RecordState.ARCHIVED
    held, linked, listed = (hinders == one for one in (Obstacle.HELD, Obstacle.LINKED, Obstacle.LISTED_ELSEWHERE))
    return Candidate(RecordId(record), code, Sha256(sha256 or ""), kept or "", until, edition or "", archived, held, linked, listed)


async def exists_already(session: AsyncSession, which: DisposalId) -> bool:
    return await session.get(DisposalRow, which) is not None


async def course(session: AsyncSession, which: DisposalId, lock: bool = False, line: int | None = None) -> Disposal:
    """As `disposal`, without its ballots and with one line of its list at most: whoever destroys asks for each. Raises: NotFound."""
    row = await session.get(DisposalRow, which, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound("disposal", which)
    i = DisposalItemRow
    items = await session.execute(_listed().where(i.disposal == which, i.number == line)) if line is not None else ()
    here = (DisposalId(row.id), FacilityId(row.facility), row.title, DisposalState(row.state), PersonId(row.proposed_by))
    return Disposal(*here, Sha256(row.list_sha256), tuple(_item(one) for one in items), row.seats, row.quorum, destroy_at=row.destroy_at)


async def disposal(session: AsyncSession, which: DisposalId, lock: bool = False) -> Disposal:
    """Raises: NotFound."""
    row = await session.get(DisposalRow, which, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound("disposal", which)
    i, m, b = DisposalItemRow, DisposalMemberRow, BallotRow
    items = await session.execute(_listed().where(i.disposal == which).order_by(i.number))
    members = await session.execute(select(m.person, m.seat).where(m.disposal == which).order_by(m.person))
    ballots = await session.execute(select(b.person, b.item, b.destroy, b.note).where(b.disposal == which).order_by(b.person, b.item))
    return Disposal(
        DisposalId(row.id),
        FacilityId(row.facility),
        row.title,
        DisposalState(row.state),
        PersonId(row.proposed_by),
        Sha256(row.list_sha256),
        tuple(_item(one) for one in items),
        row.seats,
        row.quorum,
        tuple(Member(PersonId(person), Seat(seat)) for person, seat in members),
        tuple(Ballot(PersonId(person), item or None, destroy, note) for person, item, destroy, note in ballots),
        row.destroy_at,
        row.closed_vote_at is not None,
    )


def _listed() -> "Select[int, UUID, str, str, str, date, list[UUID], str, str, str | None]":
    """Lines, each with the edition of its record's class."""
    i, r = DisposalItemRow, RecordRow
    known = (i.number, i.record, i.code, i.sha256, i.retention_class, i.keep_until)
    return select(*known, i.treated, i.fate, i.reason, r.retention_edition).join(r, r.id == i.record)


def _item(row: "Row[int, UUID, str, str, str, date, list[UUID], str, str, str | None]") -> Item:
    number, record, code, sha256, kept, until, treated, fate, reason, edition = row
    return Item(
        number, RecordId(record), code, Sha256(sha256), kept, until, frozenset(map(PersonId, treated)), Fate(fate), reason, edition or ""
    )


async def sitting(session: AsyncSession, which: DisposalId) -> Sitting:
    """Raises: NotFound."""
    row = await session.get(DisposalRow, which)
    if row is None:
        raise NotFound("disposal", which)
    return Sitting(
        row.number,
        row.proposed_at,
        row.held_at,
        row.voting_since,
        row.closed_vote_at,
        row.conclusion,
        row.destroyed_at,
        row.ended_at,
        PersonId(row.ended_by) if row.ended_by else None,
        row.ended_reason,
    )


async def council(session: AsyncSession, which: DisposalId) -> list[Seated]:
    """The chair first, then the secretary, then the members by name."""
    m, p = DisposalMemberRow, PersonRow
    rows = await session.execute(select(m.person, p.name, m.seat, m.title).join(p, p.id == m.person).where(m.disposal == which))
    found = [Seated(PersonId(person), name, Seat(seat), title) for person, name, seat, title in rows]
    return sorted(found, key=lambda one: (list(Seat).index(one.seat), one.name))


async def of_facility(session: AsyncSession, facility: FacilityId, seated: PersonId | None = None, limit: int = 100) -> list[Line]:
    """Newest first; those in whose council this person sits, when one is named."""
    d, i = DisposalRow, DisposalItemRow
    records = select(func.count()).where(i.disposal == d.id).scalar_subquery()
    gone = select(func.count()).where(i.disposal == d.id, i.fate == Fate.DESTROYED).scalar_subquery()
    asked = select(d.id, d.number, d.title, d.state, d.proposed_at, records, gone).where(d.facility == facility)
    if seated:
        asked = asked.where(exists().where(DisposalMemberRow.disposal == d.id, DisposalMemberRow.person == seated))
    rows = await session.execute(asked.order_by(d.number.desc()).limit(limit))
    return [Line(DisposalId(one), number, title, DisposalState(state), at, n, out) for one, number, title, state, at, n, out in rows]


async def next_number(session: AsyncSession, facility: FacilityId) -> int:
    rows = await session.execute(select(func.coalesce(func.max(DisposalRow.number), 0)).where(DisposalRow.facility == facility))
    return int(rows.scalar_one()) + 1


async def open_disposals(session: AsyncSession) -> list[DisposalId]:
    """Those that are not over."""
    rows = await session.execute(select(DisposalRow.id).where(DisposalRow.state.not_in(OVER)))
    return [DisposalId(one) for one in rows.scalars()]


async def unfinished(session: AsyncSession, which: DisposalId, limit: int) -> list[tuple[int, RecordId]]:
    """Lines still to be judged or whose record's key and files are not all gone: number and record."""
    i = DisposalItemRow
    pending = (i.fate == Fate.LISTED) | ((i.fate == Fate.DESTROYED) & i.destroyed_at.is_(None))
    rows = await session.execute(select(i.number, i.record).where(i.disposal == which, pending).order_by(i.number).limit(limit))
    return [(number, RecordId(record)) for number, record in rows]


async def held_lines(session: AsyncSession, which: DisposalId) -> frozenset[int]:
    """Numbers of the lines still on the list whose record is held now, and so will not be destroyed."""
    i, r = DisposalItemRow, RecordRow
    asked = select(i.number).join(r, r.id == i.record).where(i.disposal == which, i.fate == Fate.LISTED, is_held())
    return frozenset((await session.execute(asked)).scalars())


async def gone_of(session: AsyncSession, record: RecordId) -> tuple[DisposalId, datetime | None] | None:
    """By which disposal a record was destroyed, and when."""
    i = DisposalItemRow
    row = (await session.execute(select(i.disposal, i.destroyed_at).where(i.record == record, i.fate == Fate.DESTROYED))).one_or_none()
    return (DisposalId(row[0]), row[1]) if row else None


async def listed_in(session: AsyncSession, records: Sequence[RecordId]) -> dict[RecordId, tuple[DisposalId, str]]:
    """Records of a page that stand on the list of a disposal: its id and title."""
    i, d = DisposalItemRow, DisposalRow
    asked = select(i.record, d.id, d.title).join(d, d.id == i.disposal).where(i.record.in_(records), i.fate == Fate.LISTED)
    return {RecordId(record): (DisposalId(which), title) for record, which, title in await session.execute(asked)}
