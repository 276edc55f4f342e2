"""Who is behind in a plan and on what, whom it was asked of, whether a letter reminded them, and what stands in their way."""

from dataclasses import dataclass
from datetime import date

from domain.behind import BehindWork, late_work
from domain.errors import NotFound
from domain.names import PlanId, TrackId
from domain.people import demand
from domain.plans import Plan
from domain.standings import beside
from services.context import Context
from store.queries import behind as queries
from store.queries import letters, plans, tracks
from store.queries import plan_editions as editions
from store.queries.behind import BehindUnit, OpenObstacle
from store.queries.letters import Reminded
from store.queries.plans import OpenPlan
from store.queries.waiting import elsewhere

PAGE = 50
"""Units on one page."""


@dataclass(frozen=True)
class BehindLine:
    """One unit that is behind."""

    unit: BehindUnit
    works: tuple[BehindWork, ...]
    """Most days late first."""
    reminded: Reminded | None
    """The last letter that was sent to it."""
    obstacles: tuple[OpenObstacle, ...]


@dataclass(frozen=True)
class BehindView:
    """Units that are behind, most days late first."""

    plan: OpenPlan
    words: Plan
    lines: list[BehindLine]
    units: int
    works: int
    late_parts: frozenset[str]
    """Codes of the milestones in which anybody is late."""
    following: TrackId | None
    today: date


async def listing(context: Context, which: PlanId, part: str = "", after: TrackId | None = None) -> BehindView:
    """What the position reaches, 50 units a page; late in the task or milestone `part` alone when it is named.

    Raises: NotAllowed, NotFound (also for a plan out of reach).
    """
    demand(context.position, "plan.read", "*", context.today)
    position, today = context.position, context.today
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        if not await plans.count_tracks(session, which, position):
            raise NotFound("plan", which)
        words = await editions.words(session, context.house.policies, plan)
        found = await queries.units(session, which, position, today, part, after, PAGE + 1)
        shown = [one.track for one in found[:PAGE]]
        others = await elsewhere(session, context.house.policies, plan)
        known = {one.id: beside(one, others) for one in await tracks.tracks(session, shown)}
        told = await letters.reminded(session, shown)
        stands = await queries.obstacles(session, shown)
        units, works = await queries.counted(session, which, position, today, part)
        parts = frozenset(await queries.parts(session, which, position, today))
    lines = [
        BehindLine(
            one,
            late_work(known[one.track], words, today, part),
            next(iter(told.get(one.track, [])), None),
            tuple(stands.get(one.track, ())),
        )
        for one in found[:PAGE]
    ]
    return BehindView(plan, words, lines, units, works, parts, shown[-1] if len(found) > PAGE else None, today)
