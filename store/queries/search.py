"""Finding records among a million: by name (its marks first), code, identity number, day, department and diagnosis code.

PostgreSQL's own indexes only, no extension. What is typed is looked up by the beginnings of the words of a name, and by whole codes, their
beginnings or their ends: each has its index, and whatever would find half of all records is not asked for.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, cast, false, func, literal_column, or_, select, true, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from domain.clock import VIETNAM
from domain.names import RecordId
from domain.people import Position
from domain.records import RecordKind, RecordState, disease
from domain.search import Search
from store.queries.folding import fold
from store.queries.held import among
from store.queries.records import reached_by
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import PatientRow, RecordCodeRow, RecordRow

WORD = re.compile(r"[^\W_]+")
BEGINS, ENDS = 4, 3
"""Digits of a code that must be typed to look it up by its beginning, or by its end."""
FEW = 2000
"""People or records that are named one by one."""
Line = tuple[RecordRow, PatientRow, str, str]
Place = tuple[datetime, RecordId]


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
    """Records this position reaches, the latest admission first; names written just as typed come before those that only sound so."""
    marks = _marks(search.words)
    follows: list[ColumnElement[bool]] = [true() if before is None else _after(before)]
    if marks is not None:
        on = before is None or await _is(session, before[1], marks)
        follows = [and_(marks, *follows), ~marks] if on else [and_(~marks, *follows)]
    said = and_(await _said(session, position, search.words), await _coded_as(session, position, search.diagnosis))
    found: list[Line] = []
    for those in follows:
        if len(found) < limit:
            rows = await session.execute(_query(position, search, now).where(said, those).limit(limit - len(found)))
            found += [(row, patient, department, doctor) for row, patient, department, doctor in rows]
    # Asked of these few by their ids: within the query it would be prepared for as many as there are records.
    held = await among(session, [RecordId(row.id) for row, *_ in found])
    return _lines(found, held)


def _query(position: Position, search: Search, now: datetime) -> Select[RecordRow, PatientRow, str, str]:
    r, p = RecordRow, PatientRow
    return (
        select(r, p, DepartmentRow.name, PersonRow.name)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .join(PersonRow, PersonRow.id == r.doctor)
        .where(reached_by(position, now), *_narrowed(search))
        .order_by(r.opened_at.desc(), r.id)
    )


def _after(before: Place) -> ColumnElement[bool]:
    r = RecordRow
    return (r.opened_at < before[0]) | ((r.opened_at == before[0]) & (r.id > before[1]))


def _marks(words: str) -> ColumnElement[bool] | None:
    """Names that have these very words, marks and đ too; None for words without marks, which say nothing of them."""
    said = unicodedata.normalize("NFC", words).lower().split()
    if not said or fold(words) == " ".join(said) or any(one.isdigit() for one in words):
        return None
    name = func.concat(" ", func.lower(func.normalize(PatientRow.name)), " ")
    wanted = [*(f" {one} " for one in said[:-1]), f" {said[-1]}"]
    return and_(*(func.strpos(name, one) > 0 for one in wanted))  # LIKE would be guessed to find nearly nobody


async def _is(session: AsyncSession, which: RecordId, marks: ColumnElement[bool]) -> bool:
    """Whether the last record seen stood among the names written just so."""
    r = RecordRow
    rows = await session.execute(select(r.id).join(PatientRow, PatientRow.id == r.patient).where(r.id == which, marks))
    return rows.first() is not None


def _lines(found: Sequence[Line], held: frozenset[RecordId]) -> list[RecordLine]:
    return [
        RecordLine(
            RecordId(row.id),
            row.code,
            RecordState(row.state),
            patient.name,
            patient.code,
            patient.birth.year,
            department,
            doctor,
            row.opened_at,
            RecordKind(row.kind),
            row.complete_by if row.state == RecordState.DISCHARGED else None,
            row.id in held,
        )
        for row, patient, department, doctor in found
    ]


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


async def _coded_as(session: AsyncSession, position: Position, diagnosis: str) -> ColumnElement[bool]:
    """Records whose main diagnosis has a code that begins so."""
    if not (code := disease(diagnosis)):
        return true()
    c = RecordCodeRow
    begins = and_(c.facility == position.facility, c.code.startswith(code, autoescape=True))
    return await _few(session, RecordRow.id, select(c.record).where(begins), and_(c.record == RecordRow.id, begins))


def _midnight(of: date) -> datetime:
    return datetime.combine(of, time(), VIETNAM)


async def _said(session: AsyncSession, position: Position, words: str) -> ColumnElement[bool]:
    """Whom or what the words mean: a name has no digits, a code nearly always has some; one that has none is found whole.

    Few are looked up first and named by their ids: how rare words are together is what PostgreSQL cannot guess.
    """
    said = words.strip()
    if not said:
        return true()
    tokens = WORD.findall(fold(said))
    named = and_(PatientRow.facility == position.facility, _named(tokens)) if tokens else None
    if any(one.isdigit() for one in said):
        return await _few(session, RecordRow.id, *_coded(position, said.upper(), named))
    whole, _ = _coded(position, said.upper(), None)
    ids = (await session.execute(whole.limit(FEW))).scalars().all()
    one = [RecordRow.id == any_(cast(ids, ARRAY(Uuid)))] if ids else []
    names = [await _few(session, RecordRow.patient, select(PatientRow.id).where(named), named)] if named is not None else []
    return or_(false(), *one, *names)


async def _few(
    session: AsyncSession, column: InstrumentedAttribute[UUID], those: Select[UUID], many: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition by the ids of a few; of many as it was asked."""
    found = (await session.execute(those.limit(FEW + 1))).scalars().all()
    if len(found) <= FEW:
        return column == any_(cast(found, ARRAY(Uuid)))
    return many


def _named(tokens: Sequence[str]) -> ColumnElement[bool]:
    """Every word, in any order, the last one by its beginning."""
    query = " & ".join(f"'{one}'" for one in tokens) + ":*"
    name = func.to_tsvector(literal_column("'simple'::regconfig"), PatientRow.name_folded)
    return name.bool_op("@@")(func.to_tsquery(literal_column("'simple'::regconfig"), query))


def _coded(position: Position, said: str, named: ColumnElement[bool] | None) -> tuple[Select[UUID], ColumnElement[bool]]:
    """Records by their code, their patient's, the identity number, or a name with digits in it: an index for each; and in one condition."""
    r, p = RecordRow, PatientRow
    own = [and_(r.facility == position.facility, one) for one in _like(r.code, said)]
    theirs = [and_(p.facility == position.facility, one) for one in (*_like(p.code, said), p.citizen_id == said)]
    theirs += [named] if named is not None else []
    found = [select(r.id.label("id")).where(one) for one in own]
    found += [select(r.id).join(p, p.id == r.patient).where(one) for one in theirs]
    either = union(*found).subquery()
    return select(either.c.id), or_(*own, *theirs)


def _like(column: InstrumentedAttribute[str], said: str) -> list[ColumnElement[bool]]:
    """The whole code; its beginning or its end when enough of it was typed."""
    digits, upper = sum(one.isdigit() for one in said), func.upper(column)
    ways = [upper == said]
    if digits >= BEGINS:
        ways.append(upper.startswith(said, autoescape=True))
    if digits >= ENDS:
        ways.append(func.reverse(upper).startswith(said[::-1], autoescape=True))
    return ways
