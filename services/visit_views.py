"""What a person may ask about inspection visits: the list, one with its remedial tasks, those of a track, who may go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from activities.tracks import holders
from domain.names import PersonId, PlanId, TrackId, VisitId
from domain.people import demand, may
from domain.plans import Milestone
from domain.remedies import Remedy, RemedyState
from domain.roles import Role
from domain.tracks import Track
from domain.visits import Visit
from services import access
from services.context import Context
from store.queries import people, plans, remedies, tracks
from store.queries import visits as queries
from store.queries.plans import OpenPlan
from store.queries.remedies import Taken
from store.queries.visits import Shown, VisitLine

PAGE = queries.PAGE


@dataclass(frozen=True)
class VisitsView:
    """A page of the list."""

    lines: Sequence[VisitLine]
    tallies: Mapping[Shown, int]
    plans: Sequence[OpenPlan]
    more: bool
    """There are lines after these."""


@dataclass(frozen=True)
class Choices:
    """What a department chooses from when it plans a visit."""

    track: Track
    facility: str
    officers: Mapping[PersonId, str]
    milestones: Sequence[Milestone]


@dataclass(frozen=True)
class RemedyView:
    """A remedial task with its history."""

    remedy: Remedy
    doer: str
    """Name of who is to do it."""
    steps: Sequence[Taken]


@dataclass(frozen=True)
class VisitView:
    """A visit with what came of it, and whether this position watches it."""

    visit: Visit
    facility: str
    department: str
    plan: OpenPlan
    titles: Mapping[str, str]
    """Code of a milestone → what the plan calls it."""
    planned_by: str
    remedies: Sequence[RemedyView]
    watches: bool
    """The department's officer: plans, records, judges."""
    runs: bool = True
    """False once the track is closed: nothing is put off and no task is given any more."""


async def listing(context: Context, shown: Shown = Shown.PLANNED, plan: PlanId | None = None, after: VisitId | None = None) -> VisitsView:
    """Of the department's plans for its officers, else of the own facility; `after`: the last one seen. Raises: NotAllowed, NotFound."""
    demand(context.position, "track.read", "*", context.today)
    async with context.house.sessions() as session:
        found = await queries.listing(session, context.position, shown, plan, after)
        counted = await queries.tallies(session, context.position, plan)
        return VisitsView(found[:PAGE], counted, await plans.listing(session, context.position), len(found) > PAGE)


async def read(context: Context, which: VisitId) -> VisitView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        one = await queries.visit(session, which)
        track = await access.track(session, context, one.track)
        names = {each: (await people.facility(session, each)).name for each in (one.facility, one.department)}
        history = await remedies.steps(session, which)
        return VisitView(
            one,
            names[one.facility],
            names[one.department],
            await plans.plan(session, one.plan),
            {spec.code: spec.title for spec in await tracks.specs(session, track.id)},
            (await people.names(session, {one.planned_by}))[one.planned_by],
            [RemedyView(each, names[each.facility], history[each.number]) for each in await remedies.of_visit(session, which)],
            may(context.position.role, "visit.record") and track.watched_by(context.position),
            not track.closed_on,
        )


async def of_track(context: Context, which: TrackId) -> list[VisitLine]:
    """Newest first. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        return await queries.of_track(session, (await access.track(session, context, which)).id)


async def choices(context: Context, which: TrackId) -> Choices:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "visit.plan")
        track.check_running("visit.plan")
        officers = await holders(session, track.department, Role.HEALTH_OFFICER, context.now)
        names = await people.names(session, set(officers))
        facility = (await people.facility(session, track.facility)).name
        in_order = sorted(names.items(), key=lambda one: one[1])
        return Choices(track, facility, dict(in_order), await tracks.specs(session, which))


def mends(context: Context, one: Remedy) -> bool:
    """Whether this position reports the remedial task done now."""
    mine = may(context.position.role, "remedy.report") and context.position.facility == one.facility
    return mine and one.state is RemedyState.OPEN


def plans_visits(context: Context, track: Track) -> bool:
    """Whether this position plans visits to the facility of the track."""
    return may(context.position.role, "visit.plan") and track.watched_by(context.position) and not track.own and not track.closed_on
