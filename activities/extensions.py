"""A last day that moves by a signed paper: drawn up in one act, and in force when everybody has signed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.documents import Of, Paper, make
from activities.heads import office
from activities.plan_acts import Course, above
from activities.plan_editions import last_day, put, runs_in
from activities.plans import PlanAct, plan_key
from domain.clock import day
from domain.errors import Malformed, NotFound, WrongState
from domain.extensions import ABOUT, CLOSING, COPIES, EVERYBODY, FORM, NewDate, Void, check_other, opening_of, void
from domain.faults import both
from domain.names import DocumentId, PlanId, id_of
from domain.people import Actor
from domain.plan_changes import Move
from domain.plans import Plan
from domain.signatures import MADE_AGAIN
from store.queries import extensions as queries
from store.queries import people, plan_editions, plans
from store.queries import signatures as papers
from store.queries import tracks as track_queries
from store.queries.extensions import Extension
from store.queries.plans import OpenPlan
from store.queries.signatures import Document
from store.writes import acts, audit, notices
from store.writes import extensions as writes
from store.writes import plan_editions as edition_writes


def extension_document(plan: PlanId, actor: Actor) -> DocumentId:
    """One paper for one act that draws it up."""
    return DocumentId(id_of(FORM, plan, actor.person, actor.request))


class Extensions:
    """A hand of the plan workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="plan.extend")
    async def draw_up(self, act: PlanAct) -> Of:
        """Nothing moves yet: the signing of the paper begins. Raises: Malformed, NotAllowed, NotFound, OutOfReach, WrongState."""
        new = await self.desk.read(act.body, NewDate)
        which = new.again or extension_document(act.plan, act.actor)
        async with self.desk.act() as (session, now):
            if not await acts.claim(session, act.actor, "plan.extend", act.plan, act.body.sha256, now):
                return Of(which, await papers.made_under(session, which, act.actor.request))
            position, plan = await above(session, act, "plan.move", now)
            words = await plan_editions.words(session, self.desk.policies, plan)
            await _check_free(session, plan, new)
            before = await last_day(session, plan.id, words, new)
            check_other(new, before)
            data = await _data(session, plan, words, new, before)
            title = f"{self.desk.policies.form(FORM, day(now)).name}: {new.code}"
            paper = Paper(which, plan.department, FORM, ("plan", plan.id), plan_key(plan.id), data, title=title)
            of = await make(self.desk, session, paper, act.actor, now)
            await writes.extension(session, which, plan.id, new, before)
            facts = {"document": which, "version": of.version, "milestone": new.code, "to": new.to.isoformat()}
            await audit.note_act(session, now, act.actor, position, "plan.extend", ("plan", plan.id), None, **facts)
            return of

    @staticmethod
    async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """Everybody signed: the day moves, when it may still; whoever drew the paper up is told either way."""
        one = await queries.extension(session, document.id)
        plan = await plans.plan(session, one.plan, lock=True)
        words = await plan_editions.words(session, desk.policies, plan)
        await edition_writes.lock(session, plan.id)
        why = await _void(session, one, words)
        number = f"{one.version.issue_number or 0:02}/{one.version.series}"
        if why is None:
            issued = f"Công văn số {number} ngày {one.version.issued_on or day(now):%d/%m/%Y}"
            move = Move(one.new.code, one.before, one.new.to, one.new.reason, issued)
            await put(Course(session, plan, words, one.version.author, now), move, one.new.tracks, str(document.id))
        await writes.end(session, document.id, why, now)
        kind, link = f"extension_{why or 'in_force'}", f"/plans/{plan.id}/changes#papers"
        facts = {"number": number, "title": one.new.code, "day": f"{one.new.to:%d/%m/%Y}"}
        await notices.tell(session, f"extension/{document.id}", [one.version.author], kind, link, now, **facts)
        act = "plan.not_extended" if why else "plan.extended"
        about = ("plan", UUID(document.subject))
        await audit.note(session, now, None, act, about, document=document.id, milestone=one.new.code, to=one.new.to.isoformat())


async def _void(session: AsyncSession, one: Extension, words: Plan) -> Void | None:
    runs = await runs_in(session, one.plan, one.new)
    due = next((due.last for task, part in words.parts() if part.code == one.new.code and (due := task.due_of(part))), None)
    stands = await plan_editions.present(session, one.plan, one.new.code, one.new.tracks) or due
    return void(words, one.new, one.before, stands, runs)


async def _check_free(session: AsyncSession, plan: OpenPlan, new: NewDate) -> None:
    """One paper at a time for a milestone; what was refused or taken back is drawn up again for what it was for.

    Raises: NotFound, WrongState, Malformed.
    """
    if new.again:
        found = await queries.extension(session, new.again)
        if found.plan != plan.id:
            raise NotFound("extension", new.again)
        if found.version.chain.ended not in MADE_AGAIN:
            raise WrongState("plan.extend", "signing" if found.waits else "signed")
        if (found.new.code, {*found.new.tracks}) != (new.code, {*new.tracks}):
            wrong = both(f"code: văn bản này là của mốc {found.new.code}, cùng các đơn vị đã chọn", "this paper is for another milestone")
            raise Malformed(wrong)
    if await queries.waiting(session, plan.id, new.code, new.tracks):
        raise WrongState("plan.extend", "waits")


async def _data(session: AsyncSession, plan: OpenPlan, words: Plan, new: NewDate, before: object) -> dict[str, Any]:
    """What the form asks for."""
    part = next(part for _, part in words.parts() if part.code == new.code)
    reached = await track_queries.facilities(session, plan.id, new.tracks) if new.tracks else []
    days = {"before": str(before), "after": new.to.isoformat()}
    return {
        **await office(session, plan.department),
        "plan": words.title,
        "about": ABOUT,
        "to": [(await people.facility(session, one)).name for one in reached] or [EVERYBODY],
        "opening": opening_of(words, new.paper),
        "lines": [{"code": new.code, "title": part.title, "deliverable": part.deliverable, **days}],
        "reason": new.reason.strip(),
        "closing": CLOSING,
        "recipients": [*COPIES],
    }
