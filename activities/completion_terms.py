"""Telling those who owe the record of an ended episode that its term comes near, or is over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.documents import meanings
from activities.records import RecordStands, closing_document
from domain.clock import clock_time, day
from domain.completion_terms import CompletionTerm
from domain.names import PersonId, RecordId
from domain.records import Record, RecordState
from domain.signature_chains import holders
from store.queries import records as queries
from store.queries import signatures as papers
from store.queries import tasks
from store.writes import audit, notices
from store.writes import records as writes


@dataclass(frozen=True)
class Owed:
    """A moment at which the record's process woke."""

    record: RecordId
    at: datetime


class CompletionTerms:
    """A hand of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="record.remind")
    async def remind(self, woken: Owed) -> RecordStands:
        """Tells once for each moment; safe to repeat, and nothing when the record is no longer owed."""
        async with self.desk.act() as (session, now):
            record = await queries.record(session, woken.record, lock=True)
            if record.state is RecordState.DISCHARGED and record.complete_by and record.remind_at == woken.at:
                term = self.desk.policies.care(record.facility, day(now)).completes(record.kind)
                at = max(woken.at, now)  # hands that were away for long tell once what they missed
                told = await self._tell(session, record, record.complete_by, term, at, now)
                await writes.remind(session, record.id, term.next(record.complete_by, at))
                about = ("record", record.id)
                await audit.note(session, now, None, "record.remind", about, record.id, told=told)
            return RecordStands(await queries.record(session, woken.record, lock=True))

    async def _tell(self, session: AsyncSession, record: Record, due: datetime, term: CompletionTerm, at: datetime, now: datetime) -> int:
        """Whoever owes it each time; who stands above, once, when their rung is reached. How many."""
        key, link, facts = writes.completion_key(record.id), f"/records/{record.id}", {"due": clock_time(due)}
        kind = "completion_late" if at >= due else "completion_due"
        owing = await self._owing(session, record)
        await notices.tell(session, f"{key}/{at.isoformat()}", owing, kind, link, now, **facts)
        departments = {"treating": record.department}
        meant = await meanings(session, record.facility, record.doctor, record.id, departments, now)
        above = [(rung, holders(meant, rung.role, rung.department) - owing) for rung in term.rungs(due, at)]
        for rung, people in above:
            rung_key = f"{key}/{rung.role}/{rung.after_hours}/{due.isoformat()}"  # a record that was returned has another term
            await notices.tell(session, rung_key, people, "completion_escalated", link, now, **facts, hours=rung.after_hours)
        return len(owing) + sum(len(people) for _, people in above)

    async def _owing(self, session: AsyncSession, record: Record) -> frozenset[PersonId]:
        """For whose signature the closing sheet waits; the treating doctor while there is none."""
        which = closing_document(record.id)
        number = await papers.newest_number(session, which)
        waiting = await tasks.task_people(session, which, number) if number else []
        return frozenset(who for who, _ in waiting) or frozenset({record.doctor})
