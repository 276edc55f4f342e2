"""What a person may ask about the letters that remind late units of a plan: who is late, draw one up, look at it before, list them."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from activities.letters import FORM, letter_data, letter_document
from activities.plans import PlanAct, plan_key
from domain import letters as rules
from domain.errors import NotAllowed, NotFound
from domain.letters import About, LateUnit, LetterWords, NewLetter, Reminded, check_words, chosen, clashing, narrowed
from domain.names import DocumentId, PlanId, TrackId, plan_workflow
from domain.people import demand, may
from domain.plans import Plan
from services.acts import body, tell
from services.context import Context
from store.queries import editions, plan_editions, plans
from store.queries import letters as queries
from store.queries.letters import Letter
from store.queries.plans import OpenPlan
from workflows.plans import PlanWorkflow


@dataclass(frozen=True)
class UnitLine:
    """A unit that is late or has not declared, and when it was last reminded by a letter."""

    unit: LateUnit
    reminded: Reminded | None
    besides: tuple[Reminded, ...]
    """Letters of today, or being signed, that remind it of something of this already: another is not proposed, and wants a word."""

    @property
    def today(self) -> bool:
        return bool(self.besides)


@dataclass(frozen=True)
class Drafting:
    """What a new letter is drawn up from."""

    plan: OpenPlan
    words: Plan
    units: list[UnitLine]
    proposed: LetterWords
    again: Letter | None = None
    """The refused or withdrawn letter that is drawn up again; its words are proposed."""
    before: frozenset[TrackId] = frozenset()
    """The units it went to."""


@dataclass(frozen=True)
class LettersView:
    """The letters of a plan, how many units are late now, and how many have not declared what was due."""

    plan: OpenPlan
    words: Plan
    letters: list[Letter]
    late: int
    undeclared: int
    may_write: bool


async def listing(context: Context, which: PlanId) -> LettersView:
    """Those of the department whose plan it is. Raises: NotFound (also for a plan of another), NotAllowed."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await _own(session, context, which)
        late = await queries.late(session, which, context.today)
        found = await queries.of_plan(session, which)
        words = await plan_editions.words(session, context.house.policies, plan)
    return LettersView(plan, words, found, *_counted(late), may(context.position.role, "plan.remind"))


async def drafting(context: Context, which: PlanId, again: DocumentId | None = None, about: About = About.BOTH) -> Drafting:
    """Who is late today or has not declared what was due, by name, and the words that are proposed. Raises: NotFound, NotAllowed."""
    async with context.house.sessions() as session:
        plan = await _writes(session, context, which)
        late = narrowed(await queries.late(session, which, context.today), about)
        told = await queries.reminded(session, [one.track for one in late], unsent=True)
        before = await queries.letter(session, again) if again else None
        if before and before.plan != which:
            raise NotFound("letter", again)
        went_to = frozenset(one.track for one in await queries.units(session, again)) if again else frozenset()
        words = await plan_editions.words(session, context.house.policies, plan)
        heard = await queries.heard(session, [one.track for one in late])
    lines = [_line(one, told.get(one.track, []), context.today) for one in late]
    everybody = bool(late) and heard >= {one.track for one in late}
    return Drafting(plan, words, lines, _proposed(words, context.today, everybody, before), before, went_to)


async def draw_up(context: Context, which: PlanId, new: NewLetter) -> DocumentId:
    """Draws the letter up to the units named, or to all that are late; its signing begins.

    Whom a letter of today, or one being signed, reminds of the same is reminded again only when that letter is named (`besides`).

    Raises: NotAllowed, NotFound, Malformed, ChainUnfillable, WrongState (it was not refused), RequestTaken, RequestReused, Unavailable.
    """
    async with context.house.sessions() as session:
        await _writes(session, context, which)
    check_words(new.words, context.today)
    act = PlanAct(context.actor, which, await body(context, plan_key(which), new))
    await tell(context, PlanWorkflow.run, plan_workflow(which), which, PlanWorkflow.remind, act)
    return new.again or letter_document(which, context.actor)


async def preview(context: Context, which: PlanId, new: NewLetter) -> bytes:
    """The letter as it would be printed now, as PDF; nothing is kept. Raises: as `draw_up`."""
    async with context.house.sessions() as session:
        plan = await _writes(session, context, which)
        check_words(new.words, context.today)
        units = chosen(narrowed(await queries.late(session, which, context.today), new.about), new.units)
        data = await letter_data(session, plan.title, plan.department, units, new.words, context.today)
        said = {**data, **await _chain(session, context, plan)}
    form = context.house.policies.form(FORM, context.today)
    async with context.house.printing:
        return (await asyncio.to_thread(context.house.print_sheet, form, said)).pdf


async def _chain(session: AsyncSession, context: Context, plan: OpenPlan) -> dict[str, Any]:
    """Room for the signatures, as the chain asks for them: whom they mean is found when the letter is drawn up."""
    own = await editions.own(session, FORM, plan.department, context.today)
    policy = own or context.house.policies.chain(FORM, plan.department, context.today)
    steps = [{"step": one.name, "title": one.title, "needed": max(one.needed, 1), "method": str(one.method)} for one in policy.stages]
    return {"edition": policy.edition, "version": 1, "chain": steps}


def _line(one: LateUnit, told: Iterable[Reminded], today: date) -> UnitLine:
    told = tuple(told)
    return UnitLine(one, next(iter(told), None), clashing(one, told, today))


def _counted(late: Iterable[LateUnit]) -> tuple[int, int]:
    """Units that are late, and those that have not declared what was due."""
    late = tuple(late)
    return sum(bool(one.late) for one in late), sum(bool(one.undeclared) for one in late)


def _proposed(words: Plan, today: date, reminded: bool, before: Letter | None) -> LetterWords:
    if before:
        data = before.version.data or {}
        day = max(before.by_when, today + timedelta(days=1))
        return LetterWords(data.get("opening", ""), data.get("closing", ""), day, tuple(data.get("recipients", ())))
    by_when = today + timedelta(days=rules.DAYS_TO_REPORT)
    return LetterWords(rules.opening_of(words, reminded), rules.CLOSING, by_when, rules.COPIES)


async def _own(session: AsyncSession, context: Context, which: PlanId) -> OpenPlan:
    plan = await plans.plan(session, which)
    if plan.department != context.position.facility:
        raise NotFound("plan", which)
    return plan


async def _writes(session: AsyncSession, context: Context, which: PlanId) -> OpenPlan:
    """The plan, for whoever may draw up its letters. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.remind", "*", context.today)
    await check_above(session, context.position, "plan.remind")
    plan = await plans.plan(session, which)
    if plan.department != context.position.facility:
        raise NotAllowed(context.position.role, "plan.remind", "elsewhere")
    return plan
