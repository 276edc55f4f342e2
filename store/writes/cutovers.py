"""Writes of what a department chose for its inpatients, and of what a record is kept on."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.cutovers import Choice, Cutover, RecordMedium
from domain.names import DepartmentId, PersonId
from store.tables.cutovers import CutoverRow, RecordMediumRow
from store.tables.records import RecordRow


async def choose(session: AsyncSession, made: Cutover) -> None:
    """Chosen again before the day, the newer choice stands."""
    said = {"choice": made.choice, "place": made.place.strip(), "by": made.by, "at": made.at}
    put = insert(CutoverRow).values(department=made.department, day=made.day, **said)
    await session.execute(put.on_conflict_do_update(index_elements=["department", "day"], set_=said))


async def mark(session: AsyncSession, made: RecordMedium) -> None:
    said = {"medium": made.medium, "day": made.day, "place": made.place.strip(), "by": made.by, "at": made.at}
    put = insert(RecordMediumRow).values(record=made.record, **said)
    await session.execute(put.on_conflict_do_update(index_elements=["record"], set_=said))


async def move(session: AsyncSession, department: DepartmentId, was: date | None, to: date) -> None:
    """The department's day moved before it came: what its head chose for its records counts from the new one."""
    if was is None or was == to:
        return
    of = (CutoverRow.department == department, CutoverRow.day.in_((was, to)))
    made = (await session.execute(select(CutoverRow).where(*of).order_by(CutoverRow.at.desc()).limit(1))).scalar_one_or_none()
    if made is None:
        return
    await choose(session, Cutover(department, to, Choice(made.choice), made.place, PersonId(made.by), made.at))
    mine = select(RecordRow.id).where(RecordRow.department == department)
    await session.execute(update(RecordMediumRow).where(RecordMediumRow.day == was, RecordMediumRow.record.in_(mine)).values(day=to))
