"""Returning a record with what it lacks, and mending that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk, allowed_on_record
from activities.records import RecordAct, RecordStands
from domain.clock import clock_time, day
from domain.errors import Incomplete, WrongState
from domain.faults import both
from domain.names import PersonId, RecordId, ShortcomingId
from domain.records import Record
from domain.roles import Role
from domain.shortcomings import NewShortcoming, check
from store.queries import people, records
from store.queries import shortcomings as queries
from store.queries.signatures import Document
from store.writes import acts, audit, notices
from store.writes import records as record_writes
from store.writes import shortcomings as writes


@dataclass(frozen=True)
class Mending:
    """Which one is mended."""

    shortcoming: ShortcomingId


def key(record: RecordId, one: ShortcomingId | None = None) -> str:
    """What the notices begin with."""
    return f"shortcoming/{record}" + (f"/{one}" if one else "")


async def told(
    desk: Desk, session: AsyncSession, document: Document, version: int, new: Sequence[NewShortcoming], by: PersonId, now: datetime
) -> None:
    """With the refusal of a closing sheet: each one is told to who mends it, and the record is to be complete anew by the last of them.

    Raises: WrongState for another sheet, Malformed, Incomplete for somebody who works elsewhere or is a connected system.
    """
    if not new:
        return
    if document.subject_kind != "closing" or not document.record:
        raise WrongState("record.return", document.subject_kind)
    check(new, now)
    posts = await people.colleagues(session, document.facility, day(now))
    here = {post.position.person for post in posts if post.position.role is not Role.INTEGRATOR}
    if strangers := [n for n, one in enumerate(new) if one.owed_by not in here]:
        vi = "không phải người của cơ sở; chọn một người đang làm việc ở đây, không chọn hệ thống"
        en = "nobody of this facility; choose somebody who works here, no connected system"
        raise Incomplete(*(both(f"shortcomings[{n}].owed_by: {vi}", en) for n in strangers))
    record = await records.record(session, RecordId(document.record), lock=True)
    await writes.tell(session, record.id, version, new, by, now)
    await _postpone(desk, session, record, max(one.due for one in new), now)
    for one in await queries.of_record(session, record.id):
        if not one.mended_at:
            facts = {"due": clock_time(one.due)}
            await notices.tell(session, key(record.id, one.id), [one.owed_by], "shortcoming", f"/records/{record.id}", now, **facts)


async def _postpone(desk: Desk, session: AsyncSession, record: Record, due: datetime, now: datetime) -> None:
    term = desk.policies.care(record.facility, day(now)).completes(record.kind)
    await record_writes.postpone(session, record.id, due, term.next(due, now))
    await notices.settle(session, record_writes.completion_key(record.id), now)


class Shortcomings:
    """A hand of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="record.mend")
    async def mend(self, act: RecordAct) -> RecordStands:
        """Who owes it, or who is answerable for the record, says that it is mended; with the last one the treating doctor is told."""
        words = await self.desk.read(act.body, Mending)
        async with self.desk.act() as (session, now):
            record = await records.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.mend", act.record, act.body.sha256, now):
                position = await allowed_on_record(session, act.actor, "record.mend", record.id, record.state, now)
                one = await queries.shortcoming(session, record.id, words.shortcoming)
                one.check_mend(position, record)
                await writes.mend(session, one.id, position.person, now)
                await notices.settle(session, key(record.id, one.id), now)
                await self._all_mended(session, record, position.person, now)
                await audit.note_act(session, now, act.actor, position, "record.mend", ("record", record.id), record.id)
            return RecordStands(record)

    async def _all_mended(self, session: AsyncSession, record: Record, by: PersonId, now: datetime) -> None:
        found = await queries.of_record(session, record.id)
        if all(one.mended_at for one in found):
            done = f"mended/{record.id}/{len(found)}"
            await notices.tell(session, done, {record.doctor} - {by}, "mended", f"/records/{record.id}", now)
