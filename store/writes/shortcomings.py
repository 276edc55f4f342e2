"""Writes of what returned records lack."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId, RecordId, ShortcomingId, id_of
from domain.shortcomings import NewShortcoming
from store.tables.shortcomings import ShortcomingRow


async def tell(session: AsyncSession, record: RecordId, version: int, new: Sequence[NewShortcoming], by: PersonId, now: datetime) -> None:
    """Keeps what a version of the closing sheet was returned for."""
    session.add_all(
        ShortcomingRow(
            id=id_of("shortcoming", record, version, number),
            record=record,
            version=version,
            number=number,
            what=one.what.strip(),
            owed_by=one.owed_by,
            due=one.due,
            told_by=by,
            told_at=now,
        )
        for number, one in enumerate(new, 1)
    )
    await session.flush()


async def mend(session: AsyncSession, which: ShortcomingId, by: PersonId, now: datetime) -> None:
    await session.execute(update(ShortcomingRow).where(ShortcomingRow.id == which).values(mended_at=now, mended_by=by))


async def forget(session: AsyncSession, record: RecordId) -> None:
    """The words leave the rows with all that is clinical; the archived object has them."""
    await session.execute(update(ShortcomingRow).where(ShortcomingRow.record == record).values(what=None))
