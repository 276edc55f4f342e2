"""Reads of what a department needs on paper when the house cannot be used: patients, what waits for whom, critical values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DepartmentId, FacilityId, RecordId
from domain.orders import LineState
from domain.records import RecordState
from store.queries.orders import alarming_rows
from store.tables.orders import LineRow, OrderRow, ResultRow
from store.tables.people import DepartmentRow, FacilityRow, PersonRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, TaskRow, VersionRow

CARED_FOR = (RecordState.OPEN, RecordState.DISCHARGED)
"""Records whose department still has something to do."""


@dataclass(frozen=True)
class Treated:
    """A patient under treatment."""

    record: RecordId
    code: str
    """Of the record."""
    patient: str
    patient_code: str
    birth: date
    sex: str
    doctor: str
    diagnosis: str
    """As the record has it; what the patient came with while nobody told one."""


@dataclass(frozen=True)
class Waiting:
    """A step of a document, and everybody it waits for."""

    record: RecordId
    code: str
    title: str
    step: str
    who: tuple[str, ...]
    due_at: datetime


@dataclass(frozen=True)
class OpenLine:
    """A service that was ordered and is not done."""

    record: RecordId
    code: str
    patient: str
    service: str
    place: str
    state: LineState


@dataclass(frozen=True)
class Alarming:
    """A critical value nobody confirmed to know."""

    record: RecordId
    code: str
    patient: str
    title: str
    at: datetime
    doctor: str


@dataclass(frozen=True)
class Inbox:
    """What a department has to do."""

    patients: tuple[Treated, ...]
    tasks: tuple[Waiting, ...]
    lines: tuple[OpenLine, ...]
    alerts: tuple[Alarming, ...]

    @property
    def named(self) -> list[RecordId]:
        """Every record of which something is printed, of whatever department."""
        return sorted({one.record for part in (self.patients, self.tasks, self.lines, self.alerts) for one in part})


async def inbox(session: AsyncSession, department: DepartmentId) -> Inbox:
    return Inbox(
        tuple(await treated(session, department)),
        tuple(await waiting(session, department)),
        tuple(await open_lines(session, department)),
        tuple(await alarming(session, department)),
    )


async def treated(session: AsyncSession, department: DepartmentId) -> list[Treated]:
    """Whoever is under treatment there, by name."""
    r, p = RecordRow, PatientRow
    rows = await session.execute(
        select(r.id, r.code, p.name, p.code, p.birth, p.sex, PersonRow.name, r.clinical)
        .join(p, p.id == r.patient)
        .join(PersonRow, PersonRow.id == r.doctor)
        .where(r.department == department, r.state == RecordState.OPEN)
        .order_by(p.name_folded, r.code)
    )
    return [
        Treated(RecordId(which), code, name, number, birth, sex, doctor, _diagnosis(clinical or {}))
        for which, code, name, number, birth, sex, doctor, clinical in rows
    ]


def _diagnosis(clinical: Mapping[str, Any]) -> str:
    return str(clinical.get("diagnosis") or clinical.get("reason") or "")


async def waiting(session: AsyncSession, department: DepartmentId) -> list[Waiting]:
    """Open tasks on documents of its records, what is due first."""
    t, d, r = TaskRow, DocumentRow, RecordRow
    names = func.array_agg(aggregate_order_by(PersonRow.name, PersonRow.name))
    rows = await session.execute(
        select(r.id, r.code, d.title, t.step, VersionRow.chain, names, func.min(t.due_at))
        .join(d, d.id == t.document)
        .join(r, r.id == d.record)
        .join(VersionRow, (VersionRow.document == t.document) & (VersionRow.number == t.version))
        .join(PersonRow, PersonRow.id == t.person)
        .where(r.department == department, r.state.in_(CARED_FOR), t.done_at.is_(None))
        .group_by(t.document, t.version, t.step, r.id, r.code, d.title, VersionRow.chain)
        .order_by(func.min(t.due_at), r.code)
    )
    return [
        Waiting(RecordId(which), code, title, next((one["title"] for one in chain["steps"] if one["name"] == step), step), tuple(who), due)
        for which, code, title, step, chain, who, due in rows
    ]


async def open_lines(session: AsyncSession, department: DepartmentId) -> list[OpenLine]:
    """Services ordered in its records, or that it performs for others, which are not done."""
    o, n, r, p = OrderRow, LineRow, RecordRow, PatientRow
    rows = await session.execute(
        select(r.id, r.code, p.name, n.name, DepartmentRow.name, n.state)
        .join(o, o.id == n.order)
        .join(r, r.id == o.record)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == n.department)
        .where((r.department == department) | (n.department == department), n.state.not_in((LineState.APPROVED, LineState.CANCELLED)))
        .order_by(o.ordered_at, n.number)
    )
    return [
        OpenLine(RecordId(which), code, patient, service, place, LineState(state)) for which, code, patient, service, place, state in rows
    ]


async def alarming(session: AsyncSession, department: DepartmentId) -> list[Alarming]:
    """Critical values of its records, or of orders placed there, that nobody confirmed to know."""
    s, o, r, p = ResultRow, OrderRow, RecordRow, PatientRow
    rows = await session.execute(
        select(r.id, r.code, p.name, DocumentRow.title, s.critical_at, PersonRow.name)
        .join(o, o.id == s.order)
        .join(r, r.id == o.record)
        .join(p, p.id == r.patient)
        .join(DocumentRow, DocumentRow.id == s.document)
        .join(PersonRow, PersonRow.id == o.doctor)
        .where(alarming_rows(), (r.department == department) | (o.department == department))
        .order_by(s.critical_at)
    )
    return [Alarming(RecordId(which), code, patient, title, at, doctor) for which, code, patient, title, at, doctor in rows if at]


async def departments(session: AsyncSession) -> list[tuple[FacilityId, DepartmentId, str]]:
    """Every department with a patient under treatment, of every facility."""
    r, d = RecordRow, DepartmentRow
    rows = await session.execute(
        select(d.facility, d.id, d.name)
        .join(FacilityRow, FacilityRow.id == d.facility)
        .where(d.id.in_(select(r.department).where(r.state == RecordState.OPEN)))
        .order_by(d.facility, d.id)
    )
    return [(FacilityId(facility), DepartmentId(which), name) for facility, which, name in rows]
