"""What a person sees of going live: a decision with its gates, papers, departments and watch; a facility's states; who is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.golive_gates import Stands, stands
from domain.facility_states import Reached
from domain.facility_states import State as FacilityState
from domain.going_live import Act, GoLive, State
from domain.golive_policies import Subject
from domain.names import DepartmentId, PersonId, PlanId, TrackId
from domain.people import demand, may
from domain.tracks import Track
from services import access
from services.context import Context
from services.going_live import WatchDay, watch
from store.queries import golive as queries
from store.queries import people, plans, signatures, tracks
from store.queries.signatures import Document, Version

PAGE = 50
"""Facilities of a page of who is missing."""


@dataclass(frozen=True)
class DepartmentLine:
    id: DepartmentId
    name: str
    begins: date | None
    gone_back: date | None


@dataclass(frozen=True)
class GoliveView:
    """One decision as this position sees it."""

    track: Track
    facility: str
    stands: Stands
    state: State
    today: date
    departments: Sequence[DepartmentLine]
    watched: Sequence[WatchDay]
    papers: Mapping[Act, tuple[Document, Version]]
    """The newest paper of each kind, in this turn or, after the whole was reversed, of the turn before."""
    names: Mapping[PersonId, str]
    runs: bool
    """This position runs the facility's track."""
    watches: bool
    """This position is an officer of the department of health that watches it."""


@dataclass(frozen=True)
class SubjectLine:
    subject: Subject
    title: str
    title_en: str
    state: State
    first_day: date | None
    lacking: int


@dataclass(frozen=True)
class GoliveOverview:
    """The three decisions of a facility, and the states it has come to."""

    track: Track
    facility: str
    subjects: Sequence[SubjectLine]
    states: Mapping[FacilityState, Reached]
    runs: bool


@dataclass(frozen=True)
class UnitLine:
    """One facility on the plan's day: paper-free, or what it lacks."""

    track: TrackId
    facility: str
    state: State
    first_day: date | None
    states: Mapping[FacilityState, Reached]
    lacking: Sequence[tuple[str, str]]
    """Sentence and address of each gate that does not hold; none once it is decided."""
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


async def read(context: Context, which: TrackId, subject: Subject) -> GoliveView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        now = await stands(session, context.house.policies, track, subject, context.now)
        people_of = {one.by for one in now.golive.steps if one.by}
        return GoliveView(
            track,
            (await people.facility(session, track.facility)).name,
            now,
            now.golive.state(context.today),
            context.today,
            await _departments(session, track, now),
            await watch(session, track, now.golive, now.policy, context.today),
            await _papers(session, now),
            await people.names(session, people_of),
            may(context.position.role, "golive.decide") and context.position.facility == track.facility,
            track.watched_by(context.position),
        )


async def _departments(session: AsyncSession, track: Track, now: Stands) -> list[DepartmentLine]:
    begins, back = now.golive.departments, now.golive.gone_back
    return [
        DepartmentLine(one, name, begins.get(one), back[one].paper.day if one in back else None)
        for one, name in await people.departments(session, track.facility)
    ]


async def _papers(session: AsyncSession, now: Stands) -> dict[Act, tuple[Document, Version]]:
    found: dict[Act, tuple[Document, Version]] = {}
    for step in now.golive.steps:
        if step.document and step.act in (Act.DECIDE, Act.PUBLISH, Act.REVERSE):
            document = await signatures.document(session, step.document)
            found[step.act] = (document, await signatures.version(session, document.id, document.current))
    return found


async def overview(context: Context, which: TrackId) -> GoliveOverview:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = [await stands(session, context.house.policies, track, subject, context.now) for subject in Subject]
        lines = [
            SubjectLine(
                one.policy.subject,
                one.policy.title,
                one.policy.title_en,
                one.golive.state(context.today),
                one.golive.first_day,
                len(one.open),
            )
            for one in found
        ]
        runs = may(context.position.role, "golive.name") and context.position.facility == track.facility
        states = (await queries.states(session, [which]))[which]
        return GoliveOverview(track, (await people.facility(session, track.facility)).name, lines, states, runs)


async def province(context: Context, which: PlanId, after: TrackId | None = None) -> ProvinceView:
    """Who is live in the plan, and who is missing and why; those missing first. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        mine = await queries.of_plan(session, which, context.position)
        found = await queries.golives(session, [one for one, _, _ in mine])
        wards = await queries.departments(session, {facility for _, facility, _ in mine})
        live = {one for one, facility, _ in mine if _live(found[one][Subject.RECORD], wards.get(facility, 0), context.today)}
        ordered = sorted(mine, key=lambda one: (one[0] in live, one[2]))
        begin = next((n for n, one in enumerate(ordered, 1) if one[0] == after), 0)
        shown = ordered[begin : begin + PAGE]
        states = await queries.states(session, [one for one, _, _ in shown])
        units = []
        for track, facility, name in shown:
            one = found[track][Subject.RECORD]
            lacking = [] if one.first_day else await _lacking(session, context, track)
            begun = sum(day <= context.today for day in one.departments.values())
            state = one.state(context.today)
            units.append(UnitLine(track, name, state, one.first_day, states[track], lacking, wards.get(facility, 0), begun))
        more = begin + PAGE < len(ordered)
        return ProvinceView(which, plan.title, context.today, len(mine), len(live), units, more)


def _live(one: GoLive, wards: int, today: date) -> bool:
    return one.state(today) is State.CONFIRMED or (wards > 0 and sum(day <= today for day in one.departments.values()) >= wards)


async def _lacking(session: AsyncSession, context: Context, which: TrackId) -> list[tuple[str, str]]:
    track = await tracks.track(session, which)
    now = await stands(session, context.house.policies, track, Subject.RECORD, context.now)
    return [(gate.sentence, gate.link) for gate in now.open]
