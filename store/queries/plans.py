"""Reads of plans: the list, the facilities of a province, and the roll-up of the board."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Subquery, and_, case, cast, exists, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.boards import Figures
from domain.errors import NotFound
from domain.forecasts import Habit, habit_of
from domain.names import FacilityId, PlanId, TrackId
from domain.people import AUTHORITY, HEALTH_DEPARTMENT, Position
from domain.roles import Role
from domain.tracks import State
from store.queries.facility_units import lying_in
from store.queries.people import Facility
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, MilestoneTallyRow, TrackRow

WAITS = ("undeclared", "open")
TITLE = func.coalesce(func.nullif(PlanRow.title, ""), PlanRow.code)
"""What a plan is called."""
OVERSEES = (Role.HEALTH_OFFICER, Role.DIRECTOR)
"""At a department of health: who sees its whole plans."""
ENDED = (State.ACCEPTED, State.DROPPED)


@dataclass(frozen=True)
class OpenPlan:
    """A plan as it was opened."""

    id: PlanId
    code: str
    edition: str
    title: str
    department: FacilityId
    opened_on: date
    opened_at: datetime
    words: UUID | None = None
    """The edition it runs by (`store/queries/plan_editions.py`)."""
    above: PlanId | None = None
    """The plan it serves."""


@dataclass(frozen=True)
class Counted:
    """One milestone over all facilities the asker reaches."""

    code: str
    due: date | None
    """The earliest of their last days."""
    figures: Figures


@dataclass(frozen=True)
class BoardLine:
    """One facility on the board."""

    track: TrackId
    facility: FacilityId
    name: str
    kind: str
    version: int
    """How often its milestones changed: what was worked out of them stands for as long as this is the same."""


async def plan(session: AsyncSession, which: PlanId, lock: bool = False) -> OpenPlan:
    """Raises: NotFound."""
    row = await session.get(PlanRow, which, with_for_update=lock)
    if row is None:
        raise NotFound("plan", which)
    return _plan(row)


async def is_open(session: AsyncSession, which: PlanId) -> bool:
    return await session.get(PlanRow, which) is not None


async def runs(session: AsyncSession, department: FacilityId, code: str) -> bool:
    """Whether the department has a plan of this code open, its own or one it took over."""
    query = select(PlanRow.id).where(PlanRow.department == department, PlanRow.code == code).limit(1)
    return (await session.execute(query)).scalar_one_or_none() is not None


def _plan(row: PlanRow) -> OpenPlan:
    department, above = FacilityId(row.department), PlanId(row.above) if row.above else None
    return OpenPlan(
        PlanId(row.id), row.code, row.edition, row.title or row.code, department, row.opened_on, row.opened_at, row.words, above
    )


def reached_by(position: Position) -> ColumnElement[bool]:
    """Tracks of the department's plans for its officers and its head; everybody else their own facility's."""
    watched = select(PlanRow.id).where(PlanRow.department == position.facility)
    own = TrackRow.facility == position.facility
    return or_(own, TrackRow.plan.in_(watched)) if position.role in OVERSEES else own


async def listing(session: AsyncSession, position: Position) -> list[OpenPlan]:
    """Plans with a track this position reaches, newest first."""
    mine = select(TrackRow.plan).where(reached_by(position))
    rows = await session.execute(select(PlanRow).where(PlanRow.id.in_(mine)).order_by(PlanRow.opened_at.desc(), PlanRow.id))
    return [_plan(row) for row in rows.scalars()]


async def facilities(session: AsyncSession, department: FacilityId) -> list[Facility]:
    """The department itself and every facility below it, by name."""
    f = FacilityRow
    rows = await session.execute(select(f).where(or_(f.id == department, f.parent == department)).order_by(f.id != department, f.name))
    return [
        Facility(FacilityId(r.id), r.name, r.kind, FacilityId(r.parent) if r.parent else None, r.place, r.published, r.unit)
        for r in rows.scalars()
    ]


async def outside(session: AsyncSession, plan: OpenPlan) -> list[Facility]:
    """Facilities of the plan's department that have no track in it."""
    inside = set((await session.execute(select(TrackRow.facility).where(TrackRow.plan == plan.id))).scalars())
    return [one for one in await facilities(session, plan.department) if one.id not in inside]


