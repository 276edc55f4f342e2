"""Writes of occasions that people were told of."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import TrackId
from store.tables.occasions import OccasionRow


async def told(session: AsyncSession, track: TrackId, key: str, now: datetime) -> None:
    await session.execute(insert(OccasionRow).values(track=track, key=key, told_at=now).on_conflict_do_nothing())
