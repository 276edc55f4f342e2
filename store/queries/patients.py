"""Reads of patients: who they are, their records, and which records came from or went to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.errors import NotFound
from domain.names import FacilityId, PatientId, RecordId, Sha256
from domain.patients import Identity
from domain.records import RecordKind, RecordState
from store.tables.patients import MovedRecordRow, PatientMoveRow
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import PatientRow, RecordRow


@dataclass(frozen=True)
class PatientRecord:
    """A record of the patient, as a list shows it."""

    id: RecordId
    code: str
    state: RecordState
    kind: RecordKind
    department: str
    opened_at: datetime


@dataclass(frozen=True)
class Moved:
    """Records that went from one patient to another."""

    id: UUID
    source: str
    target: str
    """Their codes."""
    records: tuple[str, ...]
    """Codes."""
    whole: bool
    who: str
    at: datetime
    reason: Sha256


async def called(session: AsyncSession, facility: FacilityId, code: str, lock: bool = False) -> Identity:
    """The patient of this code. Raises: NotFound."""
    asked = select(PatientRow).where(PatientRow.facility == facility, PatientRow.code == code)
    row = (await session.execute(asked.with_for_update() if lock else asked)).scalar_one_or_none()
    if row is None:
        raise NotFound("patient", code)
    return _identity(row)


async def numbered(session: AsyncSession, facility: FacilityId, citizen_id: str) -> Identity | None:
    """Whoever has this identity number here."""
    rows = await session.execute(select(PatientRow).where(PatientRow.facility == facility, PatientRow.citizen_id == citizen_id))
    row = rows.scalar_one_or_none()
    return _identity(row) if row else None


async def known(session: AsyncSession, facility: FacilityId, code: str, citizen_id: str | None) -> Identity | None:
    """Whoever has this identity number here; else whoever has this code."""
    if citizen_id and (found := await numbered(session, facility, citizen_id)):
        return found
    row = (await session.execute(select(PatientRow).where(PatientRow.facility == facility, PatientRow.code == code))).scalar_one_or_none()
    return _identity(row) if row else None


async def of(session: AsyncSession, which: PatientId) -> Identity:
    """A patient that is there."""
    return _identity((await session.execute(select(PatientRow).where(PatientRow.id == which))).scalar_one())


async def records(session: AsyncSession, patient: PatientId) -> list[PatientRecord]:
    """Newest first."""
    r = RecordRow
    asked = select(r, DepartmentRow.name).join(DepartmentRow, DepartmentRow.id == r.department).where(r.patient == patient)
    rows = await session.execute(asked.order_by(r.opened_at.desc()))
    return [_record(row, department) for row, department in rows]


async def moves(session: AsyncSession, patient: PatientId) -> list[Moved]:
    """From or to this patient, newest first."""
    m, source, target = PatientMoveRow, aliased(PatientRow), aliased(PatientRow)
    asked = (
        select(m, source.code, target.code, PersonRow.name)
        .join(source, source.id == m.source)
        .join(target, target.id == m.target)
        .join(PersonRow, PersonRow.id == m.by)
        .where(or_(m.source == patient, m.target == patient))
        .order_by(m.at.desc(), m.id)
    )
    found = []
    for row, was, becomes, who in await session.execute(asked):
        moved = select(RecordRow.code).join(MovedRecordRow, MovedRecordRow.record == RecordRow.id).where(MovedRecordRow.move == row.id)
        codes = tuple((await session.execute(moved.order_by(RecordRow.code))).scalars())
        found.append(Moved(row.id, was, becomes, codes, row.whole, who, row.at, Sha256(row.reason)))
    return found


async def moves_of(session: AsyncSession, record: RecordId) -> list[dict[str, str]]:
    """From whom to whom this record went, by their codes, oldest first; without the words, which tell of two patients."""
    m, source, target = PatientMoveRow, aliased(PatientRow), aliased(PatientRow)
    asked = (
        select(m.at, source.code, target.code, PersonRow.name)
        .join(MovedRecordRow, MovedRecordRow.move == m.id)
        .join(source, source.id == m.source)
        .join(target, target.id == m.target)
        .join(PersonRow, PersonRow.id == m.by)
        .where(MovedRecordRow.record == record)
        .order_by(m.at, m.id)
    )
    rows = await session.execute(asked)
    return [{"at": at.isoformat(), "from": was, "to": becomes, "by": who} for at, was, becomes, who in rows]


def _record(row: RecordRow, department: str) -> PatientRecord:
    return PatientRecord(RecordId(row.id), row.code, RecordState(row.state), RecordKind(row.kind), department, row.opened_at)


def _identity(row: PatientRow) -> Identity:
    return Identity(PatientId(row.id), row.code, row.name, row.birth, row.citizen_id, row.temporary_code, row.sex)
