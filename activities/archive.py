"""Archiving a record: one OCFL object, verified before the row says so; what came late is a version more."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.archived_record import ArchivedRecord, Sheet, digests, gathered
from activities.archived_telling import Before
from activities.desk import Desk
from activities.documents import bytes_key
from activities.packing import Judge, Packing
from activities.records import RecordStands
from domain.archived import object_id
from domain.clock import day
from domain.names import RecordId
from domain.records import RecordState, check_archive
from store.archive_copy import ArchiveCopy
from store.ocfl import ArchivedObject, Overtaken
from store.queries import records, retention
from store.writes import audit as audit_writes
from store.writes import evidence
from store.writes import records as writes
from store.writes.evidence import Proved


class NotYet(ApplicationError):
    """A document waits for its preservation, the class for whoever confirms it, or the term is not over by the clock here: tried again."""

    def __init__(self, which: RecordId) -> None:
        super().__init__("NotYet", str(which), type="NotYet", category=ApplicationErrorCategory.BENIGN)


class Archive:
    """Hands that write the archive."""

    def __init__(self, desk: Desk, copy: ArchiveCopy, judge: Judge) -> None:
        """`judge` says what a signed file is worth on the day it is archived."""
        self.desk = desk
        self.ocfl = copy.first
        self.copy = copy
        self.judge = judge

    @activity.defn(name="archive.keep")
    async def keep(self, which: RecordId) -> RecordStands:
        """Freezes a received record; safe to repeat.

        Raises: NotYet (retried), Damaged (retried), WrongState.
        """
        async with self.desk.act() as (session, now):
            record = await records.record(session, which)
            archived = record.state is RecordState.ARCHIVED
            if not archived:
                classified = await retention.confirmed(session, which)
                if await records.unpreserved(session, which) or (record.archive_at and record.archive_at > now) or not classified:
                    raise NotYet(which)
                check_archive(record, 0, now, classified)
            of = await gathered(self.desk, session, which)
        if not archived:
            made, _ = await self._written(of, now)
            async with self.desk.act() as (session, now):
                await self._freeze(session, of, made, now)
        await self._clear(of)
        return await self._stands(which)

    async def supplement(self, which: RecordId) -> None:
        """Archives what was signed and preserved after the record was, and whose it is by now: a version more, no byte there touched.

        Safe to repeat. Nothing is done for a record that is not archived. Raises: Damaged, Overtaken (retried).
        """
        async with self.desk.act() as (session, now):
            if (await records.record(session, which)).state is not RecordState.ARCHIVED:
                return
            of = await gathered(self.desk, session, which)
        made, late = await self._written(of, now)
        async with self.desk.act() as (session, now):
            await self._supplemented(session, of, made, late, now)
        await self._clear(of)

    async def _written(self, of: ArchivedRecord, now: datetime) -> tuple[ArchivedObject, list[Sheet]]:
        """The object with every sheet in it that is ready, verified; and those that came as a version more. Raises: Damaged, Overtaken."""
        name = object_id(bytes_key(of.record.id))
        if name not in self.ocfl:
            files = await Packing(self.desk, self.judge, of, now).whole()
            return await asyncio.to_thread(self.copy.put, name, files, "Lưu trữ hồ sơ bệnh án", now), []
        head, manifest = await asyncio.to_thread(self._settled, name)
        late = [one for one in of.sheets if one.ready and one.path not in manifest["files"]]
        if late or of.page.untold:
            before = await asyncio.to_thread(self._before, of, manifest)
            files = await Packing(self.desk, self.judge, of, now).supplement(late, before)
            made = await asyncio.to_thread(self.copy.add, name, files, "Bổ sung sau khi lưu trữ", now, head)
        else:
            made = await asyncio.to_thread(self.ocfl.verify, name)
        return made, [one for one in of.sheets if one.ready]

    def _before(self, of: ArchivedRecord, manifest: dict[str, Any]) -> Before:
        key = bytes_key(of.record.id)
        files = self.ocfl.files(object_id(key))
        record, xml = (self.desk.shelf.keys.decrypt(key, files[one].read_bytes()) for one in ("record.json.age", "HoSoBenhAn.xml.age"))
        return Before(manifest, json.loads(record), xml)

    def _settled(self, name: str) -> tuple[str, dict[str, Any]]:
        """The object's fingerprint, and its manifest, once a version that was interrupted is finished."""
        with self.ocfl.locked(name):
            self.ocfl.settle(name)
            return self.ocfl.fingerprint(name), self._manifest(name)

    async def _freeze(self, session: AsyncSession, of: ArchivedRecord, made: ArchivedObject, now: datetime) -> None:
        """On the locked row: an addendum, or another class, may have come while the object was written. Raises: NotYet."""
        which = of.record.id
        record = await records.record(session, which, lock=True)
        if record.state is RecordState.ARCHIVED:
            return
        anew = await gathered(self.desk, session, which)
        if await records.unpreserved(session, which) or len(anew.sheets) != len(of.sheets) or anew.terms != of.terms:
            raise NotYet(which)
        days = self.desk.policies.care(record.facility, day(now)).team_reads_after_days
        await writes.archive(session, which, made.inventory_sha256, now + timedelta(days=days), now)
        await writes.tell(session, which, of.page.untold)
        await self._to_be_proved(session, of, now)
        await audit_writes.note(session, now, None, "record.archive", ("record", which), which, sha256=made.inventory_sha256)

    async def _supplemented(
        self, session: AsyncSession, of: ArchivedRecord, made: ArchivedObject, late: list[Sheet], now: datetime
    ) -> None:
        """The row knows the object as it is now, and what came late leaves the rows; what is still written there stays.

        Raises: Overtaken (retried) when another hand wrote a version since, or the record was destroyed.
        """
        which = of.record.id
        archived = (await records.record(session, which, lock=True)).state is RecordState.ARCHIVED
        if not archived or await asyncio.to_thread(self.ocfl.fingerprint, made.id) != made.inventory_sha256:
            raise Overtaken(made.id)
        known = (await records.page(session, which)).archive_sha256 == made.inventory_sha256
        await writes.tell(session, which, of.page.untold)
        await writes.supplement(session, which, made.inventory_sha256, [(one.document.id, one.version.number) for one in late], now)
        await self._to_be_proved(session, of, now)
        if not known:
            facts: dict[str, Any] = {"sha256": made.inventory_sha256, "files": [one.path for one in late]}
            await audit_writes.note(session, now, None, "record.supplement", ("record", which), which, **facts)

    async def _to_be_proved(self, session: AsyncSession, of: ArchivedRecord, now: datetime) -> None:
        """Each of its documents waits for its evidence group; those that have one already keep it."""
        sha512s = (await asyncio.to_thread(self._manifest, object_id(bytes_key(of.record.id)))).get("sha512", {})
        ready = [one for one in of.sheets if one.ready]
        named = [Proved(one.document.id, one.version.number, one.version.newest, sha512s.get(one.path)) for one in ready]
        await evidence.archived(session, of.record.id, of.record.facility, named, now)

    async def _clear(self, of: ArchivedRecord) -> None:
        """Once it is kept twice, where it is to be, its working files go: from now on it is read from the archive."""
        name = object_id(bytes_key(of.record.id))
        if not await asyncio.to_thread(self.copy.kept, name):
            return
        manifest = await asyncio.to_thread(self._manifest, name)
        kept = [one for one in of.sheets if one.path in manifest["files"]]
        gone = digests(kept) | set(manifest["files"].values())
        await asyncio.to_thread(self.desk.shelf.clear, bytes_key(of.record.id), gone)

    def _manifest(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ocfl.files(name)["manifest.json"].read_bytes())
        return found

    async def _stands(self, which: RecordId) -> RecordStands:
        async with self.desk.act() as (session, _):
            return RecordStands(await records.record(session, which, lock=True))
