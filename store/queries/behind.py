"""Reads of who is behind: units with late milestones, most days late first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, distinct, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from domain.behind import Silent
from domain.names import FacilityId, ObstacleId, PlanId, TrackId
from domain.obstacles import OPEN
from domain.people import Position
from domain.tracks import State
from store.queries.plans import reached_by
from store.tables.obstacles import ObstacleRow
from store.tables.people import FacilityRow
from store.tables.tracks import MilestoneRow, TrackRow


@dataclass(frozen=True)
class BehindUnit:
    """A unit that is late: how much, and since when."""

    track: TrackId
    facility: FacilityId
    name: str
    works: int
    worst: date
    """The earliest of the last days that are over."""


@dataclass(frozen=True)
class OpenObstacle:
    """An open obstacle of a unit."""

    id: ObstacleId
    title: str
    lifter: str
    due: date | None


def _late(which: PlanId, position: Position, today: date, part: str) -> tuple[ColumnElement[bool], ...]:
    return _past(which, position, today, part, State.OPEN)


def _past(which: PlanId, position: Position, today: date, part: str, state: State) -> tuple[ColumnElement[bool], ...]:
    m = MilestoneRow
    named = or_(m.code == part, m.spec["task"].astext == part)
    return (TrackRow.plan == which, reached_by(position), m.state == state, m.due < today, *((named,) if part else ()))


def _units(which: PlanId, position: Position, today: date, part: str) -> Select[TrackId, int, date]:
    m = MilestoneRow
    query = select(TrackRow.id, func.count().label("works"), func.min(m.due).label("worst")).join(m, m.track == TrackRow.id)
    return query.where(*_late(which, position, today, part)).group_by(TrackRow.id)  # type: ignore[return-value]


async def units(
    session: AsyncSession, which: PlanId, position: Position, today: date, part: str, after: TrackId | None, limit: int
) -> list[BehindUnit]:
    """`after`: the last unit seen; one that is late no more begins again."""
    late, f = _units(which, position, today, part).subquery(), FacilityRow
    query = (
        select(late.c.id, f.id, f.name, late.c.works, late.c.worst)
        .join(TrackRow, TrackRow.id == late.c.id)
        .join(f, f.id == TrackRow.facility)
        .order_by(late.c.worst, late.c.id)
        .limit(limit)
    )
    if after:
        worst = (await session.execute(select(late.c.worst).where(late.c.id == after))).scalar_one_or_none()
        if worst:
            query = query.where(tuple_(late.c.worst, late.c.id) > tuple_(worst, after))
    rows = await session.execute(query)
    return [BehindUnit(TrackId(track), FacilityId(facility), name, works, worst) for track, facility, name, works, worst in rows]


async def counted(session: AsyncSession, which: PlanId, position: Position, today: date, part: str) -> tuple[int, int]:
    """Units, and their late milestones."""
    late = _units(which, position, today, part).subquery()
    row = (await session.execute(select(func.count(), func.coalesce(func.sum(late.c.works), 0)).select_from(late))).one()
    return row[0], int(row[1])


async def silent(session: AsyncSession, which: PlanId, position: Position, today: date, part: str, limit: int) -> list[Silent]:
    """Units with milestones past their last day of which nothing was declared, the earliest day first."""
    m, f = MilestoneRow, FacilityRow
    rows = await session.execute(
        select(TrackRow.id, f.id, f.name, func.array_agg(aggregate_order_by(m.code, m.number)), func.min(m.due).label("since"))
        .join(m, m.track == TrackRow.id)
        .join(f, f.id == TrackRow.facility)
        .where(*_past(which, position, today, part, State.UNDECLARED))
        .group_by(TrackRow.id, f.id, f.name)
        .order_by("since", f.name, TrackRow.id)
        .limit(limit)
    )
    return [Silent(TrackId(track), FacilityId(unit), name, tuple(codes), since) for track, unit, name, codes, since in rows if since]


async def counted_silent(session: AsyncSession, which: PlanId, position: Position, today: date, part: str) -> int:
    """How many units."""
    query = select(func.count(distinct(TrackRow.id))).join(MilestoneRow, MilestoneRow.track == TrackRow.id)
    return (await session.execute(query.where(*_past(which, position, today, part, State.UNDECLARED)))).scalar_one()


async def parts(session: AsyncSession, which: PlanId, position: Position, today: date) -> set[str]:
    """Codes of the milestones in which somebody is late."""
    m = MilestoneRow
    query = select(m.code).join(TrackRow, TrackRow.id == m.track).where(*_late(which, position, today, "")).distinct()
    return set((await session.execute(query)).scalars())


async def obstacles(session: AsyncSession, tracks: Iterable[TrackId]) -> dict[TrackId, list[OpenObstacle]]:
    """Track → what stands in its way, by the day an answer is due."""
    o = ObstacleRow
    rows = await session.execute(
        select(o.track, o.id, o.title, o.lifter_name, o.due)
        .where(o.track.in_(list(tracks)), o.state.in_(OPEN))
        .order_by(func.coalesce(o.due, date.max), o.id)
    )
    found: dict[TrackId, list[OpenObstacle]] = {}
    for track, which, title, lifter, due in rows:
        found.setdefault(TrackId(track), []).append(OpenObstacle(ObstacleId(which), title, lifter, due))
    return found
