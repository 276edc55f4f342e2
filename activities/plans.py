"""Opening a plan: a track with its milestones for each facility, and their processes started in pages."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from activities.desk import Body, Desk, allowed, check_above
from activities.processes import attributes
from domain import names
from domain.clock import day
from domain.errors import Malformed, OutOfReach, WrongState
from domain.faults import both
from domain.names import FacilityId, PersonId, PlanId, TrackId, id_of
from domain.people import Actor, Position
from domain.plans import FacilityKind, Milestone, Plan, milestones_for
from domain.policies import PolicyBook, rules_on
from domain.roles import Role
from domain.tracks import Progress, State, Track
from store.engine import Sessions
from store.queries import people
from store.queries import plan_editions as edition_queries
from store.queries import plans as queries
from store.queries.people import Facility
from store.queries.plans import OpenPlan
from store.writes import acts, audit, mergers, notices
from store.writes import plan_editions as editions
from store.writes import plans as writes

KINDS: Mapping[str, FacilityKind] = {
    "hospital": FacilityKind.HOSPITAL,
    "centre": FacilityKind.HEALTH_CENTRE,
    "clinic": FacilityKind.CLINIC,
    "health_department": FacilityKind.DEPARTMENT,
    "authority": FacilityKind.AUTHORITY,
}
"""Kind of a facility → the scopes of the plan that reach it."""


@dataclass(frozen=True)
class PlanAct:
    """An act on a plan; its words lie on the shelf."""

    actor: Actor
    plan: PlanId
    body: Body


@dataclass(frozen=True)
class NewPlan:
    """A plan to be opened: for these facilities, or for all of the department's."""

    code: str
    facilities: tuple[FacilityId, ...] = ()
    opened_on: date | None = None
    """Today when none is given."""
    edition: UUID | None = None
    """The edition whoever opens it has looked at; None for whichever stands."""


@dataclass(frozen=True)
class PlanStands:
    """The plan as its workflow needs it."""

    plan: PlanId
    finished: bool
    """No milestone of any track waits."""
    moves: int = 0
    """How many last days were moved so far: when a signed paper moved one, the tracks are to learn of it."""


@dataclass(frozen=True)
class Page:
    """Tracks to be started, after the last one of the page before."""

    plan: PlanId
    after: TrackId | None = None
    wake: bool = False
    """Those that run are told that their rows have changed."""


async def shipped_or_entered(session: AsyncSession, policies: PolicyBook, department: FacilityId, code: str) -> tuple[UUID, Plan]:
    """The edition the department entered last, else the one that ships; with the id it is kept under. Raises: NotFound."""
    if entered := await edition_queries.newest(session, department, code):
        return entered, await edition_queries.plan(session, entered)
    plan = policies.plan(code)
    return edition_id(department, plan), plan


def check_seen(seen: UUID | None, stands: UUID) -> None:
    """A plan is opened by the edition that was looked at. Raises: WrongState."""
    if seen and seen != stands:
        raise WrongState("plan.open", "changed")


def edition_id(department: FacilityId, plan: Plan) -> UUID:
    """By all that it says: what is kept under an id never changes."""
    return id_of("plan-edition", department, edition_queries.PLAN.dump_json(plan).decode())


async def stands(session: AsyncSession, which: PlanId) -> PlanStands:
    """The plan as the rows have it now."""
    unfinished = await queries.unfinished_tracks(session, which, limit=1)
    return PlanStands(which, not unfinished, await edition_queries.count_moves(session, which))


def plan_key(plan: PlanId) -> str:
    return f"plan/{plan}"


def track_of(plan: PlanId, facility: FacilityId) -> TrackId:
    return TrackId(id_of("track", plan, facility))


