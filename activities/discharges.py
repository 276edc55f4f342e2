"""The end of treatment: told, and told anew while the treating department still has the record."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.records import RecordAct, RecordStands, treating, withdraw_closing
from activities.terms import propose_term
from domain.clock import day
from domain.errors import Incomplete
from domain.faults import both
from domain.records import CODES, Discharge, DischargeCorrection, Outcome, Record, check_discharge
from domain.retention import RetentionClass
from store.queries import records as queries
from store.queries import referrals
from store.writes import acts, audit, outages
from store.writes import records as writes


class Discharges:
    """Hands of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="record.discharge")
    async def discharge(self, act: RecordAct) -> RecordStands:
        """Ends the treatment and proposes the retention class by the schedule of today.

        The row has the time of the act, the audit that of its entry. What follows from the end of an episode follows from the time of
        the act: the year from which the record is kept, and the term in which it is to be complete (law.md §3: hours after discharge).
        Whoever types late gains no time: a record whose term is over by then is late at once, and those who owe it are told.
        """
        words = await self.desk.read(act.body, Discharge)
        async with self.desk.act() as (session, now):
            record = await queries.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.discharge", record.id, act.body.sha256, now):
                position = await treating(session, act, "record.discharge", record, now)
                check_discharge(record)
                words.check(now, await queries.birth(session, record.patient), record.opened_at)
                left = words.left_at(record.opened_at, now)
                term = self.desk.policies.care(record.facility, day(now)).completes(record.kind)
                due = term.due(left)
                chosen = await self._tell(session, record, words, {}, (left, due, term.next(due)), now)
                about = ("record", record.id)
                await audit.note_act(session, now, act.actor, position, "record.discharge", about, record.id, kept_as=chosen.code)
            return RecordStands(await queries.record(session, act.record, lock=True))

    @activity.defn(name="record.correct_discharge")
    async def correct(self, act: RecordAct) -> RecordStands:
        """The whole discharge, told anew: what was told lies beside it with reason, person and time, and goes into the archive with it.

        The closing sheet that says otherwise is drawn up again, and the class is proposed anew, by the schedule of today: whoever stood
        for the one before stands for none. The term to complete the record in moves with the discharge, unless the records office set
        another when it returned the record.
        """
        words = await self.desk.read(act.body, DischargeCorrection)
        async with self.desk.act() as (session, now):
            record = await queries.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.correct_discharge", record.id, act.body.sha256, now):
                position = await treating(session, act, "record.correct_discharge", record, now)
                words.check(record, now, await queries.birth(session, record.patient))
                await _check_package(session, record, words.told, now)
                was = record.discharged_at or now
                left = words.left_at(record.opened_at, was)
                before = {"at": now.isoformat(), "by": str(act.actor.person), "reason": words.reason.strip()}
                chosen = await self._tell(session, record, words.told, before, (left, *self._owed(record, was, left, now)), now)
                await withdraw_closing(session, record.id, act.actor, "Lúc ra viện được sửa sau khi lập", now)
                facts: dict[str, Any] = {"kept_as": chosen.code}
                facts |= {"was": was.isoformat(), "becomes": left.isoformat()} if left != was else {}
                about = ("record", record.id)
                await audit.note_act(session, now, act.actor, position, "record.correct_discharge", about, record.id, **facts)
            return RecordStands(await queries.record(session, act.record, lock=True))

    def _owed(self, record: Record, was: datetime, left: datetime, now: datetime) -> tuple[datetime, datetime]:
        """Until when it is to be complete, and when those who owe it are told next."""
        term = self.desk.policies.care(record.facility, day(now)).completes(record.kind)
        by_term = record.complete_by is None or record.complete_by == term.due(was)
        due = term.due(left) if by_term or record.complete_by is None else record.complete_by
        return due, term.next(due, now)

    async def _tell(
        self,
        session: AsyncSession,
        record: Record,
        words: Discharge,
        corrected: dict[str, str],
        times: tuple[datetime, datetime, datetime],
        now: datetime,
    ) -> RetentionClass:
        """`corrected`: when, by whom and why, when it was told before. `times`: when the patient left, the term's end, the next notice."""
        clinical = (await queries.page(session, record.id)).clinical or {}
        kept = {name: value for name, value in clinical.items() if name not in CODES}
        if corrected:
            said = {name: clinical[name] for name in ("diagnosis", "summary", *CODES) if name in clinical}
            told = {"outcome": str(record.outcome), "discharged_at": record.discharged_at and record.discharged_at.isoformat()}
            kept["told_before"] = [*clinical.get("told_before", ()), {**corrected, **told, **said}]
        else:
            kept["admitted_for"] = clinical.get("diagnosis", "")
        kept |= {"diagnosis": words.diagnosis, "summary": words.summary, **words.codes}
        await writes.discharge(session, record.id, words.outcome, kept, *times)
        await outages.owe_until(session, record.id, now)
        return await propose_term(self.desk, session, record, words, times[0], now)


async def _check_package(session: AsyncSession, record: Record, words: Discharge, now: datetime) -> None:
    """A package that went says the patient was transferred. Raises: Incomplete."""
    if record.outcome is not Outcome.TRANSFERRED or words.outcome is Outcome.TRANSFERRED:
        return
    if any(one.referral.open(now) or one.referral.linked for one in await referrals.of_record(session, record.id)):
        vi = "outcome: gói hồ sơ chuyển cơ sở đã gửi; thu hồi gói hồ sơ rồi sửa kết quả điều trị"
        raise Incomplete(both(vi, "the package for another facility was sent: recall it, then correct the outcome"))
