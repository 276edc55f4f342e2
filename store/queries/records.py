"""Reads of records: a page of them, one of them, what is missing, who reaches it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy import exists as sql_exists
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from domain.clock import clock_time
from domain.cutovers import RecordMedium
from domain.errors import NotFound
from domain.names import DepartmentId, FacilityId, PatientId, PersonId, RecordId
from domain.orders import LineState
from domain.people import Position
from domain.records import OVER, Missing, Outcome, Record, RecordKind, RecordState
from domain.roles import Role
from domain.signatures import Ended
from store.queries import back_entries, cutovers, owing
from store.queries.held import is_held
from store.tables.orders import LineRow, OrderRow
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import GuestRow, PatientRow, RecordCodeRow, RecordRow
from store.tables.shortcomings import ShortcomingRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow

UNFINISHED: Mapping[str | None, str] = {None: "chưa ký đủ", Ended.WITHDRAWN: "đã rút lại, chưa lập lại"}
"""How the newest version ended → what is missing; else a signer refused it."""


@dataclass(frozen=True)
class Patient:
    id: PatientId
    code: str
    citizen_id: str | None
    temporary_code: str | None
    name: str
    birth: date
    sex: str


@dataclass(frozen=True)
class RecordPage:
    """A record with the words around it; `clinical` is None once archived."""

    record: Record
    patient: Patient
    department: str
    doctor: str
    clinical: dict[str, Any] | None
    retention_class: str | None
    keep_until: date | None
    archive_sha256: str | None
    held: bool = False
    """A hold keeps it from disposal."""
    retention_edition: str | None = None
    untold: datetime | None = None
    """Since when its archived object says something else of the patient, or of transfers, than the rows."""
    found_by: str | None = None
    """The code of the main diagnosis as it is searched for, also once the clinical values left the rows."""
    medium: RecordMedium | None = None
    """Of a record that was begun on paper: on what it is kept, and where its paper lies."""


def _record(row: RecordRow) -> Record:
    return Record(
        RecordId(row.id),
        FacilityId(row.facility),
        row.code,
        PatientId(row.patient),
        DepartmentId(row.department),
        PersonId(row.doctor),
        RecordState(row.state),
        row.opened_at,
        row.discharged_at,
        Outcome(row.outcome) if row.outcome else None,
        row.received_at,
        row.archive_at,
        row.archived_at,
        RecordKind(row.kind),
        row.complete_by,
        row.remind_at,
    )


def team_reads(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Records that those who treated still read: not archived, or within the term set at archiving (Luật KCB Đ69 k3–k4)."""
    r = RecordRow
    return or_(and_(r.team_until.is_(None), r.archived_at.is_(None)), r.team_until > now)