class Plans:
    """Hands of the plan workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="plan.stands")
    async def stands(self, which: PlanId) -> PlanStands | None:
        """The plan as the rows have it; None when its opening was refused."""
        async with self.desk.act() as (session, _):
            return await stands(session, which) if await queries.is_open(session, which) else None

    @activity.defn(name="plan.open")
    async def open(self, act: PlanAct) -> PlanStands:
        """Opens the plan with every track and milestone; opened late, each milestone is to be declared first."""
        said = await self.desk.read(act.body, NewPlan)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "plan.open", act.plan, act.body.sha256, now):
                await mergers.hold_own(session, act.actor.position)  # no merger of the department is carried out meanwhile
                position = await allowed(session, act.actor, "plan.open", "*", now)
                await check_above(session, position, "plan.open")
                edition, plan = await shipped_or_entered(session, self.desk.policies, position.facility, said.code)
                check_seen(said.edition, edition)
                opened_on = said.opened_on or day(now)
                _check_day(plan, opened_on, day(now))
                if await queries.is_open(session, act.plan) or await queries.runs(session, position.facility, plan.code):
                    raise WrongState("plan.open", "open")
                await editions.keep(session, edition, position.facility, plan, "", act.actor.person, now)
                await editions.applied(session, edition, now)
                opened = OpenPlan(act.plan, plan.code, plan.edition, plan.title, position.facility, opened_on, now, edition)
                await writes.plan(session, opened, act.actor.person)
                facilities = await self._facilities(session, position, said.facilities)
                elsewhere = frozenset(one.unit for one in facilities if one.unit)
                opens = [new for one in facilities if (new := new_track(plan, opened, one, now, elsewhere))[1] or not one.unit]
                await writes.tracks(session, opens)
                await tell_opened(session, plan, [track for track, _ in opens], act.actor.person, now)
                await audit.note_act(
                    session, now, act.actor, position, "plan.open", ("plan", act.plan), None, code=plan.code, facilities=len(facilities)
                )
            return await stands(session, act.plan)

    async def _facilities(self, session: AsyncSession, position: Position, named: tuple[FacilityId, ...]) -> list[Facility]:
        """Those named, or all; each must be the department's. Raises: OutOfReach."""
        reached = {one.id: one for one in await queries.facilities(session, position.facility)}
        if set(named) - set(reached):
            raise OutOfReach("plan")
        return [one for one in reached.values() if not named or one.id in named]


async def tell_opened(session: AsyncSession, plan: Plan, tracks: list[Track], opener: PersonId, now: datetime) -> None:
    """Whoever runs a track is told that it is open, and how much of it is to be declared; the opener knows."""
    administrators = await people.holding(session, Role.ADMINISTRATOR, (track.facility for track in tracks), day(now))
    officers = await people.holding(session, Role.HEALTH_OFFICER, (track.facility for track in tracks if track.own), day(now))
    for track in tracks:
        told = (officers if track.own else administrators).get(track.facility, [])
        left = sum(one.state is State.UNDECLARED for one in track.milestones)
        kind, link = ("plan_declare", f"/tracks/{track.id}/declaration") if left else ("plan_opened", f"/tracks/{track.id}")
        await notices.tell(
            session, f"{kind}/{track.plan}/{track.facility}", set(told) - {opener}, kind, link, now, title=plan.title, n=left
        )


def _check_day(plan: Plan, opened_on: date, today: date) -> None:
    if opened_on > today:
        raise Malformed("opened_on: ngày mở ở tương lai / the day lies in the future")
    if not rules_on(plan, opened_on):
        first, last = (f"{day:%d/%m/%Y}" for day in (plan.effective_from, plan.effective_until))
        vi = f"{opened_on:%d/%m/%Y} ở ngoài thời hạn của kế hoạch ({first}–{last}); ghi ngày bắt đầu trong thời hạn ấy"
        en = f"{opened_on:%d/%m/%Y} is not in the term of the plan ({first}–{last}); give a day it begins within it"
        raise Malformed(both(f"opened_on: {vi}", en))


def new_track(
    plan: Plan, opened: OpenPlan, facility: Facility, now: datetime, elsewhere: Collection[str] = ()
) -> tuple[Track, tuple[Milestone, ...]]:
    """A facility's new track, and what the plan says of each of its milestones; `elsewhere` as in `milestones_for`."""
    specs = milestones_for(plan, KINDS[facility.kind], facility.published, facility.unit, elsewhere)
    late = any(spec.due and spec.due < day(now) for spec in specs)
    state = State.UNDECLARED if late else State.OPEN
    progress = tuple(Progress(spec.code, spec.kind, spec.due, spec.after, state, now) for spec in specs)
    return Track(track_of(opened.id, facility.id), opened.id, facility.id, opened.department, now, now, progress), specs


class Starts:
    """Hands that start the processes of tracks."""

    def __init__(self, sessions: Sessions, temporal: Client) -> None:
        self.sessions = sessions
        self.temporal = temporal

    @activity.defn(name="plan.start_page")
    async def page(self, page: Page) -> TrackId | None:
        """Starts the next 50 unfinished tracks; those that run stay as they are, or are woken. The last one; None when there is no more."""
        async with self.sessions() as session:
            found = await queries.unfinished_tracks(session, page.plan, page.after)
        await asyncio.gather(*(self._start(track, "catch_up" if page.wake else None) for track in found))
        return found[-1] if found else None

    @activity.defn(name="track.wake")
    async def wake(self, track: TrackId) -> None:
        """Tells a track that its rows have changed; starts it when it is not open."""
        await self._start(track, "catch_up")

    async def _start(self, track: TrackId, signal: str | None = None) -> None:
        await self.temporal.start_workflow(
            "Track",
            track,
            id=names.track_workflow(track),
            task_queue=names.RECORDS,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            start_signal=signal,
            search_attributes=attributes("Track"),
        )
