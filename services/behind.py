"""Who is behind in a plan and on what, who has not declared, whom it was asked of, what reminded them, what stands in their way."""

from dataclasses import dataclass
from datetime import date

from domain.behind import BehindWork, Silent, late_work
from domain.errors import NotFound
from domain.letters import Reminded
from domain.names import PlanId, TrackId
from domain.people import demand, may
from domain.plans import Plan
from domain.standings import beside
from services.context import Context
from store.queries import behind as queries
from store.queries import letters, plans, tracks
from store.queries import plan_editions as editions
from store.queries.behind import BehindUnit, OpenObstacle
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
class SilentLine:
    """A unit that has not declared what was due, and the last letter that reminded it."""

    unit: Silent
    reminded: Reminded | None


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
    silent: list[SilentLine]
    """On the first page only: units that have not declared what was due, the earliest day first; they may be late too."""
    all_silent: int
    """How many there are, on whatever page."""
    may_remind: bool
    """Whether this position writes letters of the plan."""


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
        unsaid = [] if after else await queries.silent(session, which, position, today, part, PAGE)
        told |= await letters.reminded(session, [one.track for one in unsaid])
        all_silent = await queries.counted_silent(session, which, position, today, part)
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
    may_remind = plan.department == position.facility and may(position.role, "plan.remind")
    silent = [SilentLine(one, next(iter(told.get(one.track, [])), None)) for one in unsaid]
    return BehindView(
        plan, words, lines, units, works, parts, shown[-1] if len(found) > PAGE else None, today, silent, all_silent, may_remind
    )
