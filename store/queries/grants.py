"""Reads of grants: the list of a facility or a person, one with its words, and which one lets a position see a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnClause, ColumnElement, Select, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Incomplete, NotFound
from domain.faults import both
from domain.grants import Asker, Finding, Grant, GrantKind, Purpose
from domain.names import DocumentId, FacilityId, GrantId, PersonId, RecordId, Sha256
from domain.people import Position
from domain.records import RecordState
from store.queries.folding import fold
from store.tables.grants import GrantedDocumentRow, GrantedRow, GrantRow
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import FOLDED, PatientRow, RecordRow
from store.tables.signatures import DocumentRow

PAGE = 50
"""Lines of one page."""
ACTED_FOR = (GrantKind.OUTSIDER, GrantKind.PATIENT)
"""Those for whom the records office opens it."""


class Shown(StrEnum):
    """Which grants a list shows."""

    OUT = "out"
    """Open now: what is lent, and to whom."""
    ASKED = "asked"
    """Wait for a decision."""
    REVIEW = "review"
    """Emergencies nobody has judged."""
    OVER = "over"
    """Refused, withdrawn, ended, returned, recalled."""


@dataclass(frozen=True)
class GrantedRecord:
    """A record of a grant; nothing clinical."""

    id: RecordId
    code: str
    patient: str
    birth_year: int
    department: str
    state: RecordState


@dataclass(frozen=True)
class GrantLine:
    """A grant as a list shows it."""

    grant: Grant
    records: tuple[GrantedRecord, ...]
    """The first of them, by code."""
    count: int
    who: str
    """Of staff: the holder's name."""


@dataclass(frozen=True)
class GrantTold:
    """A grant and where its words lie."""

    grant: Grant
    reason: Sha256
    decided: Sha256 | None
    ended: Sha256 | None
    reviewed: Sha256 | None
    documents: tuple[tuple[DocumentId, str], ...]
    """Those it is for, when it is not for whole records."""


