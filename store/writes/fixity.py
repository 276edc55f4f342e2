"""Writes of when archived records were last checked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, RecordId
from store.tables.fixity import FixityRow


async def archived(session: AsyncSession, record: RecordId, facility: FacilityId, now: datetime) -> None:
    """What is archived was read to be verified."""
    row = {"record": record, "facility": facility, "checked_at": now}
    await session.execute(insert(FixityRow).values(row).on_conflict_do_update(index_elements=["record"], set_={"checked_at": now}))


async def checked(session: AsyncSession, record: RecordId, damaged: Sequence[str], mended: bool, now: datetime) -> None:
    """What a reading found: files that stay damaged, and whether one was brought back."""
    values = {"checked_at": now, "damaged": list(damaged), "damaged_at": now if damaged else None}
    await session.execute(update(FixityRow).where(FixityRow.record == record).values(**values, **({"mended_at": now} if mended else {})))
