"""Who is to act on a document that is not complete: people and posts, never a connected system."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.names import RecordId
from domain.roles import TITLES, Role
from store.tables.people import DepartmentRow, PersonRow, PositionRow
from store.tables.records import RecordRow
from store.tables.signatures import DocumentRow, TaskRow, VersionRow

MOST = 3
"""Names in one line; more people are counted."""


async def who_acts(session: AsyncSession, record: RecordId) -> dict[UUID, str]:
    """Unfinished document of the record → in words, who is to act on its newest version.

    Those it waits for. When it waits for nobody: its author; of one that a connected system brought the head of the department that
    performs it, and where none does, the treating doctor.
    """
    d, v = DocumentRow, VersionRow
    by_machine = exists().where(PositionRow.id == v.position, PositionRow.role == Role.INTEGRATOR)
    performing = func.coalesce(v.chain["departments"]["performing"].astext, "")
    doctor = aliased(PersonRow)
    rows = await session.execute(
        select(d.id, PersonRow.name, by_machine, DepartmentRow.name, doctor.name)
        .join(v, (v.document == d.id) & (v.number == d.current))
        .join(PersonRow, PersonRow.id == v.author)
        .join(RecordRow, RecordRow.id == d.record)
        .join(doctor, doctor.id == RecordRow.doctor)
        .outerjoin(DepartmentRow, DepartmentRow.id == performing)
        .where(d.record == record, v.completed_at.is_(None))
    )
    asked = await _asked(session, record)
    return {row[0]: _one_of(asked[row[0]]) if row[0] in asked else _answerable(row) for row in rows}


async def _asked(session: AsyncSession, record: RecordId) -> dict[UUID, list[str]]:
    """Document → names of those with an open task on its newest version."""
    d, v, t = DocumentRow, VersionRow, TaskRow
    rows = await session.execute(
        select(d.id, PersonRow.name)
        .join(v, (v.document == d.id) & (v.number == d.current))
        .join(t, (t.document == d.id) & (t.version == d.current))
        .join(PersonRow, PersonRow.id == t.person)
        .where(d.record == record, v.ended.is_(None), t.done_at.is_(None))
        .order_by(t.asked_at, PersonRow.name)
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for document, name in rows:
        found[document].append(name)
    return found


def _answerable(row: "Row[UUID, str, bool, str | None, str]") -> str:
    _, author, by_machine, department, doctor = row
    if not by_machine:
        return author
    return f"{TITLES[Role.HEAD]}, {department}" if department else doctor


def _one_of(names: Sequence[str]) -> str:
    """Whoever of them acts first does it for all: `Bùi Đức Thọ hoặc Đặng Thị Thuỳ`."""
    more = f" hoặc {len(names) - MOST} người khác" if len(names) > MOST else ""
    return " hoặc ".join(names[:MOST]) + more