def reached_by(position: Position, now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """The records a position reaches by right: its department treats, performs for, or is invited to, until the team's reach ends.

    Offices reach the facility's. Whoever else sees a record does so by a grant (store/queries/grants.py).
    """
    here = RecordRow.facility == position.facility
    if position.role in (Role.RECORDS_OFFICER, Role.INTEGRATOR):
        return here
    if position.role not in (Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD):
        return RecordRow.id.is_(None)
    mine = position.department
    performs = sql_exists().where(OrderRow.record == RecordRow.id, LineRow.order == OrderRow.id, LineRow.department == mine)
    invited = sql_exists().where(GuestRow.record == RecordRow.id, GuestRow.department == mine)
    return here & team_reads(now) & or_(RecordRow.department == mine, performs, invited)


async def reaches(session: AsyncSession, position: Position, which: RecordId, now: datetime) -> bool:
    rows = await session.execute(select(RecordRow.id).where(RecordRow.id == which, reached_by(position, now)))
    return rows.scalar_one_or_none() is not None


async def team_still(session: AsyncSession, which: RecordId, now: datetime) -> bool:
    """Whether those who treated still read the record."""
    rows = await session.execute(select(RecordRow.id).where(RecordRow.id == which, team_reads(now)))
    return rows.scalar_one_or_none() is not None


async def untold(session: AsyncSession, facility: FacilityId, limit: int) -> list[RecordId]:
    """Archived records whose object says something else of the patient, or of transfers, than the rows, the longest so first."""
    r = RecordRow
    asked = select(r.id).where(r.facility == facility, r.untold_since.is_not(None), r.state == RecordState.ARCHIVED)
    return [RecordId(one) for one in (await session.execute(asked.order_by(r.untold_since).limit(limit))).scalars()]


async def exists(session: AsyncSession, which: RecordId) -> bool:
    return await session.get(RecordRow, which) is not None


async def record(session: AsyncSession, which: RecordId, lock: bool = False) -> Record:
    """Raises: NotFound."""
    return await _found(session, which, lock)


async def steady_record(session: AsyncSession, which: RecordId) -> Record:
    """The record, whose state nobody changes until this transaction ends; others may act on it beside. Raises: NotFound."""
    return await _found(session, which, {"read": True})


async def _found(session: AsyncSession, which: RecordId, lock: bool | dict[str, bool]) -> Record:
    row = await session.get(RecordRow, which, with_for_update=lock, populate_existing=bool(lock))
    if row is None:
        raise NotFound("record", which)
    return _record(row)


async def birth(session: AsyncSession, patient: PatientId) -> date:
    """The patient's birthday."""
    return (await session.execute(select(PatientRow.birth).where(PatientRow.id == patient))).scalar_one()


async def page(session: AsyncSession, which: RecordId) -> RecordPage:
    r, p = RecordRow, PatientRow
    rows = await session.execute(
        select(r, p, DepartmentRow.name, PersonRow.name, is_held(), RecordCodeRow.code)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .join(PersonRow, PersonRow.id == r.doctor)
        .outerjoin(RecordCodeRow, RecordCodeRow.record == r.id)
        .where(r.id == which)
    )
    found = rows.one_or_none()
    if found is None:
        raise NotFound("record", which)
    row, patient, department, doctor, held, code = found
    return RecordPage(
        _record(row),
        _patient(patient),
        department,
        doctor,
        row.clinical,
        row.retention_class,
        row.keep_until,
        row.archive_sha256,
        held,
        row.retention_edition,
        row.untold_since,
        code,
        await cutovers.medium(session, which),
    )


def _patient(row: PatientRow) -> Patient:
    return Patient(PatientId(row.id), row.code, row.citizen_id, row.temporary_code, row.name, row.birth, row.sex)


async def missing(session: AsyncSession, which: RecordId, slips: Mapping[str, str]) -> tuple[Missing, ...]:
    """Open lines and unfinished documents of a record, and who owes each; of a patient transferred out the slip that was not drawn up.

    `slips`: code → name of the forms that are such a slip.

    Nobody owes the sheet of an order without a living line, nor one drawn up by its form that its author took back, nor a version that
    was not signed in place of a complete one: that one stands.
    """
    lines = await session.execute(
        select(LineRow.name, DepartmentRow.name)
        .join(OrderRow, OrderRow.id == LineRow.order)
        .join(DepartmentRow, DepartmentRow.id == LineRow.department)
        .where(OrderRow.record == which, LineRow.state.not_in(("approved", "cancelled")))
        .order_by(OrderRow.ordered_at, LineRow.number)
    )
    v, d = VersionRow, DocumentRow
    living = sql_exists().where(OrderRow.document == d.id, LineRow.order == OrderRow.id, LineRow.state != LineState.CANCELLED)
    before = aliased(VersionRow)
    stands = sql_exists().where(before.document == d.id, before.completed_at.is_not(None))
    void = ((d.subject_kind == "order") & ~living) | ((d.subject_kind == "sheet") & ((v.ended == Ended.WITHDRAWN) | stands))
    papers = await session.execute(
        select(d.id, d.title, v.ended)
        .join(v, (v.document == d.id) & (v.number == d.current))
        .where(d.record == which, d.subject_kind != "closing", v.completed_at.is_(None), ~(v.ended.is_not(None) & void))
        .order_by(d.created_at)
    )
    s = ShortcomingRow
    owed = await session.execute(
        select(s.what, PersonRow.name)
        .join(PersonRow, PersonRow.id == s.owed_by)
        .where(s.record == which, s.mended_at.is_(None))
        .order_by(s.version, s.number)
    )
    after = await session.execute(back_entries.owed(which))
    acting = await owing.who_acts(session, which)
    return (
        *(Missing("shortcoming", f"Bổ sung theo yêu cầu: {what}", name) for what, name in owed),
        *(Missing("back_entry", _unconfirmed(since, until), name, str(outage)) for outage, since, until, name in after),
        *(Missing("line", f"Chỉ định chưa xong: {name}", department) for name, department in lines),
        *await _unslipped(session, which, slips),
        *(_unfinished(title, ended, acting[one]) for one, title, ended in papers if one in acting),  # else it was finished meanwhile
    )


def _unfinished(title: str, ended: str | None, owed_by: str) -> Missing:
    return Missing("document", f"Văn bản {UNFINISHED.get(ended, 'bị từ chối')}: {title}", owed_by)


async def _unslipped(session: AsyncSession, which: RecordId, slips: Mapping[str, str]) -> list[Missing]:
    """One that is drawn up and not signed is an unfinished document like any other."""
    r, d, v = RecordRow, DocumentRow, VersionRow
    standing = (v.number == d.current) & v.ended.is_distinct_from(Ended.WITHDRAWN)
    drawn_up = sql_exists().where(d.record == r.id, d.form.in_(slips), v.document == d.id, v.completed_at.is_not(None) | standing)
    rows = await session.execute(
        select(PersonRow.name).join(r, r.doctor == PersonRow.id).where(r.id == which, r.outcome == Outcome.TRANSFERRED, ~drawn_up)
    )
    return [Missing("slip", f"Chưa lập: {next(iter(slips.values()))}", doctor) for doctor in rows.scalars() if slips]


def _unconfirmed(since: datetime, until: datetime | None) -> str:
    ending = f"đến {clock_time(until)}" if until else "(chưa hết)"
    return f"Chưa xác nhận đã nhập đủ sau gián đoạn hệ thống từ {clock_time(since)} {ending}"


async def unpreserved(session: AsyncSession, which: RecordId) -> int:
    """How many versions of the record wait for preservation, or for the time stamp of a signature."""
    v, d, s = VersionRow, DocumentRow, SignatureRow
    unstamped = sql_exists().where(s.document == v.document, s.version == v.number, s.stamped_at.is_(None))
    rows = await session.execute(
        select(v.number)
        .join(d, d.id == v.document)
        .where(d.record == which, v.ended.is_(None) | v.completed_at.is_not(None) | unstamped, v.preserved.is_(None))
    )
    return len(rows.all())


async def guests(session: AsyncSession, which: RecordId) -> list[tuple[DepartmentId, str, str]]:
    """Invited departments: id, name, reason."""
    rows = await session.execute(
        select(GuestRow.department, DepartmentRow.name, GuestRow.reason)
        .join(DepartmentRow, DepartmentRow.id == GuestRow.department)
        .where(GuestRow.record == which)
        .order_by(GuestRow.invited_at)
    )
    return [(DepartmentId(one), name, reason) for one, name, reason in rows]


async def open_records(session: AsyncSession) -> list[RecordId]:
    """Records whose workflow should be open: neither archived nor destroyed."""
    rows = await session.execute(select(RecordRow.id).where(RecordRow.state.not_in(OVER)))
    return [RecordId(one) for one in rows.scalars()]
