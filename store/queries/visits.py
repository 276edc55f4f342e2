"""Reads of inspection visits: a page of them, one with its remedial tasks, those of a track, files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, exists, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import FacilityId, PersonId, PlanId, Sha256, TrackId, VisitId
from domain.outside_papers import OutsidePaper
from domain.people import Position
from domain.remedies import RemedyState
from domain.visits import Looked, Minutes, Verdict, Visit, VisitMember, VisitState
from store.queries.plans import reached_by
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.remedies import RemedyRow
from store.tables.tracks import MilestoneRow, TrackRow
from store.tables.visits import VisitFileRow, VisitMilestoneRow, VisitRow

PAGE = 50
"""Lines of one page."""
MINUTES = (0, 0)
"""Remedial task and step of the files of the minutes."""
MEMBERS = TypeAdapter(tuple[VisitMember, ...])


class Shown(StrEnum):
    """Which visits a list shows."""

    PLANNED = "planned"
    MENDING = "mending"
    """Recorded, with remedial tasks that are not accepted."""
    DONE = "done"
    """Recorded, with nothing left to mend."""
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class VisitLine:
    """A visit as a list shows it."""

    visit: Visit
    facility: str
    plan_code: str
    undone: int
    """Remedial tasks that are not accepted."""


async def visit(session: AsyncSession, which: VisitId, lock: bool = False) -> Visit:
    """Raises: NotFound."""
    if lock:
        await session.execute(select(VisitRow.id).where(VisitRow.id == which).with_for_update())
    found = await _all(session, _asked().where(VisitRow.id == which))
    if not found:
        raise NotFound("visit", which)
    return found[0].visit


async def listing(
    session: AsyncSession, position: Position, shown: Shown, plan: PlanId | None = None, after: VisitId | None = None
) -> list[VisitLine]:
    """Planned ones by day, the others the newest first; one more than a page when there is a next. `after`: the last one seen.

    Raises: NotFound.
    """
    v = VisitRow
    query = _asked().where(*_reached(position, plan), _those(shown)).limit(PAGE + 1)
    last = await visit(session, after) if after else None
    here = tuple_(v.day, v.id)
    if shown is Shown.PLANNED:
        query = query.order_by(v.day, v.id)
        return await _all(session, query.where(here > tuple_(last.day, last.id)) if last else query)
    query = query.order_by(v.day.desc(), v.id.desc())
    return await _all(session, query.where(here < tuple_(last.day, last.id)) if last else query)


async def tallies(session: AsyncSession, position: Position, plan: PlanId | None = None) -> dict[Shown, int]:
    """How many visits each list shows."""
    counted = select(*(func.count().filter(_those(one)) for one in Shown)).select_from(VisitRow)
    query = counted.join(TrackRow, TrackRow.id == VisitRow.track).where(*_reached(position, plan))
    return dict(zip(Shown, (await session.execute(query)).one(), strict=True))


async def of_track(session: AsyncSession, which: TrackId) -> list[VisitLine]:
    """Newest first."""
    return await _all(session, _asked().where(VisitRow.track == which).order_by(VisitRow.day.desc(), VisitRow.id))


async def unrecorded(session: AsyncSession, today: date, after: VisitId | None, most: int) -> list[Visit]:
    """Planned ones of running tracks whose day has passed and whose passing was not told, by id; `after`: the last one looked at."""
    v = VisitRow
    query = _asked().where(v.state == VisitState.PLANNED, v.day < today, ~v.told, TrackRow.closed_on.is_(None)).order_by(v.id).limit(most)
    return [one.visit for one in await _all(session, query.where(v.id > after) if after else query)]


async def file(session: AsyncSession, track: TrackId, sha256: Sha256) -> Evidence:
    """A file of a visit's minutes, or of one of its remedial tasks. Raises: NotFound."""
    f = VisitFileRow
    mine = select(VisitRow.id).where(VisitRow.track == track)
    row = (await session.execute(select(f).where(f.sha256 == sha256, f.visit.in_(mine)).limit(1))).scalar_one_or_none()
    if row is None:
        raise NotFound("evidence", sha256)
    return Evidence(row.name, Sha256(row.sha256), row.size)


