"""A plan's indicators: what units reported, source beside source, and what hsba counts itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound, OutOfReach
from domain.indicators import Disagreement, NewValue, Origin, Reported, Value, disagreements, newest
from domain.mandates import Indicator
from domain.names import FacilityId, PersonId, PlanId
from domain.people import demand, may
from domain.plans import Plan
from domain.roles import Role
from services.context import Context
from store.queries import indicators as queries
from store.queries import people, plans
from store.queries import plan_editions as editions
from store.queries.plans import OpenPlan
from store.writes import acts, audit
from store.writes import indicators as writes

COUNTS = "hsba đếm từ các mốc {codes} đã nghiệm thu, trên số cơ sở có lộ trình trong kế hoạch"
"""The source of what hsba counts, in words."""


@dataclass(frozen=True)
class IndicatorView:
    """One indicator as the plan has it, and what is said of it."""

    indicator: Indicator
    newest: tuple[Reported, ...]
    """Of each unit and source, latest day first."""
    counted: Value | None
    """What hsba counts; None where the plan's words are not what it can count, or it counts nothing yet."""
    aside: tuple[str, ...]
    """Names of the facilities that hsba leaves out of both numbers: it was accepted that the milestone does not apply to them."""
    aside_said: tuple[str, ...]
    """Names of those that say so and were not accepted: they are counted."""
    disagreements: tuple[Disagreement, ...]
    history: tuple[Reported, ...]
    """Every report, newest first."""


@dataclass(frozen=True)
class IndicatorsView:
    """A plan's indicators."""

    plan: OpenPlan
    words: Plan
    indicators: tuple[IndicatorView, ...]
    units: Mapping[FacilityId, str]
    """Units named by any report, with their names."""
    people: Mapping[PersonId, str]
    may_report_for: Mapping[FacilityId, str]
    """Units whose values this position may report; none for whoever only reads."""


async def read(context: Context, which: PlanId) -> IndicatorsView:
    """Officers of the department see every unit's; others their own unit's and the department's. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan, units = await _reached(session, context, which)
        whole = _oversees(context, plan)
        told = await queries.reports(session, which, None if whole else (context.position.facility, plan.department))
        words = await editions.words(session, context.house.policies, plan)
        found = [await _view(session, context, plan, one, told, whole) for one in words.indicators]
        names = await people.names(session, {one.by for one in told})
    return IndicatorsView(plan, words, tuple(found), units, names, _reporting(context, plan, units))


async def _view(
    session: AsyncSession, context: Context, plan: OpenPlan, one: Indicator, told: list[Reported], whole: bool
) -> IndicatorView:
    mine = [report for report in told if report.indicator == one.code]
    counted: Value | None = None
    aside: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    if whole and one.counts:
        found = await queries.counted(session, plan.id, plan.department, one.counts)
        aside, said = found.aside, found.said
        if found.total:
            counted = Value(found.done, found.total, context.today, Origin.HSBA, COUNTS.format(codes=", ".join(one.counts)))
    return IndicatorView(one, tuple(newest(mine)), counted, aside, said, tuple(disagreements(mine)), tuple(reversed(mine)))


async def report(context: Context, which: PlanId, indicator: str, unit: FacilityId, new: NewValue) -> None:
    """Adds a value: administrators of their own unit, officers of the department and of each unit of the plan (from its paper).

    Raises: NotAllowed, OutOfReach, NotFound, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "indicator.report", "*", context.today)
    async with context.house.sessions.begin() as session:
        plan, units = await _reached(session, context, which)
        words = await editions.words(session, context.house.policies, plan)
        if indicator not in {one.code for one in words.indicators}:
            raise NotFound("indicator", indicator)
        if unit not in _reporting(context, plan, units):
            raise OutOfReach("indicator")
        value = new.value(context.today)
        about = f"{which}/{indicator}"
        same = [unit, *value.numbers, value.day, value.origin, value.source, new.note.strip()]
        if await acts.claim(session, context.actor, "indicator.report", about, same, context.now):
            await writes.report(session, which, indicator, unit, value, new.note.strip(), context.position.person, context.now)
            facts = {"indicator": indicator, "unit": unit, "value": f"{value.numerator}/{value.denominator}", "day": value.day}
            await audit.note_act(session, context.now, context.actor, context.position, "indicator.report", ("plan", which), None, **facts)


async def _reached(session: AsyncSession, context: Context, which: PlanId) -> tuple[OpenPlan, dict[FacilityId, str]]:
    """The plan and its units. Raises: NotFound, also for a plan out of reach."""
    plan = await plans.plan(session, which)
    units = await queries.units(session, which)
    if context.position.facility not in units and not _oversees(context, plan):
        raise NotFound("plan", which)
    department = await people.facility(session, plan.department)
    return plan, {department.id: department.name, **units}


def _oversees(context: Context, plan: OpenPlan) -> bool:
    return context.position.role is Role.HEALTH_OFFICER and context.position.facility == plan.department


def _reporting(context: Context, plan: OpenPlan, units: Mapping[FacilityId, str]) -> dict[FacilityId, str]:
    if not may(context.position.role, "indicator.report"):
        return {}
    return {unit: name for unit, name in units.items() if unit == context.position.facility or _oversees(context, plan)}
