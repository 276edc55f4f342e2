"""When a patient came, told anew."""

from temporalio import activity

from activities.desk import Desk
from activities.records import RecordAct, RecordStands, treating
from domain.clock import day
from domain.records import Admission
from store.queries import records as queries
from store.writes import acts, audit
from store.writes import records as writes


class Admissions:
    """A hand of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="record.correct_admission")
    async def correct(self, act: RecordAct) -> RecordStands:
        """It bounds every act of the record; the audit keeps both moments."""
        words = await self.desk.read(act.body, Admission)
        async with self.desk.act() as (session, now):
            record = await queries.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.correct_admission", act.record, act.body.sha256, now):
                position = await treating(session, act, "record.correct_admission", record, now)
                care = self.desk.policies.care(record.facility, day(now))
                born = await queries.birth(session, record.patient)
                words.check(now, born, care.admitted_within, record.discharged_at)
                await writes.correct_admission(session, record.id, words.at)
                about, told = ("record", record.id), {"was": record.opened_at.isoformat(), "becomes": words.at.isoformat()}
                await audit.note_act(session, now, act.actor, position, "record.correct_admission", about, record.id, **told)
            return RecordStands(await queries.record(session, act.record))
