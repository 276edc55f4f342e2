"""Reads of obstacles: a page of them, one with its history, those of a track, those to be reminded of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.lifters import Lifter
from domain.names import FacilityId, ObstacleId, PersonId, PlanId, TrackId
from domain.obstacles import OPEN, UNANSWERED, Obstacle, ObstacleState, Step, StepKind
from domain.outside_papers import OutsidePaper
from domain.people import Position
from store.queries.plans import reached_by
from store.tables.obstacles import ObstacleMilestoneRow, ObstacleRow, ObstacleStepRow
from store.tables.people import FacilityRow, PersonRow
from store.tables.plans import PlanRow
from store.tables.tracks import TrackRow

PAGE = 50
"""Lines of one page."""
NEVER = date.max
"""Stands where no answer is due, after every day."""


class Shown(StrEnum):
    """Which obstacles a list shows."""

    OPEN = "open"
    LATE = "late"
    """Unanswered over the day by which an answer was due."""
    ASKED = "asked"
    PASSED = "passed"
    ANSWERED = "answered"
    ENDED = "ended"
    """Lifted, closed or withdrawn."""


@dataclass(frozen=True)
class Wanted:
    """Which obstacles are asked for: all that fit everything given."""

    plan: PlanId | None = None
    track: TrackId | None = None
    lifter: str = ""
    """Code of who can lift it."""


@dataclass(frozen=True)
class ObstacleLine:
    """An obstacle as a list shows it."""

    obstacle: Obstacle
    facility: str
    plan_code: str


@dataclass(frozen=True)
class Taken:
    """A step with the name of whoever took it."""

    step: Step
    by: str


@dataclass(frozen=True)
class Counted:
    """How many open obstacles lie with somebody."""

    lifter: Lifter
    count: int


async def obstacle(session: AsyncSession, which: ObstacleId, lock: bool = False) -> Obstacle:
    """Raises: NotFound."""
    if lock:
        await session.execute(select(ObstacleRow.id).where(ObstacleRow.id == which).with_for_update())
    found = await _all(session, _asked().where(ObstacleRow.id == which))
    if not found:
        raise NotFound("obstacle", which)
    return found[0].obstacle


async def steps(session: AsyncSession, which: ObstacleId) -> list[Taken]:
    """Its history, oldest first."""
    s = ObstacleStepRow
    rows = await session.execute(
        select(s, PersonRow.name).join(PersonRow, PersonRow.id == s.by).where(s.obstacle == which).order_by(s.number)
    )
    return [Taken(_step(row), name) for row, name in rows]


def _step(row: ObstacleStepRow) -> Step:
    lifter = Lifter(row.lifter, row.lifter_name) if row.lifter else None
    paper = OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer)
    return Step(StepKind(row.kind), PersonId(row.by), row.at, row.words, row.due, lifter, paper)


async def listing(
    session: AsyncSession, position: Position, today: date, shown: Shown, wanted: Wanted, after: ObstacleId | None = None
) -> list[ObstacleLine]:
    """Open ones by the day an answer is due, ended ones the newest first; one more than a page when there is a next.

    `after`: the last one seen. Raises: NotFound.
    """
    o = ObstacleRow
    query = _asked().where(*_reached(position, wanted), _those(shown, today)).limit(PAGE + 1)
    last = await obstacle(session, after) if after else None
    if shown is Shown.ENDED:
        query = query.order_by(o.since.desc(), o.id.desc())
        if last:
            query = query.where(tuple_(o.since, o.id) < tuple_(last.since, last.id))
    else:
        due = func.coalesce(o.due, NEVER)
        query = query.order_by(due, o.id)
        if last:
            query = query.where(tuple_(due, o.id) > tuple_(last.due or NEVER, last.id))
    return await _all(session, query)


async def tallies(session: AsyncSession, position: Position, today: date, wanted: Wanted) -> dict[Shown, int]:
    """How many obstacles each list shows."""
    counted = select(*(func.count().filter(_those(one, today)) for one in Shown)).select_from(ObstacleRow)
    query = counted.join(TrackRow, TrackRow.id == ObstacleRow.track).where(*_reached(position, wanted))
    return dict(zip(Shown, (await session.execute(query)).one(), strict=True))


async def open_by_lifter(session: AsyncSession, position: Position, wanted: Wanted) -> list[Counted]:
    """With whom the open ones lie, the most first."""
    o = ObstacleRow
    n = func.count()
    query = select(o.lifter, func.max(o.lifter_name), n).join(TrackRow, TrackRow.id == o.track)
    query = query.where(o.state.in_(OPEN), *_reached(position, wanted))
    rows = await session.execute(query.group_by(o.lifter).order_by(n.desc(), o.lifter))
    return [Counted(Lifter(code, name), count) for code, name, count in rows]


async def of_track(session: AsyncSession, which: TrackId) -> list[Obstacle]:
    """Open ones by the day an answer is due, then the ended, newest first."""
    o = ObstacleRow
    order = (o.state.not_in(OPEN), func.coalesce(o.due, NEVER), o.since.desc(), o.id)
    return [one.obstacle for one in await _all(session, _asked().where(o.track == which).order_by(*order))]


async def to_remind(session: AsyncSession, until: date, after: ObstacleId | None, most: int) -> list[Obstacle]:
    """Unanswered ones of running tracks whose answer is due until this day, by id; `after`: the last one looked at."""
    o = ObstacleRow
    query = _asked().where(o.state.in_(UNANSWERED), o.due <= until, TrackRow.closed_on.is_(None)).order_by(o.id).limit(most)
    return [one.obstacle for one in await _all(session, query.where(o.id > after) if after else query)]


def _asked() -> Select[ObstacleRow, UUID, str, str, str, str]:
    o, t, p, f = ObstacleRow, TrackRow, PlanRow, FacilityRow
    return (
        select(o, t.plan, t.facility, p.department, p.code, f.name)
        .join(t, t.id == o.track)
        .join(p, p.id == t.plan)
        .join(f, f.id == t.facility)
        .execution_options(populate_existing=True)
    )


async def _all(session: AsyncSession, query: Select[ObstacleRow, UUID, str, str, str, str]) -> list[ObstacleLine]:
    rows = (await session.execute(query)).all()
    blocked = await _milestones(session, [row.id for row, *_ in rows])
    return [
        ObstacleLine(_obstacle(row, PlanId(plan), facility, department, blocked.get(row.id, ())), name, code)
        for row, plan, facility, department, code, name in rows
    ]


async def _milestones(session: AsyncSession, which: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    m = ObstacleMilestoneRow
    rows = await session.execute(select(m.obstacle, m.milestone).where(m.obstacle.in_(list(which))).order_by(m.milestone))
    found: dict[UUID, tuple[str, ...]] = {}
    for one, code in rows:
        found[one] = (*found.get(one, ()), code)
    return found


def _obstacle(row: ObstacleRow, plan: PlanId, facility: str, department: str, milestones: tuple[str, ...]) -> Obstacle:
    return Obstacle(
        ObstacleId(row.id),
        TrackId(row.track),
        plan,
        FacilityId(facility),
        FacilityId(department),
        row.title,
        row.cause,
        row.proposal,
        Lifter(row.lifter, row.lifter_name),
        milestones,
        ObstacleState(row.state),
        row.since,
        row.due,
        PersonId(row.raised_by),
        row.raised_at,
        row.steps,
        row.told,
    )


def _reached(position: Position, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What the position reaches, and was asked for."""
    yield reached_by(position)
    if wanted.plan:
        yield TrackRow.plan == wanted.plan
    if wanted.track:
        yield TrackRow.id == wanted.track
    if wanted.lifter:
        yield ObstacleRow.lifter == wanted.lifter


def _those(shown: Shown, today: date) -> ColumnElement[bool]:
    o = ObstacleRow
    match shown:
        case Shown.OPEN:
            return o.state.in_(OPEN)
        case Shown.LATE:
            return o.state.in_(UNANSWERED) & (o.due < today)
        case Shown.ENDED:
            return o.state.not_in(OPEN)
        case _:
            return o.state == ObstacleState(shown)
