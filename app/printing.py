"""What is printed before an outage, kept ready on another machine or a stick: in an outage nobody can print from here."""

import asyncio
import logging
from pathlib import Path

from domain.clock import Clock, clock_time
from domain.names import FacilityId
from domain.policies import PolicyBook
from services import downtime
from services.downtime import Print
from store.downtime_folder import DowntimeFolder
from store.engine import Sessions

log = logging.getLogger(__name__)


async def print_ahead(folder: Path, sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock) -> int:
    """Writes every pack anew and removes what is out of date; gives how many. Whoever looks after the machines is told when it cannot."""
    kept = DowntimeFolder(folder)
    try:
        if not kept.there:
            raise FileNotFoundError(folder)
        return await _written(kept, sessions, policies, print, clock)
    except OSError as away:
        log.warning("packs for an outage not written to %s: %s", folder, away)
        await downtime.tell_unwritten(sessions, clock)
        return 0


async def _written(kept: DowntimeFolder, sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock) -> int:
    files: dict[FacilityId, dict[str, str]] = {}
    async for one in downtime.packs(sessions, policies, print, clock):
        name = await asyncio.to_thread(kept.put, one.facility, one.department, one.pdf)
        files.setdefault(one.facility, {})[name] = one.name
    for facility, of_departments in files.items():
        blanks = await downtime.empty(sessions, policies, print, clock, facility)
        await asyncio.to_thread(kept.finish, facility, blanks, clock_time(clock()), of_departments)
    await asyncio.to_thread(kept.leave, files.keys())
    return sum(map(len, files.values()))
