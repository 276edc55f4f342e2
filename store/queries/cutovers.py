"""Reads of what departments chose for their inpatients, and on what a record is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.cutovers import Choice, Cutover, Medium, RecordMedium
from domain.names import DepartmentId, PersonId, RecordId
from store.tables.cutovers import CutoverRow, RecordMediumRow
from store.tables.records import PatientRow, RecordRow

CURRENT = ("open", "discharged")
"""States of a record that is still being written."""


@dataclass(frozen=True)
class Inpatient:
    """A record under treatment on the day the list is made, with what was chosen for it."""

    record: RecordId
    code: str
    patient: str
    opened_at: datetime
    medium: RecordMedium | None


async def inpatients(session: AsyncSession, department: DepartmentId, lock: bool = False) -> Sequence[Inpatient]:
    """Records the department treats now, the longest there first; with `lock` none is moved or closed until the act ends."""
    r, m = RecordRow, RecordMediumRow
    query = (
        select(r.id, r.code, PatientRow.name, r.opened_at, m)
        .join(PatientRow, PatientRow.id == r.patient)
        .outerjoin(m, m.record == r.id)
        .where(r.department == department, r.state.in_(CURRENT), r.kind != "visit")
        .order_by(r.opened_at, r.id)
    )
    rows = await session.execute(query.with_for_update(of=r) if lock else query)
    return [Inpatient(RecordId(which), code, name, at, _medium(row) if row else None) for which, code, name, at, row in rows]


async def medium(session: AsyncSession, record: RecordId) -> RecordMedium | None:
    """None for a record that is electronic from its first sheet on."""
    row = await session.get(RecordMediumRow, record, populate_existing=True)
    return _medium(row) if row else None


async def cutover(session: AsyncSession, department: DepartmentId, day: date) -> Cutover | None:
    row = await session.get(CutoverRow, (department, day), populate_existing=True)
    if row is None:
        return None
    return Cutover(DepartmentId(row.department), row.day, Choice(row.choice), row.place, PersonId(row.by), row.at)


def _medium(row: RecordMediumRow) -> RecordMedium:
    return RecordMedium(RecordId(row.record), Medium(row.medium), row.day, row.place, PersonId(row.by), row.at)
