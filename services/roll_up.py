"""Several plans at once: which serves which, each with what serves it added up, and every facility's part in all of them."""

from dataclasses import dataclass

from activities.desk import check_above
from domain.boards import Figures
from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.names import FacilityId, PlanId
from domain.people import demand, may
from services.context import Context
from store.queries import plans
from store.queries import roll_up as queries
from store.queries.plans import OpenPlan
from store.queries.roll_up import Share
from store.writes import acts, audit
from store.writes import plans as writes

PAGE = 50


@dataclass(frozen=True)
class Level:
    """One plan, its own figures, and those with all that serve it."""

    plan: OpenPlan
    depth: int
    """How many plans it serves, one through the other."""
    own: Figures
    whole: Figures


@dataclass(frozen=True)
class RollUp:
    """Plans in the order of what serves what; facilities 50 a page."""

    levels: tuple[Level, ...]
    facilities: tuple[tuple[FacilityId, str], ...]
    shares: dict[tuple[FacilityId, PlanId], Share]
    following: FacilityId | None
    may_place: bool


async def read(context: Context, after: FacilityId | None = None) -> RollUp:
    """Raises: NotAllowed."""
    demand(context.position, "plan.read", "*", context.today)
    position = context.position
    async with context.house.sessions() as session:
        found = await plans.listing(session, position)
        reached = {one.id for one in found}
        below = {top: [one for one in all_ if one in reached] for top, all_ in (await queries.below(session, reached)).items()}
        own = {one.id: await plans.figures(session, one, position, context.today) for one in found}
        shown = await queries.facilities(session, position, after, PAGE + 1)
        shares = await queries.shares(session, position, [one for one, _ in shown[:PAGE]], context.today)
    levels = tuple(Level(one, depth, own[one.id], _sum([own[each] for each in below[one.id]])) for one, depth in nested(found))
    last = shown[PAGE - 1][0] if len(shown) > PAGE else None
    mine = any(one.department == position.facility for one in found)
    return RollUp(levels, tuple(shown[:PAGE]), shares, last, mine and may(position.role, "plan.place"))


def nested(found: list[OpenPlan]) -> list[tuple[OpenPlan, int]]:
    """Each plan before those that serve it; one whose upper plan is out of reach stands at the top."""
    known = {one.id for one in found}

    def under(above: PlanId | None, depth: int) -> list[tuple[OpenPlan, int]]:
        here = [one for one in found if (one.above if one.above in known else None) == above]
        return [line for one in here for line in ((one, depth), *under(one.id, depth + 1))]

    return under(None, 0)


def _sum(found: list[Figures]) -> Figures:
    return Figures(*(sum(getattr(one, name) or 0 for one in found) for name in Figures.__match_args__))


async def place(context: Context, which: PlanId, above: PlanId | None) -> None:
    """Says which plan another serves; none takes it out. Raises: NotAllowed, NotFound, Malformed, RequestTaken, RequestReused."""
    demand(context.position, "plan.place", "*", context.today)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.place")
        mine = {one.id for one in await plans.listing(session, context.position) if one.department == context.position.facility}
        if which not in mine or (above and above not in mine):
            raise NotFound("plan", which)
        for one in sorted({which, *([above] if above else [])}):
            await plans.plan(session, one, lock=True)
        if above and above in (await queries.below(session, [which]))[which]:
            raise Malformed(both("above: kế hoạch này đã nằm dưới kế hoạch kia, không lồng vòng được", "the two would serve each other"))
        if await acts.claim(session, context.actor, "plan.place", which, [str(above or "")], context.now):
            await writes.place(session, which, above)
            facts = {"above": str(above or "")}
            await audit.note_act(session, context.now, context.actor, context.position, "plan.place", ("plan", which), None, **facts)
