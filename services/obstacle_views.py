"""What a person may ask about obstacles: the list, one with its history, those of a track, who can lift one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from domain.lifters import DEPARTMENT, lifters
from domain.names import ObstacleId, TrackId
from domain.obstacles import RAISED_AGAIN, UNANSWERED, Obstacle
from domain.people import demand, may
from domain.plans import Milestone
from domain.tracks import State, Track
from services import access
from services.context import Context
from store.queries import obstacles as queries
from store.queries import people, plan_editions, plans, tracks
from store.queries.obstacles import Counted, ObstacleLine, Shown, Taken, Wanted
from store.queries.plans import OpenPlan

PAGE = queries.PAGE


@dataclass(frozen=True)
class ObstaclesView:
    """A page of the list."""

    lines: Sequence[ObstacleLine]
    tallies: Mapping[Shown, int]
    plans: Sequence[OpenPlan]
    """Plans the position reaches."""
    lifters: Sequence[Counted]
    """With whom open ones lie."""
    more: bool
    """There are lines after these."""


@dataclass(frozen=True)
class Choices:
    """What a unit chooses from when it raises an obstacle."""

    track: Track
    facility: str
    lifters: Mapping[str, str]
    """Code → name."""
    milestones: Sequence[Milestone]
    """Those that are not done."""


@dataclass(frozen=True)
class ObstacleView:
    """An obstacle with its history, and what this person may do about it now."""

    obstacle: Obstacle
    facility: str
    plan: OpenPlan
    titles: Mapping[str, str]
    """Code of a milestone → what the plan calls it."""
    lifters: Mapping[str, str]
    steps: Sequence[Taken]
    acts: frozenset[str]
    """Acts that are this position's now."""


async def listing(context: Context, shown: Shown = Shown.OPEN, wanted: Wanted = Wanted(), after: ObstacleId | None = None) -> ObstaclesView:
    """Of the department's plans for its officers, else of the own facility; `after`: the last one seen. Raises: NotAllowed, NotFound."""
    demand(context.position, "track.read", "*", context.today)
    position, today = context.position, context.today
    async with context.house.sessions() as session:
        found = await queries.listing(session, position, today, shown, wanted, after)
        return ObstaclesView(
            found[:PAGE],
            await queries.tallies(session, position, today, wanted),
            await plans.listing(session, position),
            await queries.open_by_lifter(session, position, Wanted(wanted.plan, wanted.track)),
            len(found) > PAGE,
        )


async def read(context: Context, which: ObstacleId) -> ObstacleView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        one = await queries.obstacle(session, which)
        track = await access.track(session, context, one.track)
        return ObstacleView(
            one,
            (await people.facility(session, one.facility)).name,
            await plans.plan(session, one.plan),
            {spec.code: spec.title for spec in await tracks.specs(session, track.id)},
            await known_lifters(session, context, track),
            await queries.steps(session, which),
            _acts(context, one, track),
        )


async def of_track(context: Context, which: TrackId) -> list[Obstacle]:
    """Open ones first. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        return await queries.of_track(session, track.id)


async def lifters_of(context: Context, which: TrackId) -> Mapping[str, str]:
    """Code → name of who can lift obstacles of the track. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        return await known_lifters(session, context, await access.track(session, context, which))


async def choices(context: Context, which: TrackId) -> Choices:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "obstacle.raise")
        track.check_running("obstacle.raise")
        specs = await tracks.specs(session, which)
        return Choices(
            track,
            (await people.facility(session, track.facility)).name,
            await known_lifters(session, context, track),
            [spec for spec, one in zip(specs, track.milestones, strict=True) if one.state is not State.ACCEPTED],
        )


def raises(context: Context, track: Track) -> bool:
    """Whether this position raises obstacles of the track."""
    return may(context.position.role, "obstacle.raise") and context.position.facility == track.facility and not track.closed_on


async def known_lifters(session: AsyncSession, context: Context, track: Track) -> dict[str, str]:
    """Code → name of who can lift an obstacle of the track: its department first."""
    plan = await plan_editions.words(session, context.house.policies, await plans.plan(session, track.plan))
    department = (await people.facility(session, track.department)).name
    return {DEPARTMENT: department} | {one.code: one.name for one in lifters(plan.units, context.today)}


def _acts(context: Context, one: Obstacle, track: Track) -> frozenset[str]:
    role, found = context.position.role, set()
    if one.state in UNANSWERED:
        found |= {"obstacle.answer"} | (set() if track.closed_on else {"obstacle.pass"})
    if one.open:
        found |= {"obstacle.close"}
    found = {act for act in found if may(role, act) and track.watched_by(context.position)}
    if context.position.facility != one.facility:
        return frozenset(found)
    own = {"obstacle.withdraw"} if one.open else set()
    own |= {"obstacle.reopen"} if one.state in RAISED_AGAIN and not track.closed_on else set()
    own |= {"obstacle.confirm"} if one.open and one.state not in UNANSWERED else set()
    return frozenset(found | {act for act in own if may(role, act)})
