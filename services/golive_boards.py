"""Who of a plan is paper-free, and exactly who is missing and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.golive_gates import all_stand
from domain.facility_states import Reached
from domain.facility_states import State as FacilityState
from domain.going_live import State
from domain.golive_policies import Subject
from domain.names import PlanId, TrackId
from domain.people import demand
from services.context import Context
from store.queries import golive as queries
from store.queries import plans, tracks

PAGE = 25
"""Facilities of a page."""


@dataclass(frozen=True)
class UnitLine:
    """One facility on the plan's day: paper-free, or what it lacks."""

    track: TrackId
    facility: str
    state: State
    first_day: date | None
    states: Mapping[FacilityState, Reached]
    lacking: Sequence[tuple[str, str]]
    """Sentence and address: gates that do not hold before the decision, departments that keep paper after it."""
    departments: int
    begun: int
    """Departments that have begun."""


@dataclass(frozen=True)
class ProvinceView:
    plan: PlanId
    title: str
    today: date
    total: int
    live: int
    """Facilities in which every department has begun, or whose watch was confirmed."""
    units: Sequence[UnitLine]
    more: bool


async def province(context: Context, which: PlanId, after: TrackId | None = None) -> ProvinceView:
    """Who is live in the plan, and who is missing and why; those missing first. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        mine = await queries.of_plan(session, which, context.position)
        found = await queries.golives(session, [one for one, _, _ in mine])
        wards = await queries.departments(session, {facility for _, facility, _ in mine})
        today, records = context.today, {one: found[one][Subject.RECORD] for one in found}
        live = {one for one, facility, _ in mine if records[one].first_day and not records[one].left(wards[facility], today)}
        ordered = sorted(mine, key=lambda one: (one[0] in live, one[2]))
        begin = next((n for n, one in enumerate(ordered, 1) if one[0] == after), 0)
        shown = ordered[begin : begin + PAGE]
        states = await queries.states(session, [one for one, _, _ in shown])
        waiting = [one for one, _, _ in shown if not records[one].first_day]
        lacking = await _lacking(session, context, waiting)
        units = []
        for track, facility, name in shown:
            one, here = records[track], f"/tracks/{track}/golive/{Subject.RECORD}"
            left = lacking[track] if track in lacking else [(said, here) for said in one.left(wards[facility], today)]
            begun = sum(day <= today for day in one.departments.values())
            units.append(UnitLine(track, name, one.state(today), one.first_day, states[track], left, len(wards[facility]), begun))
        return ProvinceView(which, plan.title, context.today, len(mine), len(live), units, begin + PAGE < len(ordered))


async def _lacking(session: AsyncSession, context: Context, which: Sequence[TrackId]) -> dict[TrackId, list[tuple[str, str]]]:
    """Of those that are not decided: every gate that does not hold."""
    found = await tracks.tracks(session, which)
    stand = await all_stand(session, context.house.policies, found, Subject.RECORD, context.now)
    return {one: [(gate.sentence, gate.link) for gate in now.open] for one, now in stand.items()}
