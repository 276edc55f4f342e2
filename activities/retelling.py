"""Archived records that went to another patient, whose patient has a number by now, or of whose transfers something became: their
objects are told, in a version more."""

import logging

from temporalio import activity

from activities.archive import Archive
from domain.cohorts import Cohort, PageDone
from domain.errors import Refusal
from domain.names import RecordId
from store.ocfl import Damaged
from store.queries import records
from store.writes import records as writes

PAGE = 20
"""Records of one activity."""
log = logging.getLogger(__name__)


class Retelling:
    """A hand of the cohort workflow."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @activity.defn(name="retelling.page")
    async def page(self, cohort: Cohort) -> PageDone:
        """The longest untold of the facility. Safe to repeat. Raises: Overtaken (retried)."""
        async with self.archive.desk.sessions() as session:
            due = await records.untold(session, cohort.facility, PAGE)
        done = 0
        for one in due:
            done += await self._told(one)
            if activity.in_activity():
                activity.heartbeat()
        return PageDone(done, done == PAGE)

    async def _told(self, which: RecordId) -> bool:
        """One that cannot be read goes to the end of the queue, and no other waits for it. Reading the archive tells of damage."""
        try:
            await self.archive.supplement(which)
        except (Damaged, OSError, ValueError, Refusal) as fault:
            log.warning("record %s is not told whose it is: %s", which, type(fault).__name__)
            async with self.archive.desk.act() as (session, now):
                await writes.put_off(session, which, now)
            return False
        return True
