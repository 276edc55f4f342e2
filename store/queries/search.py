"""Finding records among a million: by words (store/queries/words.py), state, department, day and diagnosis code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import VIETNAM
from domain.names import FacilityId, RecordId
from domain.people import Position
from domain.records import RecordKind, RecordState, disease
from domain.search import Search
from store.queries.held import among
from store.queries.records import reached_by
from store.queries.words import Way, ways
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import PatientRow, RecordCodeRow, RecordRow

Place = tuple[datetime, RecordId]
Columns = tuple[UUID, str, str, str, str, date, str, str, datetime, str, datetime | None]
"""Record, code, state; patient, code, birth; department, doctor, admission; kind, until when somebody completes it."""


@dataclass(frozen=True)
class RecordLine:
    """A record as a list shows it."""

    id: RecordId
    code: str
    state: RecordState
    patient: str
    patient_code: str
    birth_year: int
    department: str
    doctor: str
    opened_at: datetime
    kind: RecordKind
    complete_by: datetime | None
    """Until when those who owe it complete it; None when nobody owes it."""
    held: bool = False
    """A hold keeps it from disposal."""


async def listing(
    session: AsyncSession,
    position: Position,
    search: Search,
    now: datetime,
    before: Place | None = None,
    limit: int = 51,
) -> list[RecordLine]:
    """Records this position reaches: of each way to understand the words, the best way first, the latest admission first."""
    asked = _query(position, search, now).where(await _coded_as(session, position.facility, search.diagnosis))
    if not search.words.strip():
        return await _lines(session, await _rows(session, asked.where(_after(before)).limit(limit)))
    found: list[Columns] = []
    known = ways(position.facility, search.words)
    first = await _way_of(session, before, known)
    for n, way in enumerate(known):
        if n < first or len(found) >= limit:
            continue
        seen = [~one.asked for one in known[:n] if not one.alone]
        here = asked.where(await way.condition(session), *seen, _after(before if n == first else None))
        found += await _rows(session, here.limit(limit - len(found)))
    return await _lines(session, found)


async def _way_of(session: AsyncSession, before: Place | None, known: Sequence[Way]) -> int:
    """By which way the last record seen was found: the list goes on there."""
    for n, way in enumerate(known if before else ()):
        if before and await way.finds(session, before[1]):
            return n
    return 0


async def _rows(session: AsyncSession, asked: Select[*tuple[Any, ...]]) -> list[Columns]:
    return [tuple(row) for row in await session.execute(asked)]


def _query(position: Position, search: Search, now: datetime) -> Select[*tuple[Any, ...]]:
    r, p = RecordRow, PatientRow
    return (
        select(r.id, r.code, r.state, p.name, p.code, p.birth, DepartmentRow.name, PersonRow.name, r.opened_at, r.kind, r.complete_by)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .join(PersonRow, PersonRow.id == r.doctor)
        .where(reached_by(position, now), *_narrowed(search))
        .order_by(r.opened_at.desc(), r.id)
    )


def _after(before: Place | None) -> ColumnElement[bool]:
    r = RecordRow
    return true() if before is None else (r.opened_at < before[0]) | ((r.opened_at == before[0]) & (r.id > before[1]))


async def _lines(session: AsyncSession, found: Sequence[Columns]) -> list[RecordLine]:
    # Asked of these few by their ids: within the query it would be prepared for as many as there are records.
    held = await among(session, [RecordId(row[0]) for row in found])
    return [_line(row, row[0] in held) for row in found]


def _line(row: Columns, held: bool) -> RecordLine:
    which, code, state, patient, patient_code, birth, department, doctor, opened_at, kind, complete_by = row
    owed = complete_by if state == RecordState.DISCHARGED else None
    of = (patient, patient_code, birth.year, department, doctor, opened_at)
    return RecordLine(RecordId(which), code, RecordState(state), *of, RecordKind(kind), owed, held)


def _narrowed(search: Search) -> list[ColumnElement[bool]]:
    r = RecordRow
    asked: list[ColumnElement[bool]] = []
    if search.state:
        asked.append(r.state == search.state)
    if search.department:
        asked.append(r.department == search.department)
    if search.admitted_from:
        asked.append(r.opened_at >= _midnight(search.admitted_from))
    if search.admitted_to:
        asked.append(r.opened_at < _midnight(search.admitted_to + timedelta(days=1)))
    return asked


async def _coded_as(session: AsyncSession, facility: FacilityId, diagnosis: str) -> ColumnElement[bool]:
    """Records whose main diagnosis has a code that begins so."""
    if not (code := disease(diagnosis)):
        return true()
    c = RecordCodeRow
    begins = and_(c.facility == facility, c.code.startswith(code, autoescape=True))
    return await Way(select(c.record).where(begins), exists().where(c.record == RecordRow.id, begins)).condition(session)


def _midnight(of: date) -> datetime:
    return datetime.combine(of, time(), VIETNAM)
