"""What the clock sweeps: files without a row, sessions that are over."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from domain.clock import Clock
from store.engine import Sessions
from store.queries import blobs
from store.writes import people


async def sweep_blobs(folder: Path, sessions: Sessions, clock: Clock, older_than: timedelta) -> int:
    """Removes files no row names that are older than a day; gives how many (design §2)."""
    old = await asyncio.to_thread(_old, folder, clock() - older_than)
    async with sessions() as session:
        known = await blobs.known(session, {path.name.removesuffix(".age") for path in old})
    orphans = [path for path in old if path.name.removesuffix(".age") not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _old(folder: Path, before: datetime) -> list[Path]:
    return [path for path in folder.glob("*/*.age") if path.stat().st_mtime < before.timestamp()]


async def end_sessions(sessions: Sessions, clock: Clock) -> None:
    async with sessions.begin() as session:
        await people.end_sessions_before(session, clock())
