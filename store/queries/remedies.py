"""Reads of remedial tasks: of a visit with their history, those to be reminded of, and what waits for whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import FacilityId, PersonId, VisitId
from domain.outside_papers import OutsidePaper
from domain.remedies import Remedy, RemedyState, RemedyStep, RemedyStepKind
from store.queries.visits import files
from store.tables.people import PersonRow
from store.tables.plans import PlanRow
from store.tables.remedies import RemedyRow, RemedyStepRow
from store.tables.tracks import TrackRow
from store.tables.visits import VisitRow


@dataclass(frozen=True)
class Taken:
    """A step with the name of whoever took it."""

    step: RemedyStep
    by: str


@dataclass(frozen=True)
class Watched:
    """A remedial task to be reminded of, the unit that was visited, and the department that watches it."""

    remedy: Remedy
    unit: FacilityId
    department: FacilityId


async def remedy(session: AsyncSession, which: VisitId, number: int, lock: bool = False) -> Remedy:
    """Raises: NotFound."""
    row = await session.get(RemedyRow, (which, number), with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("remedy", f"{which}/{number}")
    return _remedy(row)


async def of_visit(session: AsyncSession, which: VisitId) -> list[Remedy]:
    """In the order in which they were given."""
    rows = await session.execute(select(RemedyRow).where(RemedyRow.visit == which).order_by(RemedyRow.number))
    return [_remedy(row) for row in rows.scalars()]


async def steps(session: AsyncSession, which: VisitId) -> dict[int, list[Taken]]:
    """Number of a remedial task → its history, oldest first."""
    s, kept = RemedyStepRow, await files(session, [which])
    rows = await session.execute(
        select(s, PersonRow.name).join(PersonRow, PersonRow.id == s.by).where(s.visit == which).order_by(s.remedy, s.number)
    )
    found: dict[int, list[Taken]] = {}
    for row, name in rows:
        paper = OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer)
        attached = kept.get((row.visit, row.remedy, row.number), ())
        step = RemedyStep(RemedyStepKind(row.kind), PersonId(row.by), row.at, row.words, row.done_on, paper, attached)
        found.setdefault(row.remedy, []).append(Taken(step, name))
    return found


def _remedy(row: RemedyRow) -> Remedy:
    return Remedy(
        VisitId(row.visit),
        row.number,
        row.what,
        row.milestone,
        FacilityId(row.facility),
        row.due,
        RemedyState(row.state),
        row.since,
        PersonId(row.reported_by) if row.reported_by else None,
        row.sent_back,
        row.steps,
        row.told,
    )


async def to_remind(session: AsyncSession, until: date, after: tuple[UUID, int] | None, most: int) -> list[Watched]:
    """Open ones of running tracks due until this day, by visit and number; `after`: the last one looked at."""
    r = RemedyRow
    query = (
        select(r, TrackRow.facility, PlanRow.department)
        .join(VisitRow, VisitRow.id == r.visit)
        .join(TrackRow, TrackRow.id == VisitRow.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(r.state == RemedyState.OPEN, r.due <= until, TrackRow.closed_on.is_(None))
        .order_by(r.visit, r.number)
        .limit(most)
    )
    if after:
        query = query.where(tuple_(r.visit, r.number) > tuple_(*after))
    rows = await session.execute(query)
    return [Watched(_remedy(row), FacilityId(unit), FacilityId(department)) for row, unit, department in rows]
