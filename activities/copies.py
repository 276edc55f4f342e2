"""Copies of a released document: issued, handed over, called back; each one transaction, safe to repeat."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Body, Desk, allowed_on_record
from activities.failures import refusals_told
from activities.records import RecordStands
from domain.clock import day
from domain.copies import Copy, HandOver, Medium, Settled, check_issue
from domain.errors import Malformed, NotAllowed, StaleDocument
from domain.names import CopyId, DocumentId, PersonId, RecordId, Sha256
from domain.people import Actor
from domain.records import Record
from signing.conversions import Conversion
from store.queries import copies as queries
from store.queries import people, records, tasks
from store.queries import signatures as papers
from store.queries.signatures import Document, Version
from store.writes import acts, audit, notices
from store.writes import copies as writes


@dataclass(frozen=True)
class IssueCopy:
    """A copy of the newest version of a document."""

    actor: Actor
    record: RecordId
    copy: CopyId
    document: DocumentId
    medium: Medium


@dataclass(frozen=True)
class CopyAct:
    """What happened to a copy; its words lie on the shelf."""

    actor: Actor
    copy: CopyId
    body: Body


@dataclass(frozen=True)
class SettleWords:
    """What became of a copy whose version was replaced."""

    how: Settled
    note: str = field(default="", repr=False)

    def check(self) -> None:
        """Raises: Malformed."""
        if self.how is Settled.TOLD and not self.note.strip():
            raise Malformed("note: ghi đã báo ai, bằng cách nào / say who was told, and how")


class Copies:
    """Hands of the record workflow that give copies."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="copy.issue")
    async def issue(self, act: IssueCopy) -> RecordStands:
        """Only of what everybody signed; for paper the print is made of the signed file, which stays as it is."""
        given = None
        with refusals_told():
            async with self.desk.sessions() as session:
                document = await papers.document(session, act.document)
                if not await acts.claimed(session, act.actor.request):
                    given = await self._released(session, document)
                    made = await self._conversion(session, act, document, given) if act.medium is Medium.PAPER else None
            printed = await self._printed(document, given, made) if given and made else None
        async with self.desk.act() as (session, now):
            record = await records.steady_record(session, act.record)
            new = await acts.claim(session, act.actor, "copy.issue", act.document, [act.medium], now)
            if new and given and document.record == record.id:
                position = await allowed_on_record(session, act.actor, "copy.issue", record.id, record.state, now)
                current = (await papers.document(session, document.id, lock=True)).current
                if current != given.number:
                    raise StaleDocument(str(given.number), str(current))
                await writes.issue(session, _copy(act, given, printed, now))
                facts = {"version": given.number, "medium": act.medium}
                await audit.note_act(session, now, act.actor, position, "copy.issue", ("document", document.id), record.id, **facts)
            return RecordStands(record)

    async def _released(self, session: AsyncSession, document: Document) -> Version:
        """The newest version. Raises: as `domain.copies.check_issue`."""
        version = await papers.version(session, document.id, document.current)
        waits = await tasks.task_people(session, document.id, document.current)
        check_issue(version.chain, " hoặc ".join(name for _, name in waits) or "–")
        return version

    async def _conversion(self, session: AsyncSession, act: IssueCopy, document: Document, version: Version) -> Conversion:
        now = self.desk.clock()
        care = self.desk.policies.care(document.facility, day(now))
        posts = await people.posts(session, act.actor.person, day(now))
        post = next((one for one in posts if one.position.id == act.actor.position), None)
        if post is None:
            raise NotAllowed("", "copy.issue")
        by = ", ".join(told for told in (post.person, post.department or post.facility) if told)
        owner = (await people.facility(session, document.facility)).name
        return Conversion(care.conversion_words, care.system_name, owner, document.code, version.number, now, by)

    async def _printed(self, document: Document, version: Version, said: Conversion) -> Sha256:
        """Slow, so outside of any transaction and in a thread."""
        signed = await self.desk.shelf.get(document.key, version.newest)
        return await self.desk.shelf.put(document.key, await asyncio.to_thread(self.desk.convert, signed, said))

    @activity.defn(name="copy.hand_over")
    async def hand_over(self, act: CopyAct) -> RecordStands:
        """Somebody took it; what they had of an earlier version is thereby renewed."""
        to = await self.desk.read(act.body, HandOver)
        async with self.desk.act() as (session, now):
            copy, record = await self._held(session, act)
            if await acts.claim(session, act.actor, "copy.hand_over", copy.id, act.body.sha256, now):
                position = await allowed_on_record(session, act.actor, "copy.hand_over", record.id, record.state, now)
                # Whoever makes a new version holds the document, and tells only those who have handed over the old one by then.
                copy.check_hand_over((await papers.document(session, copy.document, lock=True)).current)
                to.check(copy.issued_at, now)
                await writes.hand_over(session, copy.id, to, act.actor.person)
                await self._renewed(session, copy, to, act.actor.person, now)
                facts = {"version": copy.version, "medium": copy.medium, "to": to.to}
                await audit.note_act(session, now, act.actor, position, "copy.hand_over", ("document", copy.document), record.id, **facts)
            return RecordStands(record)

    async def _renewed(self, session: AsyncSession, new: Copy, to: HandOver, by: PersonId, now: datetime) -> None:
        for old in await queries.of_document(session, new.document):
            if old.handed and old.handed.same_holder(to) and old.outdated(new.version):
                await writes.settle(session, old.id, Settled.RENEWED, "", by, now)
                await notices.nudge(session, [by, *([old.handed_by] if old.handed_by else [])])

    @activity.defn(name="copy.settle")
    async def settle(self, act: CopyAct) -> RecordStands:
        """A copy whose version was replaced came back, or whoever has it was told."""
        words = await self.desk.read(act.body, SettleWords)
        async with self.desk.act() as (session, now):
            copy, record = await self._held(session, act)
            if await acts.claim(session, act.actor, "copy.settle", copy.id, act.body.sha256, now):
                position = await allowed_on_record(session, act.actor, "copy.settle", record.id, record.state, now)
                words.check()
                copy.check_settle((await papers.document(session, copy.document)).current)
                await writes.settle(session, copy.id, words.how, words.note.strip(), act.actor.person, now)
                facts = {"version": copy.version, "how": words.how}
                await audit.note_act(session, now, act.actor, position, "copy.settle", ("document", copy.document), record.id, **facts)
                await notices.nudge(session, [act.actor.person, *([copy.handed_by] if copy.handed_by else [])])
            return RecordStands(record)

    async def _held(self, session: AsyncSession, act: CopyAct) -> tuple[Copy, Record]:
        """Everybody locks from the outside inwards: record, copy."""
        which = (await queries.copy(session, act.copy)).record
        record = await records.steady_record(session, which)
        return await queries.copy(session, act.copy, lock=True), record


def _copy(act: IssueCopy, version: Version, printed: Sha256 | None, now: datetime) -> Copy:
    return Copy(act.copy, act.document, version.number, act.record, act.medium, version.newest, printed, now, act.actor.person)
