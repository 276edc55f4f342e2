"""Opening the file of a medical incident from a record, and linking it to further ones: each one transaction, safe to repeat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Body, Desk, allowed_on_record
from activities.records import RecordStands
from activities.retention import standing
from activities.terms import ended_on, set_term
from domain.clock import day
from domain.errors import Incomplete, OutOfReach
from domain.faults import both, named
from domain.holds import Case, CaseKind, Hold, Scope
from domain.incidents import Incident, NewIncident
from domain.names import HoldId, IncidentId, RecordId, hold_key, id_of
from domain.people import Actor, Position
from domain.records import Record
from domain.retention import Trait, raised
from domain.retention_signs import Ground, Source
from domain.retention_terms import How, confirmed
from store.queries import incidents as queries
from store.queries import people, records, retention
from store.writes import acts, audit, holds
from store.writes import retention as writes


@dataclass(frozen=True)
class IncidentAct:
    """An act on the file of an incident, asked for at a record."""

    actor: Actor
    record: RecordId
    incident: IncidentId


@dataclass(frozen=True)
class OpenIncident:
    """A file to be opened; its words lie on the shelf, under its own key."""

    actor: Actor
    record: RecordId
    incident: IncidentId
    body: Body


class Incidents:
    """Hands of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="incident.open")
    async def open(self, act: OpenIncident) -> RecordStands:
        """A file of its own, kept for ever, linked to the record it was opened from."""
        words = await self.desk.read(act.body, NewIncident)
        async with self.desk.act() as (session, now):
            # Before the record's row, as whoever places a hold or destroys does: else two wait for each other.
            await holds.still(session, (await records.record(session, act.record)).facility)
            record = await records.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "incident.open", act.incident, act.body.sha256, now):
                position = await allowed_on_record(session, act.actor, "incident.open", record.id, record.state, now)
                words.check(day(now))
                if await queries.numbered(session, record.facility, words.number.strip()):
                    raise Incomplete(both(named(f"number: số {words.number.strip()} đã có"), "there is a file of this number"))
                schedule = self.desk.policies.retention(day(now))
                of = (act.incident, record.facility, words.number.strip(), words.happened_on, act.body.sha256)
                await writes.open_incident(session, Incident(*of, schedule.incident_file.code, schedule.edition, act.actor.person, now))
                await audit.note_act(session, now, act.actor, position, "incident.open", ("incident", act.incident), record.id)
                await self._linked(session, record, act.incident, position, now)
            return RecordStands(record)

    @activity.defn(name="incident.link")
    async def link(self, act: IncidentAct) -> RecordStands:
        """Another record the incident is about."""
        async with self.desk.act() as (session, now):
            # Before the record's row, as whoever places a hold or destroys does: else two wait for each other.
            await holds.still(session, (await records.record(session, act.record)).facility)
            record = await records.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "incident.link", act.incident, str(act.record), now):
                position = await allowed_on_record(session, act.actor, "incident.link", record.id, record.state, now)
                incident = await queries.incident(session, act.incident, lock=True)
                if incident.facility != record.facility:
                    raise OutOfReach("elsewhere")
                if await queries.linked(session, incident.id, record.id):
                    raise Incomplete(both("record: hồ sơ đã gắn với sự cố này", "the record is linked to it already"))
                await audit.note_act(session, now, act.actor, position, "incident.link", ("incident", act.incident), record.id)
                await self._linked(session, record, incident.id, position, now)
            return RecordStands(record)

    async def _linked(self, session: AsyncSession, record: Record, incident: IncidentId, position: Position, now: datetime) -> None:
        """All that a link brings about for the record, in the act's transaction: whatever else is to follow from it follows here."""
        await writes.link(session, incident, record.id, position.person, now)
        await self._hold(session, record, incident, position, now)
        await self._raise(session, record, position, now)

    async def _hold(self, session: AsyncSession, record: Record, which: IncidentId, position: Position, now: datetime) -> None:
        """The record is kept for the incident's sake until a director lifts the hold."""
        incident = await queries.incident(session, which)
        hold = HoldId(id_of("hold", which, record.id))
        reason = await self.desk.shelf.put(hold_key(hold), f"Sự cố y khoa số {incident.number}".encode())
        days = self.desk.policies.care(record.facility, day(now)).incident_review_days
        case = Case(CaseKind.INCIDENT, incident.number, (await people.facility(session, record.facility)).name)
        made = Hold(hold, record.facility, case, Scope.RECORD, position.person, now, day(now) + timedelta(days=days), 1)
        await holds.place(session, made, reason)
        await holds.reach(session, hold, record.id)

    async def _raise(self, session: AsyncSession, record: Record, position: Position, now: datetime) -> None:
        """Where the policy says so, the record is kept as long as the file; one that is still treated is proposed so at discharge."""
        schedule = self.desk.policies.retention(day(now))
        terms = await retention.terms(session, record.id)
        if not schedule.incident_raises or not terms:
            return
        _, current = standing(self.desk.policies, terms[-1])
        chosen = raised(current, schedule.incident_file)
        if chosen is current:
            return
        how = How.RAISED if confirmed(terms) else How.PROPOSED
        grounds = (*terms[-1].grounds, Ground(Trait.INCIDENT, Source.INCIDENT))
        await set_term(session, record.id, how, schedule, chosen, ended_on(record, now), now, position, grounds=grounds)
        facts = {"kept_as": chosen.code, "edition": schedule.edition, "was": current.code}
        await audit.note(session, now, position, "record.raise_class", ("record", record.id), record.id, **facts)
