"""What is printed before an outage, kept ready on another machine or a stick: in an outage nobody can print from here."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

from domain.clock import Clock, clock_time
from domain.names import FacilityId
from domain.policies import PolicyBook
from services import downtime
from services.downtime import Print
from store.downtime_folder import BLANKS, DowntimeFolder
from store.engine import Sessions

LAST = timedelta(days=1)
"""How long the last pack of a department stays that cannot be printed any more."""
log = logging.getLogger(__name__)


async def print_ahead(folder: Path, sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock) -> int:
    """Writes every pack anew and removes what is out of date; gives how many. Whoever looks after the machines is told what it could not.

    A department whose pack cannot be printed keeps no other from its own. Its last one stays a day and no longer: it still says who lay
    there an hour ago, and no names lie there for weeks.
    """
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
    unprinted: dict[FacilityId, list[str]] = {}
    stays: dict[FacilityId, set[str]] = {}
    async for one in downtime.packs(sessions, policies, print, clock):
        of_facility = files.setdefault(one.facility, {})
        if one.pdf is not None:
            of_facility[await asyncio.to_thread(kept.put, one.facility, one.department, one.pdf)] = one.name
            continue
        unprinted.setdefault(one.facility, []).append(one.name)
        if await asyncio.to_thread(kept.since, one.facility, one.department, clock() - LAST):
            stays.setdefault(one.facility, set()).add(kept.name(one.department))
    for facility, of_departments in files.items():
        blanks = await downtime.empty(sessions, policies, print, clock, facility)
        if blanks is None:
            unprinted.setdefault(facility, []).append(BLANKS)
        await asyncio.to_thread(kept.finish, facility, blanks, clock_time(clock()), of_departments, stays.get(facility, set()))
    await asyncio.to_thread(kept.leave, files.keys())
    if unprinted:
        await downtime.tell_unwritten(sessions, clock, unprinted)
    return sum(map(len, files.values()))
