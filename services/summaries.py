"""What became of a plan opened late: of one unit for its head, and of every unit for the department."""

from dataclasses import dataclass
from datetime import date

from domain.errors import NotFound
from domain.names import PlanId, TrackId
from domain.people import demand, may
from domain.plans import Milestone
from domain.summaries import Summary, summary
from domain.tracks import Track
from services import access
from services.context import Context
from store.queries import declarations, people, plans, tracks
from store.queries.declarations import Declared, UnitSummary
from store.queries.plans import OpenPlan


@dataclass(frozen=True)
class TrackSummary:
    """One unit's."""

    track: Track
    plan: OpenPlan
    facility: str
    specs: dict[str, Milestone]
    said: dict[str, Declared]
    summary: Summary
    today: date


@dataclass(frozen=True)
class PlanSummary:
    """Every unit's that the asker reaches, the department's own first."""

    plan: OpenPlan
    units: list[UnitSummary]
    may_declare: bool
    """Whether the asker declares for units by workbook: the plan's own department."""


async def of_track(context: Context, which: TrackId) -> TrackSummary:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        said = await declarations.of_track(session, which)
        return TrackSummary(
            track,
            await plans.plan(session, track.plan),
            (await people.facility(session, track.facility)).name,
            {spec.code: spec for spec in await tracks.specs(session, which)},
            said,
            summary(track, {code: one.claim for code, one in said.items()}, context.today),
            context.today,
        )


async def of_plan(context: Context, which: PlanId) -> PlanSummary:
    """Raises: NotAllowed, NotFound (also for a plan out of reach)."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        units = await declarations.summaries(session, which, context.position, context.today)
    if not units:
        raise NotFound("plan", which)
    return PlanSummary(plan, units, may(context.position.role, "plan.join") and plan.department == context.position.facility)
