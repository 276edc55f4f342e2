"""Reads of plans: the list, the facilities of a province, and the roll-up of the board."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.forecasts import Habit, habit
from domain.names import FacilityId, PlanId, TrackId
from domain.people import Position, Role
from domain.tracks import Claim
from store.queries.people import Facility
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, TrackRow

WAITS = ("undeclared", "open")


@dataclass(frozen=True)
class OpenPlan:
    """A plan as it was opened."""

    id: PlanId
    code: str
    edition: str
    department: FacilityId
    opened_on: date
    opened_at: datetime


@dataclass(frozen=True)
class Figures:
    """Milestones counted: of a plan, or of one column of its board."""

    total: int
    reported: int
    """Reported or accepted."""
    accepted: int
    late: int
    """Open over the last day."""
    undeclared: int


@dataclass(frozen=True)
class Column:
    """One milestone over all facilities the asker reaches."""

    code: str
    task: str
    title: str
    kind: str
    due: date | None
    figures: Figures


@dataclass(frozen=True)
class BoardLine:
    """One facility on the board."""

    track: TrackId
    facility: FacilityId
    name: str
    kind: str


async def plan(session: AsyncSession, which: PlanId) -> OpenPlan:
    """Raises: NotFound."""
    row = await session.get(PlanRow, which)
    if row is None:
        raise NotFound("plan", which)
    return _plan(row)


async def is_open(session: AsyncSession, which: PlanId) -> bool:
    return await session.get(PlanRow, which) is not None


def _plan(row: PlanRow) -> OpenPlan:
    return OpenPlan(PlanId(row.id), row.code, row.edition, FacilityId(row.department), row.opened_on, row.opened_at)


def reached_by(position: Position) -> ColumnElement[bool]:
    """Tracks of the department's plans for its officers and its head; everybody else their own facility's."""
    watched = select(PlanRow.id).where(PlanRow.department == position.facility)
    own = TrackRow.facility == position.facility
    return or_(own, TrackRow.plan.in_(watched)) if position.role in (Role.HEALTH_OFFICER, Role.DIRECTOR) else own


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
        Facility(FacilityId(r.id), r.name, r.kind, FacilityId(r.parent) if r.parent else None, r.place, r.published) for r in rows.scalars()
    ]


async def count_tracks(
    session: AsyncSession, which: PlanId, position: Position, late_on: date | None = None, code: str = "", part: str = ""
) -> int:
    """How many facilities; with a day, how many that have something late on it (in one milestone, when a code is given).

    `part` counts only those to which the task or milestone of this code belongs.
    """
    query = select(func.count()).select_from(TrackRow).where(TrackRow.plan == which, reached_by(position), *_has_part(part))
    return (await session.execute(query.where(_has_late(late_on, code)) if late_on else query)).scalar_one()


async def board(
    session: AsyncSession,
    which: PlanId,
    position: Position,
    after: TrackId | None = None,
    late_on: date | None = None,
    code: str = "",
    limit: int = 51,
    part: str = "",
) -> list[BoardLine]:
    """Facilities of the plan by name; `after` is the last line's track; `late_on`, `code` and `part` as in `count_tracks`."""
    t, f = TrackRow, FacilityRow
    query = select(t.id, f.id, f.name, f.kind).join(f, f.id == t.facility).where(t.plan == which, reached_by(position), *_has_part(part))
    if after:
        last = (await session.execute(select(f.name).join(t, t.facility == f.id).where(t.id == after))).scalar_one_or_none()
        query = query.where(tuple_(f.name, t.id) > tuple_(last or "", after))
    if late_on:
        query = query.where(_has_late(late_on, code))
    rows = await session.execute(query.order_by(f.name, t.id).limit(limit))
    return [BoardLine(TrackId(track), FacilityId(facility), name, kind) for track, facility, name, kind in rows]


