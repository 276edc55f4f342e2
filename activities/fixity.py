"""Reading the archive again, file by file: what changed is found, told, and mended from the second copy."""

import asyncio
import time
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.documents import bytes_key
from domain.archived import object_id
from domain.clock import day
from domain.cohorts import Cohort, PageDone, due_before, pause
from domain.names import FacilityId, RecordId
from domain.records import RecordState
from domain.roles import Role
from store.archive_copy import ArchiveCopy
from store.queries import fixity, people, records
from store.writes import audit, notices
from store.writes import fixity as writes

PAGE = 50
"""Records of one activity."""


class Fixity:
    """A hand of the cohort workflow."""

    def __init__(self, desk: Desk, copy: ArchiveCopy) -> None:
        self.desk = desk
        self.copy = copy

    @activity.defn(name="fixity.page")
    async def page(self, cohort: Cohort) -> PageDone:
        """The records of the facility checked longest ago; each has its row by the time the next is read. Safe to repeat."""
        now = self.desk.clock()
        care = self.desk.policies.care(cohort.facility, day(now))
        async with self.desk.sessions() as session:
            due = await fixity.due(session, cohort.facility, due_before(now, care.fixity_days), PAGE)
        for one in due:
            began = time.monotonic()
            size = await self._check(cohort.facility, one)
            if activity.in_activity():
                activity.heartbeat()
            took = timedelta(seconds=time.monotonic() - began)
            await asyncio.sleep(pause(size, care.fixity_mebibytes_a_second, took).total_seconds())
        return PageDone(len(due), len(due) == PAGE)

    async def _check(self, facility: FacilityId, which: RecordId) -> int:
        """Reads one record's object, in both roots, and writes down what was found; gives the bytes read."""
        name, expected = object_id(bytes_key(which)), await self._expected(which)
        if expected is None:
            return 0
        mended, damaged = await asyncio.to_thread(self.copy.check, name, expected)
        async with self.desk.act() as (session, now):
            if (await records.record(session, which, lock=True)).state is not RecordState.ARCHIVED:
                return 0
            await writes.checked(session, which, damaged, bool(mended), now)
            for kind, files in (("damaged", damaged), ("mended", mended)):
                if files:
                    await self._tell(session, facility, which, kind, files, now)
        return await asyncio.to_thread(self._size, name)

    async def _expected(self, which: RecordId) -> str | None:
        """SHA-256 its inventory should have, as the row says now; None when the record is archived no more."""
        async with self.desk.sessions() as session:
            return (await records.page(session, which)).archive_sha256

    async def _tell(self, session: AsyncSession, facility: FacilityId, which: RecordId, kind: str, files: list[str], now: datetime) -> None:
        officers = (await people.holding(session, Role.RECORDS_OFFICER, [facility], day(now))).get(facility, [])
        key = f"fixity/{kind}/{which}/{day(now)}"
        await notices.tell(session, key, officers, f"archive_{kind}", f"/records/{which}", now, n=len(files))
        await audit.note(session, now, None, f"record.{kind}", ("record", which), which, files=files)

    def _size(self, name: str) -> int:
        return sum(path.stat().st_size for path in self.copy.first.path(name).rglob("*") if path.is_file())