def grant_of(row: GrantRow) -> Grant:
    """As the rules know it."""
    return Grant(
        id=GrantId(row.id),
        facility=FacilityId(row.facility),
        kind=GrantKind(row.kind),
        purpose=Purpose(row.purpose),
        asked_by=PersonId(row.asked_by),
        asked_at=row.asked_at,
        days=row.days,
        may_copy=row.may_copy,
        holder=PersonId(row.holder) if row.holder else None,
        asker=Asker(row.name, row.body, row.paper, row.paper_day),
        whole=row.whole,
        decided_by=PersonId(row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
        granted=row.granted,
        since=row.since,
        until=row.until,
        ended_by=PersonId(row.ended_by) if row.ended_by else None,
        ended_at=row.ended_at,
        reviewed_by=PersonId(row.reviewed_by) if row.reviewed_by else None,
        reviewed_at=row.reviewed_at,
        finding=Finding(row.finding) if row.finding else None,
    )


def _open(now: datetime) -> ColumnElement[bool]:
    g = GrantRow
    return g.granted & g.ended_at.is_(None) & (g.since <= now) & (g.until > now)


def _theirs(position: Position, record: RecordId, now: datetime) -> Select[GrantRow]:
    """Open grants by which the position reads the record; the widest first, then the one that lasts longest."""
    g, of = GrantRow, GrantedRow
    mine = (g.holder == position.person, g.facility == position.facility, of.record == record)
    return select(g).join(of, of.grant == g.id).where(*mine, _open(now)).order_by(g.whole.desc(), g.may_copy.desc(), g.until.desc(), g.id)


async def reading(session: AsyncSession, position: Position, record: RecordId, now: datetime) -> Grant | None:
    """The grant by which this position sees the record, or some documents of it, at this moment."""
    row = (await session.execute(_theirs(position, record, now).limit(1))).scalar_one_or_none()
    return grant_of(row) if row else None


async def reading_document(
    session: AsyncSession, position: Position, record: RecordId, document: DocumentId, now: datetime
) -> Grant | None:
    """The grant by which this position sees the document at this moment."""
    g, named = GrantRow, GrantedDocumentRow
    listed = exists().where(named.grant == g.id, named.document == document)
    row = (await session.execute(_theirs(position, record, now).where(or_(g.whole, listed)).limit(1))).scalar_one_or_none()
    return grant_of(row) if row else None


async def adds(session: AsyncSession, position: Position, record: RecordId, now: datetime) -> bool:
    """Whether the record is lent to this person for a supplement at this moment."""
    g = GrantRow
    lent = _theirs(position, record, now).where(g.kind == GrantKind.LOAN, g.purpose == Purpose.SUPPLEMENT, g.whole)
    return (await session.execute(lent.limit(1))).first() is not None


async def outside(session: AsyncSession, which: GrantId, facility: FacilityId, record: RecordId, now: datetime) -> Grant | None:
    """An open grant of an outsider or a patient on this record, by which the records office acts for them."""
    g = GrantRow
    of = exists().where(GrantedRow.grant == g.id, GrantedRow.record == record)
    rows = await session.execute(select(g).where(g.id == which, g.facility == facility, g.kind.in_(ACTED_FOR), of, _open(now)))
    row = rows.scalar_one_or_none()
    return grant_of(row) if row else None


async def documents(session: AsyncSession, which: GrantId) -> frozenset[DocumentId]:
    """The documents a grant is for that is not for a whole record."""
    rows = await session.execute(select(GrantedDocumentRow.document).where(GrantedDocumentRow.grant == which))
    return frozenset(DocumentId(one) for one in rows.scalars())


async def grant(session: AsyncSession, which: GrantId, lock: bool = False) -> GrantTold:
    """Raises: NotFound."""
    row = await session.get(GrantRow, which, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("grant", which)
    d, named = DocumentRow, GrantedDocumentRow
    titled = await session.execute(
        select(d.id, d.title).join(named, named.document == d.id).where(named.grant == which).order_by(d.created_at)
    )
    return GrantTold(
        grant_of(row),
        Sha256(row.reason),
        _words(row.decided_reason),
        _words(row.ended_reason),
        _words(row.review_reason),
        tuple((DocumentId(one), title) for one, title in titled),
    )


def _words(sha256: str | None) -> Sha256 | None:
    return Sha256(sha256) if sha256 else None


async def records_of(session: AsyncSession, which: Iterable[GrantId]) -> dict[GrantId, list[GrantedRecord]]:
    """Grant → its records, by code."""
    r, p, of = RecordRow, PatientRow, GrantedRow
    rows = await session.execute(
        select(of.grant, r, p.name, p.birth, DepartmentRow.name)
        .join(r, r.id == of.record)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .where(of.grant.in_(list(which)))
        .order_by(r.code)
    )
    found: dict[GrantId, list[GrantedRecord]] = {}
    for one, row, name, birth, department in rows:
        line = GrantedRecord(RecordId(row.id), row.code, name, birth.year, department, RecordState(row.state))
        found.setdefault(GrantId(one), []).append(line)
    return found


async def listing(
    session: AsyncSession,
    facility: FacilityId,
    now: datetime,
    shown: Shown,
    words: str = "",
    kind: GrantKind | None = None,
    holder: PersonId | None = None,
    after: Grant | None = None,
) -> list[GrantLine]:
    """The latest request first; one more than a page when there is a next. `holder`: only what this person has or asked for."""
    g, h = GrantRow, PersonRow
    query = (
        select(g, h.name)
        .outerjoin(h, h.id == g.holder)
        .where(g.facility == facility, _those(shown, now))
        .order_by(g.asked_at.desc(), g.id)
        .limit(PAGE + 1)
    )
    if kind:
        query = query.where(g.kind == kind)
    if holder:
        query = query.where(g.holder == holder)
    if words.strip():
        query = query.where(*(_said(one) for one in fold(words).split()))
    if after:
        query = query.where((g.asked_at < after.asked_at) | ((g.asked_at == after.asked_at) & (g.id > after.id)))
    rows = (await session.execute(query)).all()
    of = await records_of(session, [GrantId(row.id) for row, _ in rows])
    lines = ((row, name, of.get(GrantId(row.id), [])) for row, name in rows)
    return [GrantLine(grant_of(row), tuple(lent[:3]), len(lent), name or "") for row, name, lent in lines]


def _said(word: str) -> ColumnElement[bool]:
    """Who has it, who asked from where, by which paper, and the code of a record; marks folded."""
    g, r, of = GrantRow, RecordRow, GrantedRow
    columns = "record_grant.name || ' ' || record_grant.body || ' ' || record_grant.paper || ' ' || coalesce(person.name, '')"
    told: ColumnClause[str] = literal_column(FOLDED.format(columns))
    coded = exists().where(of.grant == g.id, r.id == of.record, func.lower(r.code).contains(word, autoescape=True))
    return or_(told.contains(word, autoescape=True), coded)


async def tallies(session: AsyncSession, facility: FacilityId, now: datetime, holder: PersonId | None = None) -> dict[Shown, int]:
    """How many grants each list shows."""
    mine = [GrantRow.holder == holder] if holder else []
    counted = select(*(func.count().filter(_those(one, now)) for one in Shown)).where(GrantRow.facility == facility, *mine)
    return dict(zip(Shown, (await session.execute(counted)).one(), strict=True))


def _those(shown: Shown, now: datetime) -> ColumnElement[bool]:
    g = GrantRow
    asked = g.decided_at.is_(None) & g.ended_at.is_(None)
    return {
        Shown.OUT: _open(now),
        Shown.ASKED: asked,
        Shown.REVIEW: (g.kind == GrantKind.EMERGENCY) & g.reviewed_at.is_(None),
        Shown.OVER: g.ended_at.is_not(None) | (g.decided_at.is_not(None) & (~g.granted | (g.until <= now))),
    }[shown]


async def called(session: AsyncSession, facility: FacilityId, codes: Iterable[str]) -> list[tuple[RecordId, RecordState, str]]:
    """Records by their codes: id, state, code, in that order. Raises: Incomplete with a line for each code that is none's."""
    wanted = list(dict.fromkeys(codes))
    r = RecordRow
    rows = await session.execute(select(r.code, r.id, r.state).where(r.facility == facility, r.code.in_(wanted)))
    found = {code: (RecordId(one), RecordState(state), str(code)) for code, one, state in rows}
    if unknown := [code for code in wanted if code not in found]:
        raise Incomplete(*(both(f"codes: không có hồ sơ số {code}", f"there is no record {code}") for code in unknown))
    return [found[code] for code in wanted]


async def belong(session: AsyncSession, record: RecordId, these: Iterable[DocumentId]) -> bool:
    """Whether all the documents are of the record."""
    wanted = set(these)
    rows = await session.execute(select(DocumentRow.id).where(DocumentRow.record == record, DocumentRow.id.in_(wanted)))
    return set(rows.scalars()) == wanted


FACES = 5
"""Records of one patient that are shown so."""


async def faces(session: AsyncSession, facility: FacilityId, known: str) -> list[GrantedRecord]:
    """What is shown of a record to whoever does not reach it: by exactly its code, its patient's, or the identity number; latest first."""
    r, p = RecordRow, PatientRow
    rows = await session.execute(
        select(r, p.name, p.birth, DepartmentRow.name)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .where(r.facility == facility, or_(r.code == known, p.code == known, p.citizen_id == known), r.state != RecordState.DISPOSED)
        .order_by(r.opened_at.desc(), r.id)
        .limit(FACES)
    )
    return [
        GrantedRecord(RecordId(row.id), row.code, name, birth.year, department, RecordState(row.state))
        for row, name, birth, department in rows
    ]