async def columns(session: AsyncSession, which: PlanId, position: Position, today: date) -> list[Column]:
    """The plan's milestones in its order, each with its figures."""
    m = MilestoneRow
    mine = and_(TrackRow.id == m.track, TrackRow.plan == which, reached_by(position))
    rows = await session.execute(
        select(m.code, func.min(m.due), *_counted(today)).join(TrackRow, mine).group_by(m.code).order_by(func.min(m.number), m.code)
    )
    found: list[tuple[Any, ...]] = [tuple(row) for row in rows.all()]
    named = (m.spec["task"].astext, m.spec["title"].astext, m.spec["kind"].astext)
    one_of_each = select(m.code, *named).join(TrackRow, mine).ext(distinct_on(m.code)).order_by(m.code)
    words = {code: (task, title, kind) for code, task, title, kind in await session.execute(one_of_each)}
    return [Column(code, *words[code], due, Figures(*counted)) for code, due, *counted in found]


async def figures(session: AsyncSession, which: PlanId, position: Position, today: date) -> Figures:
    m = MilestoneRow
    rows = await session.execute(
        select(*_counted(today)).join(TrackRow, TrackRow.id == m.track).where(TrackRow.plan == which, reached_by(position))
    )
    counted: tuple[Any, ...] = tuple(rows.one())
    return Figures(*counted)


def _counted(today: date) -> tuple[ColumnElement[int], ...]:
    m = MilestoneRow
    wanted = (m.state.not_in(WAITS), m.state == "accepted", _late(today), m.state == "undeclared")
    return (func.count(), *(func.count(case((one, 1))) for one in wanted))


def _late(today: date) -> ColumnElement[bool]:
    return and_(MilestoneRow.state == "open", MilestoneRow.due < today)


def _has_late(today: date, code: str) -> ColumnElement[bool]:
    wanted = (MilestoneRow.track == TrackRow.id, _late(today), *((MilestoneRow.code == code,) if code else ()))
    return exists(select(MilestoneRow.code).where(*wanted))


def _has_part(part: str) -> tuple[ColumnElement[bool], ...]:
    """The track has the task or the milestone of this code; nothing is asked when it is empty."""
    named = or_(MilestoneRow.code == part, MilestoneRow.spec["task"].astext == part)
    return (exists(select(MilestoneRow.code).where(MilestoneRow.track == TrackRow.id, named)),) if part else ()


async def unfinished_tracks(
    session: AsyncSession, which: PlanId | None = None, after: UUID | None = None, limit: int | None = 50
) -> list[TrackId]:
    """Tracks whose workflow should be open, of one plan or of all, by id."""
    waits = exists(select(MilestoneRow.code).where(MilestoneRow.track == TrackRow.id, MilestoneRow.state != "accepted"))
    query = select(TrackRow.id).where(waits).order_by(TrackRow.id).limit(limit)
    if which:
        query = query.where(TrackRow.plan == which)
    if after:
        query = query.where(TrackRow.id > after)
    return [TrackId(one) for one in (await session.execute(query)).scalars()]


async def unfinished(session: AsyncSession) -> list[PlanId]:
    """Plans whose workflow should be open."""
    waits = select(TrackRow.plan).join(MilestoneRow, MilestoneRow.track == TrackRow.id).where(MilestoneRow.state != "accepted").distinct()
    return [PlanId(one) for one in (await session.execute(waits)).scalars()]


async def usual(session: AsyncSession, which: PlanId, today: date) -> Habit:
    """How late milestones of the plan are done as a rule, in all its facilities: as `domain.forecasts.delays` counts."""
    m = MilestoneRow
    open_ = m.state.in_(WAITS)
    days = case((open_, literal(today)), else_=m.done_on) - m.due
    counted = or_(and_(open_, m.due < today), and_(~open_, m.done_on.is_not(None)))
    applies = m.claim.is_distinct_from(Claim.NOT_APPLICABLE)
    asked = select(days, func.count()).join(TrackRow, TrackRow.id == m.track).group_by(days)
    rows = await session.execute(asked.where(TrackRow.plan == which, m.due.is_not(None), applies, counted))
    return habit([late for late, times in rows for _ in range(times)])
