"""Reads of what records that were under treatment during an outage owe: that all is entered."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.clock import day
from domain.errors import NotFound
from domain.names import DepartmentId, DocumentId, OutageId, PersonId, RecordId
from domain.outages import BackEntry, Entered
from domain.people import Position
from domain.records import RecordState
from domain.roles import Role
from domain.signatures import Ended
from domain.values import moment
from store.queries.errands import Errand
from store.queries.outages import newest_marks
from store.queries.signatures import Document, Version, record_documents
from store.tables.outages import BackEntryRow, OutageRow, OutageSheetRow
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, VersionRow

TOLD_AT = {"sheet": ("acted_at",), "order": ("ordered_at",), "result": ("resulted_at", "taken_at")}
"""Kind of a document → where its data tells when it was done."""
MOST = 500
"""Records of an outage's page."""


@dataclass(frozen=True)
class BackEntryLine:
    """What one record owes, with the words of a list."""

    entry: BackEntry
    code: str
    """Of the record."""
    patient: str
    birth: date
    department: str
    """Where the patient is treated now."""
    treated_in: DepartmentId
    """The same, by its id."""
    doctor: PersonId
    doctor_name: str
    state: RecordState
    confirmed_by: str


@dataclass(frozen=True)
class Owing:
    """Somebody who treats records that are not confirmed, in one department."""

    doctor: PersonId
    department: DepartmentId
    records: int


def counts() -> ScalarSelect[int]:
    """How many documents of a record carry the mark on the version that is newest and was not taken back."""
    s, d, v, b = OutageSheetRow, DocumentRow, VersionRow, BackEntryRow
    return (
        select(func.count())
        .select_from(s)
        .join(d, and_(d.id == s.document, d.current == s.version))
        .join(v, and_(v.document == s.document, v.number == s.version))
        .where(s.outage == b.outage, s.record == b.record, v.ended.is_(None))
        .correlate(BackEntryRow)
        .scalar_subquery()
    )


async def back_entry(session: AsyncSession, which: OutageId, record: RecordId) -> BackEntryLine:
    """Raises: NotFound."""
    rows = (await session.execute(_lines(BackEntryRow.outage == which, BackEntryRow.record == record))).all()
    if not rows:
        raise NotFound("back_entry", record)
    return _line(*rows[0])


async def lock(session: AsyncSession, which: OutageId, record: RecordId) -> None:
    """Nobody else confirms the record, or enters a sheet with the mark into it, until this transaction ends."""
    await session.get(BackEntryRow, (which, record), with_for_update=True, populate_existing=True)


async def confirmed_by(session: AsyncSession, which: OutageId, record: RecordId) -> PersonId | None:
    """Who confirmed the record; None while it is not confirmed, or owes nothing."""
    b = BackEntryRow
    found = (await session.execute(select(b.confirmed_by).where(b.outage == which, b.record == record))).scalar_one_or_none()
    return PersonId(found) if found else None


async def counted(session: AsyncSession, which: OutageId, document: DocumentId, version: int) -> bool:
    """Whether this version of a document carries the mark and was not taken back."""
    s, v = OutageSheetRow, VersionRow
    mine = (s.document == document, s.version == version, s.outage == which, v.ended.is_distinct_from(Ended.WITHDRAWN))
    asked = select(exists().where(*mine, v.document == s.document, v.number == s.version))
    return bool((await session.execute(asked)).scalar_one())


async def entered(session: AsyncSession, record: RecordId) -> list[Entered]:
    """Documents of a record that tell when they were done, by the newest version that was not refused or taken back, oldest first."""
    documents = await record_documents(session, record)
    marked = await newest_marks(session, [document.id for document, _ in documents])
    return [one for document, version in documents if (one := _entered(document, version, marked.get(document.id)))]


def _entered(document: Document, version: Version, marked: OutageId | None) -> Entered | None:
    told = version.data or {}
    at = next((at for name in TOLD_AT.get(document.subject_kind, ()) if (at := moment(told.get(name)))), None)
    if at is None or version.chain.ended:
        return None
    plain = document.subject_kind == "sheet" and document.adds_to is None
    return Entered(document.title, at, document.created_at, version.chain.complete, marked, plain)


async def back_entries(session: AsyncSession, which: OutageId, position: Position) -> list[BackEntryLine]:
    """What the records owe that this position answers for, or oversees: not confirmed first."""
    return [_line(*row) for row in await session.execute(_lines(BackEntryRow.outage == which, _answers(position)).limit(MOST))]


def _answers(position: Position) -> ColumnElement[bool]:
    """Of whoever treats: their department's, and their own patients wherever; offices see all of the facility."""
    b, r = BackEntryRow, RecordRow
    if position.role not in (Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD):
        return r.facility == position.facility
    place = position.department or ""
    return (r.facility == position.facility) & or_(r.doctor == position.person, r.department == place, b.department == place)