async def inside(session: AsyncSession, plan: OpenPlan) -> list[Facility]:
    """Facilities with a running track in the plan, without its department."""
    query = select(TrackRow.facility).where(TrackRow.plan == plan.id, TrackRow.closed_on.is_(None))
    running = set((await session.execute(query)).scalars())
    return [one for one in await facilities(session, plan.department) if one.id in running - {plan.department}]


async def elsewhere(session: AsyncSession, which: PlanId) -> frozenset[str]:
    """Codes of the authorities that have a running track in the plan: what is theirs is not in the department's."""
    f = FacilityRow
    query = select(f.unit).join(TrackRow, TrackRow.facility == f.id)
    return frozenset((await session.execute(query.where(TrackRow.plan == which, TrackRow.closed_on.is_(None), f.unit != ""))).scalars())


def _runs(position: Position) -> ColumnElement[bool]:
    """Closed tracks are their facility's own memory."""
    return or_(TrackRow.closed_on.is_(None), TrackRow.facility == position.facility)


@dataclass(frozen=True)
class Wanted:
    """Which facilities of a board are asked for: all that is given must fit."""

    late_on: date | None = None
    """Those that have something late on this day,"""
    code: str = ""
    """in this milestone."""
    part: str = ""
    """Those to which the task or milestone of this code belongs."""
    kind: str = ""
    unit: str = ""
    """Those that lie in this administrative unit on the day `unit_on`."""
    unit_on: date | None = None


def _wanted(which: PlanId, position: Position, of: Wanted) -> tuple[ColumnElement[bool], ...]:
    kind = (TrackRow.facility.in_(select(FacilityRow.id).where(FacilityRow.kind == of.kind)),) if of.kind else ()
    unit = (TrackRow.facility.in_(lying_in(of.unit, of.unit_on)),) if of.unit and of.unit_on else ()
    narrow = (*_has_part(of.part), *_has_late(of.late_on, of.code), *kind, *unit)
    return (TrackRow.plan == which, reached_by(position), _runs(position), *narrow)


async def count_tracks(session: AsyncSession, which: PlanId, position: Position, of: Wanted = Wanted()) -> int:
    """How many units, the department of health among them."""
    return (await session.execute(select(func.count()).select_from(TrackRow).where(*_wanted(which, position, of)))).scalar_one()


async def count_facilities(session: AsyncSession, which: PlanId, position: Position) -> int:
    """How many of them treat patients: neither the department of health nor another office of the province."""
    query = select(func.count()).select_from(TrackRow).join(FacilityRow, FacilityRow.id == TrackRow.facility)
    treats = FacilityRow.kind.not_in((HEALTH_DEPARTMENT, AUTHORITY))
    return (await session.execute(query.where(treats, *_wanted(which, position, Wanted())))).scalar_one()


async def board(
    session: AsyncSession,
    which: PlanId,
    position: Position,
    after: TrackId | None = None,
    of: Wanted = Wanted(),
    limit: int = 51,
) -> list[BoardLine]:
    """Facilities of the plan by name; `after` is the last line's track."""
    t, f = TrackRow, FacilityRow
    query = select(t.id, f.id, f.name, f.kind, t.version).join(f, f.id == t.facility).where(*_wanted(which, position, of))
    if after:
        last = (await session.execute(select(f.name).join(t, t.facility == f.id).where(t.id == after))).scalar_one_or_none()
        query = query.where(tuple_(f.name, t.id) > tuple_(last or "", after))
    rows = await session.execute(query.order_by(f.name, t.id).limit(limit))
    return [BoardLine(TrackId(track), FacilityId(facility), name, kind, version) for track, facility, name, kind, version in rows]


async def columns(session: AsyncSession, plan: OpenPlan, position: Position, today: date) -> list[Counted]:
    """Every milestone of the plan in the tracks this position reaches, with its figures, by code."""
    of, alike = _alike(plan, position)
    due = func.min(alike.c.due)
    rows = await session.execute(
        of.with_only_columns(alike.c.code, due, *_counted(alike, today)).group_by(alike.c.code).order_by(alike.c.code)
    )
    return [Counted(code, due, Figures(*counted)) for code, due, *counted in map(tuple, rows)]