async def files(session: AsyncSession, which: Iterable[UUID]) -> dict[tuple[UUID, int, int], tuple[Evidence, ...]]:
    """Visit, remedial task (0 for the minutes) and step → its files by name."""
    f = VisitFileRow
    found: dict[tuple[UUID, int, int], tuple[Evidence, ...]] = {}
    for row in (await session.execute(select(f).where(f.visit.in_(list(which))).order_by(f.name, f.sha256))).scalars():
        key = (row.visit, row.remedy, row.step)
        found[key] = (*found.get(key, ()), Evidence(row.name, Sha256(row.sha256), row.size))
    return found


def _undone() -> ColumnElement[bool]:
    return exists(select(RemedyRow.number).where(RemedyRow.visit == VisitRow.id, RemedyRow.state != RemedyState.ACCEPTED))


def _those(shown: Shown) -> ColumnElement[bool]:
    recorded = VisitRow.state == VisitState.RECORDED
    match shown:
        case Shown.MENDING:
            return recorded & _undone()
        case Shown.DONE:
            return recorded & ~_undone()
        case _:
            return VisitRow.state == VisitState(shown)


def _reached(position: Position, plan: PlanId | None) -> Iterator[ColumnElement[bool]]:
    yield reached_by(position)
    if plan:
        yield TrackRow.plan == plan


def _asked() -> Select[VisitRow, UUID, str, str, str, str, int]:
    v, t, p, f = VisitRow, TrackRow, PlanRow, FacilityRow
    undone = select(func.count()).where(RemedyRow.visit == v.id, RemedyRow.state != RemedyState.ACCEPTED).correlate(v).scalar_subquery()
    return (
        select(v, t.plan, t.facility, p.department, p.code, f.name, undone)
        .join(t, t.id == v.track)
        .join(p, p.id == t.plan)
        .join(f, f.id == t.facility)
        .execution_options(populate_existing=True)
    )


async def _all(session: AsyncSession, query: Select[VisitRow, UUID, str, str, str, str, int]) -> list[VisitLine]:
    rows = (await session.execute(query)).all()
    ids = [row.id for row, *_ in rows]
    looked, kept = await _looked(session, ids), await files(session, ids)
    return [
        VisitLine(_visit(row, PlanId(plan), facility, department, tuple(looked[row.id]), kept), name, code, undone)
        for row, plan, facility, department, code, name, undone in rows
    ]


async def _looked(session: AsyncSession, which: list[UUID]) -> dict[UUID, list[Looked]]:
    """In the plan's order."""
    f, m = VisitMilestoneRow, MilestoneRow
    query = select(f).join(m, (m.track == f.track) & (m.code == f.milestone)).where(f.visit.in_(which))
    rows = await session.execute(query.order_by(f.visit, m.number))
    found: dict[UUID, list[Looked]] = defaultdict(list)
    for row in rows.scalars():
        found[row.visit].append(Looked(row.milestone, Verdict(row.verdict) if row.verdict else None, row.words))
    return found


def _visit(
    row: VisitRow,
    plan: PlanId,
    facility: str,
    department: str,
    looked: tuple[Looked, ...],
    kept: dict[tuple[UUID, int, int], tuple[Evidence, ...]],
) -> Visit:
    minutes = Minutes(row.number, row.held_on, row.conclusion, kept.get((row.id, *MINUTES), ())) if row.number and row.held_on else None
    return Visit(
        VisitId(row.id),
        TrackId(row.track),
        plan,
        FacilityId(facility),
        FacilityId(department),
        row.day,
        row.subject,
        MEMBERS.validate_python(row.members),
        looked,
        OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer),
        VisitState(row.state),
        PersonId(row.planned_by),
        row.planned_at,
        minutes,
        row.reason,
        row.remedies,
        row.told,
    )