def _lines(*wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    b, r, p = BackEntryRow, RecordRow, PatientRow
    other = aliased(PersonRow)
    by = select(other.name).where(other.id == b.confirmed_by).scalar_subquery()
    return (
        select(b, counts(), r.code, p.name, p.birth, DepartmentRow.name, r.department, r.doctor, PersonRow.name, r.state, by)
        .join(r, r.id == b.record)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .join(PersonRow, PersonRow.id == r.doctor)
        .where(*wanted)
        .order_by(b.confirmed_at.is_not(None), DepartmentRow.name, r.code)
    )


def _line(
    row: BackEntryRow,
    sheets: int,
    code: str,
    patient: str,
    birth: date,
    department: str,
    treated_in: str,
    doctor: UUID,
    doctor_name: str,
    state: str,
    confirmed_by: str | None,
) -> BackEntryLine:
    entry = BackEntry(OutageId(row.outage), RecordId(row.record), DepartmentId(row.department), sheets)
    if row.confirmed_by:
        told = sheets if row.sheets is None else row.sheets
        entry = replace(entry, sheets=told, confirmed_by=PersonId(row.confirmed_by), confirmed_at=row.confirmed_at)
    treating = DepartmentId(treated_in), PersonId(doctor)
    return BackEntryLine(entry, code, patient, birth, department, *treating, doctor_name, RecordState(state), confirmed_by or "")


async def owing(session: AsyncSession, which: OutageId) -> list[Owing]:
    """Who treats the records that are not confirmed."""
    b, r = BackEntryRow, RecordRow
    rows = await session.execute(
        select(r.doctor, r.department, func.count())
        .select_from(b)
        .join(r, r.id == b.record)
        .where(b.outage == which, b.confirmed_at.is_(None))
        .group_by(r.doctor, r.department)
        .order_by(r.doctor, r.department)
    )
    return [Owing(PersonId(doctor), DepartmentId(department), many) for doctor, department, many in rows]


def owed(record: RecordId) -> Select[UUID, datetime, datetime | None, str]:
    """Times of the outages for which the record is not confirmed, and the treating doctor's name: those that are over, or were told to
    be. One whose end was taken back has a term still."""
    b, o = BackEntryRow, OutageRow
    over = and_(o.withdrawn_at.is_(None), or_(o.ended_at.is_not(None), o.due_at.is_not(None)))
    return (
        select(o.id, o.started_at, o.ended_at, PersonRow.name)
        .join(b, b.outage == o.id)
        .join(RecordRow, RecordRow.id == b.record)
        .join(PersonRow, PersonRow.id == RecordRow.doctor)
        .where(b.record == record, b.confirmed_at.is_(None), over)
        .order_by(o.started_at)
    )


async def to_confirm(session: AsyncSession, position: Position) -> list[Errand]:
    """Records of the own patients that owe their confirmation; the head is waited for when they are overdue. A line an outage."""
    b, o, r = BackEntryRow, OutageRow, RecordRow
    now = func.now()  # opened, it is judged again by the clock of the house
    mine: ColumnElement[bool] = r.doctor == position.person
    if position.role is Role.HEAD and position.department:
        mine = mine | ((r.department == position.department) & (o.due_at < now))
    rows = await session.execute(
        select(o.id, o.ended_at, o.due_at, func.count())
        .join(b, b.outage == o.id)
        .join(r, r.id == b.record)
        .where(mine, o.facility == position.facility, b.confirmed_at.is_(None), o.withdrawn_at.is_(None), o.ended_at.is_not(None))
        .group_by(o.id, o.ended_at, o.due_at)
    )
    return [
        Errand("back_entry", f"/outages/{which}", "", ended, day(due) if due else None, many) for which, ended, due, many in rows if ended
    ]


async def told_of(session: AsyncSession, record: RecordId) -> tuple[dict[str, Any], ...]:
    """Each outage in which the record was under treatment, who confirmed what, and the versions with its mark: for its archive.

    What was withdrawn was no outage.
    """
    b, o, s = BackEntryRow, OutageRow, OutageSheetRow
    confirmed = await session.execute(
        select(o, b).join(b, b.outage == o.id).where(b.record == record, o.withdrawn_at.is_(None)).order_by(o.started_at)
    )
    versions = await session.execute(select(s).where(s.record == record).order_by(s.entered_at))
    entered: dict[UUID, list[dict[str, Any]]] = {}
    for row in versions.scalars():
        said = {"document": row.document, "version": row.version, "acted_at": row.acted_at, "entered_at": row.entered_at}
        entered.setdefault(row.outage, []).append(said)
    owed_for = [(outage, entry) for outage, entry in confirmed]
    others = entered.keys() - {outage.id for outage, _ in owed_for}
    more = (await session.execute(select(o).where(o.id.in_(others)).order_by(o.started_at))).scalars().all() if others else []
    return tuple(_told(outage, entry, entered.get(outage.id, [])) for outage, entry in (*owed_for, *((one, None) for one in more)))


def _told(outage: OutageRow, entry: BackEntryRow | None, entered: list[dict[str, Any]]) -> dict[str, Any]:
    times = {"outage": outage.id, "started_at": outage.started_at, "ended_at": outage.ended_at, "planned": outage.planned}
    confirmed = {"confirmed_at": entry.confirmed_at if entry else None, "confirmed_by": entry.confirmed_by if entry else None}
    return {**times, **confirmed, "entered_afterwards": entered}


async def treated_in(session: AsyncSession, which: OutageId, record: RecordId) -> DepartmentId | None:
    """The department concerned in which the patient was treated then, as far as that was kept."""
    b = BackEntryRow
    found = (await session.execute(select(b.department).where(b.outage == which, b.record == record))).scalar_one_or_none()
    return DepartmentId(found) if found else None