async def figures(session: AsyncSession, plan: OpenPlan, position: Position, today: date) -> Figures:
    of, alike = _alike(plan, position)
    counted: tuple[int, ...] = tuple((await session.execute(of.with_only_columns(*_counted(alike, today)))).one())
    return Figures(*counted)


def _alike(plan: OpenPlan, position: Position) -> tuple[Select[tuple[Any, ...]], Subquery]:
    """The plan's milestones, those that are alike counted: for its department as the database keeps them, else of the own track."""
    t = MilestoneTallyRow
    if position.role in OVERSEES and position.facility == plan.department:
        kept = select(t.code, t.due, t.state, t.applies, t.n).where(t.plan == plan.id, t.n > 0, t.state != State.DROPPED).subquery()
    else:
        m = MilestoneRow
        applies = m.claim.is_distinct_from("not_applicable").label("applies")
        own = select(m.code, m.due, m.state, applies, literal(1).label("n")).join(TrackRow, TrackRow.id == m.track)
        kept = own.where(TrackRow.plan == plan.id, m.state != State.DROPPED, reached_by(position)).subquery()
    return select(kept), kept


def _counted(alike: Subquery, today: date) -> tuple[ColumnElement[int], ...]:
    """In the order of `Figures`."""
    state, applies = alike.c.state, alike.c.applies
    ended, verified = state.not_in(WAITS), state == "accepted"
    late, undeclared = and_(state == "open", alike.c.due < today), state == "undeclared"
    wanted = (and_(ended, applies), and_(verified, applies), late, undeclared, and_(ended, ~applies), and_(verified, ~applies))
    return (_sum(alike.c.n), *(_sum(case((one, alike.c.n), else_=0)) for one in wanted))


def _sum(of: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(of), 0), Integer)


def _has_late(today: date | None, code: str) -> tuple[ColumnElement[bool], ...]:
    """The track has something late on this day, in one milestone when a code is given; nothing is asked without a day."""
    if today is None:
        return ()
    if not code:
        return (TrackRow.next_due < today,)
    m = MilestoneRow
    return (exists(select(m.code).where(m.track == TrackRow.id, m.code == code, m.state == "open", m.due < today)),)


def _has_part(part: str) -> tuple[ColumnElement[bool], ...]:
    """The track has the task or the milestone of this code; nothing is asked when it is empty."""
    named = or_(MilestoneRow.code == part, MilestoneRow.spec["task"].astext == part)
    return (exists(select(MilestoneRow.code).where(MilestoneRow.track == TrackRow.id, named)),) if part else ()


async def unfinished_tracks(
    session: AsyncSession, which: PlanId | None = None, after: UUID | None = None, limit: int | None = 50
) -> list[TrackId]:
    """Tracks whose workflow should be open, of one plan or of all, by id."""
    waits = exists(select(MilestoneRow.code).where(MilestoneRow.track == TrackRow.id, MilestoneRow.state.not_in(ENDED)))
    query = select(TrackRow.id).where(waits).order_by(TrackRow.id).limit(limit)
    if which:
        query = query.where(TrackRow.plan == which)
    if after:
        query = query.where(TrackRow.id > after)
    return [TrackId(one) for one in (await session.execute(query)).scalars()]


async def unfinished(session: AsyncSession) -> list[PlanId]:
    """Plans whose workflow should be open."""
    waits = select(TrackRow.plan).join(MilestoneRow, MilestoneRow.track == TrackRow.id).where(MilestoneRow.state.not_in(ENDED)).distinct()
    return [PlanId(one) for one in (await session.execute(waits)).scalars()]


async def usual(session: AsyncSession, which: PlanId, today: date) -> Habit:
    """How late milestones of the plan are done as a rule, in all its facilities: as `domain.forecasts.delays` counts."""
    t = MilestoneTallyRow
    open_ = and_(t.state.in_(WAITS), t.due < today)
    days = case((open_, literal(today) - t.due), else_=t.late)
    counted = or_(open_, and_(t.state.not_in(WAITS), t.late.is_not(None)))
    wanted = (t.plan == which, t.applies, t.state != State.DROPPED, counted)
    rows = await session.execute(select(days, func.sum(t.n)).where(*wanted).group_by(days).order_by(days))
    return habit_of({late: times for late, times in rows if times})
