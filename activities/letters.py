"""The letter that reminds the late units of a plan: drawn up in one act, and sent when everybody has signed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk, allowed, check_above
from activities.documents import Of, Paper, make
from activities.heads import office
from activities.plans import PlanAct, plan_key
from activities.tellings import heard, link_of, why_of
from domain.clock import day
from domain.errors import NotAllowed, NotFound, WrongState
from domain.escalations import Level
from domain.letters import LateUnit, LetterWords, NewLetter, about, check_besides, check_words, chosen, narrowed
from domain.names import DocumentId, FacilityId, PlanId, id_of
from domain.people import Actor, Position
from domain.signatures import MADE_AGAIN
from store.queries import letters as queries
from store.queries import plans
from store.queries import signatures as papers
from store.queries.plans import OpenPlan
from store.queries.signatures import Document
from store.writes import acts, audit, notices
from store.writes import letters as writes

FORM = "reminder-letter"


@dataclass(frozen=True)
class LetterStands:
    """The letter drawn up, whose signing begins with the act."""

    begins: Of


def letter_document(plan: PlanId, actor: Actor) -> DocumentId:
    """One letter for one act that draws it up."""
    return DocumentId(id_of(FORM, plan, actor.person, actor.request))


async def letter_data(
    session: AsyncSession, title: str, department: FacilityId, units: Sequence[LateUnit], new: LetterWords, on: date
) -> dict[str, Any]:
    """What the form asks for, as it stands on the day."""
    return {
        **await office(session, department),
        "plan": title,
        "about": about(units),
        "to": [one.name for one in units],
        "opening": new.opening.strip(),
        "as_of": on.isoformat(),
        "by_when": new.by_when.isoformat(),
        "lines": [
            {"unit": one.name, **vars(work), "due": work.due.isoformat()}  # the form's own names
            for one in units
            for work in one.work
        ],
        "closing": new.closing.strip(),
        "recipients": [one.strip() for one in new.recipients if one.strip()],
    }


class Letters:
    """A hand of the plan workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="plan.remind")
    async def draw_up(self, act: PlanAct) -> LetterStands:
        """Drawn up to the units that are late at this moment; the signing of it begins."""
        new = await self.desk.read(act.body, NewLetter)
        async with self.desk.act() as (session, now):
            which = new.again or letter_document(act.plan, act.actor)
            if not await acts.claim(session, act.actor, "plan.remind", act.plan, act.body.sha256, now):
                return LetterStands(Of(which, await papers.made_under(session, which, act.actor.request)))
            plan = await plans.plan(session, act.plan, lock=True)
            position = await self._allowed(session, act, plan, now)
            if new.again:
                await _check_again(session, plan, new.again)
            check_words(new.words, day(now))
            units = chosen(narrowed(await queries.late(session, plan.id, day(now)), new.about), new.units)
            told = await queries.reminded(session, [one.track for one in units], unsent=True)
            check_besides(units, told, new.besides, day(now))
            of = await self._made(session, plan, which, units, new.words, act.actor, now)
            facts = {"document": which, "version": of.version, "units": len(units), "late": sum(len(one.work) for one in units)}
            await audit.note_act(session, now, act.actor, position, "plan.remind", ("plan", plan.id), None, **facts)
            return LetterStands(of)

    async def _allowed(self, session: AsyncSession, act: PlanAct, plan: OpenPlan, now: datetime) -> Position:
        position = await allowed(session, act.actor, "plan.remind", "*", now)
        await check_above(session, position, "plan.remind")
        if position.facility != plan.department:
            raise NotAllowed(position.role, "plan.remind", "elsewhere")
        return position

    async def _made(
        self,
        session: AsyncSession,
        plan: OpenPlan,
        which: DocumentId,
        units: Sequence[LateUnit],
        words: LetterWords,
        actor: Actor,
        now: datetime,
    ) -> Of:
        data = await letter_data(session, plan.title, plan.department, units, words, day(now))
        title = f"{self.desk.policies.form(FORM, day(now)).name} {len(units)} đơn vị"
        paper = Paper(which, plan.department, FORM, ("plan", plan.id), plan_key(plan.id), data, title=title)
        of = await make(self.desk, session, paper, actor, now)
        await writes.letter(session, which, plan.id, day(now), words.by_when, units)
        return of

    @staticmethod
    async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """Everybody signed: each unit is told once, of its own late work; from now on it reads the letter."""
        version = await papers.version(session, document.id, document.current)
        one = await queries.letter(session, document.id)
        await writes.send(session, document.id, now)
        units = await queries.units(session, document.id)
        facts = {"number": f"{version.issue_number or 0:02}/{version.series}", "day": f"{one.by_when:%d/%m/%Y}"}
        link = f"/documents/{document.id}"
        reached = await heard(session, {unit.facility for unit in units}, document.facility, Level.UNIT, now)
        for unit in units:
            said = {**facts, "n": len(unit.codes), "codes": ", ".join(unit.codes), "facility": unit.name}
            for to in reached[unit.facility]:
                key = f"letter/{document.id}/{unit.track}/{to.level}"
                await notices.tell(session, key, to.people, "letter_sent", link_of(to, link), now, **said, **why_of(to))
        await notices.tell(session, f"letter-issued/{document.id}", [version.author], "letter_issued", link, now, n=len(units), **facts)
        await audit.note(session, now, None, "plan.reminded", ("plan", UUID(document.subject)), document=document.id, units=len(units))


async def _check_again(session: AsyncSession, plan: OpenPlan, which: DocumentId) -> None:
    """Only what was refused or taken back is drawn up again. Raises: NotFound, WrongState."""
    found = await queries.letter(session, which)
    if found.plan != plan.id:
        raise NotFound("letter", which)
    if found.version.chain.ended not in MADE_AGAIN:
        raise WrongState("plan.remind", "signing" if not found.version.completed_at else "signed")
