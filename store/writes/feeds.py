"""Writes of calendar feeds: their secrets, how often they were read, and what was told."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import case, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.feeds import Feed, Stamped
from domain.names import FeedId
from store.tables.feeds import FeedEntryRow, FeedRow

HOUR = timedelta(hours=1)


async def make(session: AsyncSession, feed: Feed, secret: str, now: datetime) -> None:
    """Gives the feed this secret (its SHA-256); the one before is void."""
    new = {"secret": secret, "made_at": now, "revoked_at": None, "read_at": None}
    row = {"id": feed.id, "position": feed.position, "kind": feed.kind, "track": feed.track, **new}
    await session.execute(insert(FeedRow).values(row).on_conflict_do_update(index_elements=["id"], set_=new))


async def revoke(session: AsyncSession, feed: FeedId, now: datetime) -> bool:
    """True when there was an address to make void."""
    of = (FeedRow.id == feed, FeedRow.secret.is_not(None))
    made = await session.execute(update(FeedRow).where(*of).values(secret=None, revoked_at=now).returning(FeedRow.id))
    return made.scalar_one_or_none() is not None


async def read(session: AsyncSession, feed: FeedId, most: int, now: datetime) -> bool:
    """Counts a read; False when it is one too many within an hour, and then it is not counted."""
    f = FeedRow
    over = or_(f.window_at.is_(None), f.window_at <= now - HOUR)
    values = {"read_at": now, "window_at": case((over, now), else_=f.window_at), "reads": case((over, 1), else_=f.reads + 1)}
    made = await session.execute(update(f).where(f.id == feed, or_(over, f.reads < most)).values(values).returning(f.id))
    return made.scalar_one_or_none() is not None


async def tell(session: AsyncSession, feed: FeedId, changed: Iterable[Stamped]) -> None:
    """Keeps what is told anew; of two readers at the same moment the later one's stands."""
    rows = [
        {"feed": feed, "uid": one.entry.uid, "digest": one.entry.digest, "sequence": one.sequence, "changed_at": one.changed_at}
        for one in changed
    ]
    if rows:
        new = insert(FeedEntryRow)
        kept = {name: new.excluded[name] for name in ("digest", "sequence", "changed_at")}
        await session.execute(new.on_conflict_do_update(index_elements=["feed", "uid"], set_=kept), rows)
