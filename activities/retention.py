"""Confirming, raising and correcting the class a record is kept by: each one transaction, safe to repeat."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk, allowed_on_record
from activities.documents import Of, Paper, bytes_key, make
from activities.heads import head
from activities.records import RecordAct, RecordStands
from activities.terms import confirm_term, ended_on, set_term
from domain.clock import day
from domain.errors import Incomplete
from domain.faults import both
from domain.names import DocumentId, RecordId, id_of
from domain.people import Actor
from domain.policies import PolicyBook
from domain.records import Record
from domain.retention import RetentionClass, Schedule, keep_until
from domain.retention_terms import How, NewClass, Term, check_correction, check_raise
from store.queries import people, records
from store.queries import retention as queries
from store.queries import signatures as papers
from store.queries.signatures import Document
from store.writes import acts, audit

FORM = "retention-decision"


def decision_document(record: RecordId, actor: Actor) -> DocumentId:
    """One decision for one act that draws it up."""
    return DocumentId(id_of("retention-decision", record, actor.person, actor.request))


class Retention:
    """Hands of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="record.confirm_class")
    async def confirm(self, act: RecordAct) -> RecordStands:
        """The records office stands for the proposed class or chooses another; archiving waits for it. Anew until that is done."""
        words = await self.desk.read(act.body, NewClass)
        async with self.desk.act() as (session, now):
            record = await records.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.confirm_class", record.id, act.body.sha256, now):
                position = await allowed_on_record(session, act.actor, "record.confirm_class", record.id, record.state, now)
                await _check_undecided(session, record)
                await confirm_term(self.desk, session, record, position, words, now, act.body.sha256, act.actor.request)
            return RecordStands(record)

    @activity.defn(name="record.raise_class")
    async def raise_class(self, act: RecordAct) -> RecordStands:
        """What came later keeps the record longer: a term set today, by the schedule of today."""
        words = await self.desk.read(act.body, NewClass)
        async with self.desk.act() as (session, now):
            record = await records.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.raise_class", record.id, act.body.sha256, now):
                position = await allowed_on_record(session, act.actor, "record.raise_class", record.id, record.state, now)
                await _check_undecided(session, record)
                terms = await queries.terms(session, record.id)
                schedule = self.desk.policies.retention(day(now))
                chosen = schedule.choice(words.retention_class)
                _, current = standing(self.desk.policies, terms[-1])
                check_raise(record.state, terms, current, chosen, words.reason)
                ended = ended_on(record, now)
                await set_term(session, record.id, How.RAISED, schedule, chosen, ended, now, position, act.body.sha256)
                facts = {"kept_as": chosen.code, "edition": schedule.edition, "was": current.code}
                await audit.note_act(session, now, act.actor, position, "record.raise_class", ("record", record.id), record.id, **facts)
            return RecordStands(record)

    @activity.defn(name="record.decide_class")
    async def decide(self, act: RecordAct) -> RecordStands:
        """Draws up the decision that corrects an error; the class changes with its last signature, by the schedule it was set by."""
        words = await self.desk.read(act.body, NewClass)
        async with self.desk.act() as (session, now):
            record = await records.record(session, act.record, lock=True)
            which = decision_document(act.record, act.actor)
            if not await acts.claim(session, act.actor, "record.decide_class", record.id, act.body.sha256, now):
                return RecordStands(record, Of(which, await papers.made_under(session, which, act.actor.request)))
            position = await allowed_on_record(session, act.actor, "record.decide_class", record.id, record.state, now)
            await _check_undecided(session, record)
            terms = await queries.terms(session, record.id)
            schedule, current = standing(self.desk.policies, terms[-1])
            chosen = schedule.choice(words.retention_class)
            check_correction(record.state, terms, current, chosen, words.reason)
            data = await self._decision(session, record, terms[-1], schedule, chosen, words.reason.strip(), now)
            paper = Paper(which, record.facility, FORM, ("retention", record.id), bytes_key(record.id), data, record=record.id)
            of = await make(self.desk, session, paper, act.actor, now)
            await audit.note_act(
                session, now, act.actor, position, "record.decide_class", ("document", of.document), record.id, version=of.version
            )
            return RecordStands(record, of)

    async def _decision(
        self, session: AsyncSession, record: Record, current: Term, schedule: Schedule, chosen: RetentionClass, reason: str, now: datetime
    ) -> dict[str, Any]:
        was, ended = schedule.of(current.code), ended_on(record, now)
        return {
            **await head(session, record.id),
            "issuer": f"Giám đốc {(await people.facility(session, record.facility)).name}",
            "bases": [f"Căn cứ {one}" for one in dict.fromkeys((schedule.basis, was.basis, chosen.basis))],
            "discharged_on": f"{ended:%d/%m/%Y}",
            "old_class": was.title,
            "old_code": was.code,
            "old_until": last_day(current.until),
            "new_class": chosen.title,
            "new_code": chosen.code,
            "new_until": last_day(keep_until(chosen, ended)),
            "schedule": schedule.edition,
            "reason": reason,
        }

    @staticmethod
    async def corrected(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """Everybody has signed: the class is what the decision says, unless it has changed since the decision was drawn up."""
        version = await papers.version(session, document.id, document.current)
        data = version.data or {}
        record = await records.record(session, RecordId(UUID(document.subject)), lock=True)
        terms = await queries.terms(session, record.id)
        if terms[-1].code != data["old_code"]:
            facts: dict[str, Any] = {"document": document.id, "kept_as": terms[-1].code, "moot": 1}
            await audit.note(session, now, None, "record.correct_class", ("record", record.id), record.id, **facts)
            return
        schedule = desk.policies.retention_edition(data["schedule"])
        chosen = schedule.choice(data["new_code"])
        ended = ended_on(record, now)
        by = await people.post(session, version.position)
        await set_term(session, record.id, How.CORRECTED, schedule, chosen, ended, now, by, decision=document.id)
        facts = {"document": document.id, "kept_as": chosen.code, "edition": schedule.edition, "was": data["old_code"]}
        await audit.note(session, now, None, "record.correct_class", ("record", record.id), record.id, **facts)


def standing(policies: PolicyBook, term: Term) -> tuple[Schedule, RetentionClass]:
    """The schedule by which a term was set, and its class."""
    schedule = policies.retention_edition(term.edition)
    return schedule, schedule.of(term.code)


async def _check_undecided(session: AsyncSession, record: Record) -> None:
    """A class is not changed under a decision that is being signed. Raises: Incomplete."""
    for document, version in await papers.subject_documents(session, "retention", record.id):
        if not version.completed_at and not version.chain.ended:
            vi = f"quyết định điều chỉnh {document.code} đang trình ký; chờ ký đủ, hoặc rút lại"
            raise Incomplete(both(vi, f"decision {document.code} is being signed; wait for it, or take it back"))


def last_day(until: date | None) -> str:
    return f"{until:%d/%m/%Y}" if until else "vĩnh viễn"
