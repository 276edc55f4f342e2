"""What every act on an open plan shares: claimed once, judged on the locked row, told to the audit."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk, allowed, check_above
from activities.plans import PlanAct, PlanStands
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
class Changing:
    """An act while it is done: the locked plan with the edition that runs, and who acts."""

    session: AsyncSession
    act: PlanAct
    plan: OpenPlan
    words: Plan
    now: datetime

    @property
    def by(self) -> PersonId:
        return self.act.actor.person


async def change(desk: Desk, act: PlanAct, kind: str, words: type[T], hand: Callable[[Changing, T], Awaitable[Told]]) -> PlanStands:
    """`hand` does it, in one transaction. Raises: NotAllowed, OutOfReach, NotFound, and what the hand raises."""
    said = await desk.read(act.body, words)
    async with desk.act() as (session, now):
        if await acts.claim(session, act.actor, kind, act.plan, act.body.sha256, now):
            position, plan = await _above(session, act, kind, now)
            running = await plan_editions.words(session, desk.policies, plan)
            subject, facts = await hand(Changing(session, act, plan, running, now), said)
            await audit.note_act(session, now, act.actor, position, kind, subject, None, **facts)
        return PlanStands(act.plan, not await plans.unfinished_tracks(session, act.plan, limit=1))


async def _above(session: AsyncSession, act: PlanAct, kind: str, now: datetime) -> tuple[Position, OpenPlan]:
    """The position and the locked plan, when the plan is its department's."""
    position = await allowed(session, act.actor, kind, "*", now)
    await check_above(session, position, kind)
    plan = await plans.plan(session, act.plan, lock=True)
    if plan.department != position.facility:
        raise OutOfReach("plan")
    return position, plan
