"""What the clock sweeps: files without a row, sessions that are over."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

from domain.clock import Clock
from store.engine import Sessions
from store.key_places import KeyPlaces
from store.ocfl import Ocfl
from store.queries import blobs
from store.writes import people

log = logging.getLogger(__name__)
AT_ONCE = 1000
"""Files asked for in one question: a shelf has millions of files."""


async def sweep_blobs(folder: Path, sessions: Sessions, clock: Clock, older_than: timedelta) -> int:
    """Removes files no row names that are older than a day; gives how many (design §2)."""
    before = clock() - older_than
    old, gone = await asyncio.to_thread(_old, folder, before), 0
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        async with sessions() as session:
            known = await blobs.known(session, {path.stem for path in some})
        gone += await asyncio.to_thread(_remove, [path for path in some if path.stem not in known], before)
    return gone


def _old(folder: Path, before: datetime) -> list[Path]:
    return [path for path in folder.glob("*/*.age") if _is_old(path, before)]


def _remove(orphans: list[Path], before: datetime) -> int:
    """Removes those that are still old: a file laid again meanwhile is young, and about to be named."""
    still = [path for path in orphans if _is_old(path, before)]
    for path in still:
        path.unlink(missing_ok=True)
    return len(still)


def _is_old(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


async def end_sessions(sessions: Sessions, clock: Clock) -> None:
    async with sessions.begin() as session:
        await people.end_sessions_before(session, clock())


async def sweep_archive(root: Path, clock: Clock, older_than: timedelta) -> int:
    """Removes what was never moved into its place in the archive; gives how many."""
    return await asyncio.to_thread(Ocfl(root).sweep, clock() - older_than)


async def mend_keys(places: KeyPlaces) -> None:
    """One round over all places of the key store; what it brought back or destroyed again is logged."""
    mended = await asyncio.to_thread(places.mend)
    if mended.copied or mended.destroyed:
        log.warning("key store: %d copies brought back, %d destroyed keys had come back", mended.copied, mended.destroyed)
