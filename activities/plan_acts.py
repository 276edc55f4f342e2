"""What every act on an open plan shares: claimed once, judged on the locked row, told to the audit."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk, allowed, check_above
from activities.plans import PlanAct, PlanStands, stands
from domain.clock import day
from domain.errors import OutOfReach
from domain.names import PersonId
from domain.people import Position
from domain.plans import Plan
from store.queries import plan_editions, plans
from store.queries.plans import OpenPlan
from store.writes import acts, audit

T = TypeVar("T")
Told = tuple[tuple[str, object], Mapping[str, object]]
"""For the audit: what the act was about, and its facts."""


@dataclass(frozen=True)
class Course:
    """A locked plan with the edition that runs, while it is changed, and for whom."""

    session: AsyncSession
    plan: OpenPlan
    words: Plan
    by: PersonId
    now: datetime


@dataclass(frozen=True)
class Changing(Course):
    """A person's act while it is done."""

    act: PlanAct
    moves_are_signed: bool
    """Whether the department moves a last day only by a paper that everybody signed."""


async def change(desk: Desk, act: PlanAct, kind: str, words: type[T], hand: Callable[[Changing, T], Awaitable[Told]]) -> PlanStands:
    """`hand` does it, in one transaction. Raises: NotAllowed, OutOfReach, NotFound, and what the hand raises."""
    said = await desk.read(act.body, words)
    async with desk.act() as (session, now):
        if await acts.claim(session, act.actor, kind, act.plan, act.body.sha256, now):
            position, plan = await above(session, act, kind, now)
            running = await plan_editions.words(session, desk.policies, plan)
            signed = desk.policies.care(plan.department, day(now)).moved_dates_signed
            subject, facts = await hand(Changing(session, plan, running, act.actor.person, now, act, signed), said)
            await audit.note_act(session, now, act.actor, position, kind, subject, None, **facts)
        return await stands(session, act.plan)


async def above(session: AsyncSession, act: PlanAct, kind: str, now: datetime) -> tuple[Position, OpenPlan]:
    """The position and the locked plan, when the plan is its department's."""
    position = await allowed(session, act.actor, kind, "*", now)
    await check_above(session, position, kind)
    plan = await plans.plan(session, act.plan, lock=True)
    if plan.department != position.facility:
        raise OutOfReach("plan")
    return position, plan
