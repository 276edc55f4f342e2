"""Writes of what a department chose for its inpatients, and of what a record is kept on."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.cutovers import Cutover, RecordMedium
from store.tables.cutovers import CutoverRow, RecordMediumRow


async def choose(session: AsyncSession, made: Cutover) -> None:
    """Chosen again before the day, the newer choice stands."""
    said = {"choice": made.choice, "place": made.place.strip(), "by": made.by, "at": made.at}
    put = insert(CutoverRow).values(department=made.department, day=made.day, **said)
    await session.execute(put.on_conflict_do_update(index_elements=["department", "day"], set_=said))


async def mark(session: AsyncSession, made: RecordMedium) -> None:
    said = {"medium": made.medium, "day": made.day, "place": made.place.strip(), "by": made.by, "at": made.at}
    put = insert(RecordMediumRow).values(record=made.record, **said)
    await session.execute(put.on_conflict_do_update(index_elements=["record"], set_=said))
