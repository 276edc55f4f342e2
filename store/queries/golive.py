"""Reads of going live: the steps of a decision, of a track, of a plan; which step a paper belongs to."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.facility_states import Reached, State
from domain.going_live import Act, GoLive, Step
from domain.golive_policies import Subject
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId, PlanId, TrackId
from domain.outside_papers import OutsidePaper
from domain.people import Position
from store.queries.plans import reached_by
from store.tables.golive import FacilityStateRow, GoliveStepRow
from store.tables.people import DepartmentRow, FacilityRow
from store.tables.plans import PlanRow
from store.tables.tracks import TrackRow


async def golive(session: AsyncSession, track: TrackId, subject: Subject) -> GoLive:
    """With no step when nothing was done yet."""
    return (await golives(session, [track]))[track][subject]


async def golives(session: AsyncSession, tracks: Collection[TrackId]) -> dict[TrackId, dict[Subject, GoLive]]:
    """The three decisions of each of these tracks."""
    s = GoliveStepRow
    rows = await session.execute(select(s).where(s.track.in_(tracks)).order_by(s.track, s.subject, s.number))
    found: defaultdict[tuple[UUID, str], list[Step]] = defaultdict(list)
    for row in rows.scalars():
        found[row.track, row.subject].append(_step(row))
    return {one: {subject: GoLive(one, subject, tuple(found[one, subject])) for subject in Subject} for one in tracks}


async def drawn_up(session: AsyncSession, document: DocumentId) -> tuple[TrackId, Subject, Step] | None:
    """The step in which this paper was drawn up; None for any other paper."""
    s = GoliveStepRow
    rows = await session.execute(select(s).where(s.document == document).order_by(s.number.desc()).limit(1))
    row = rows.scalar_one_or_none()
    return (TrackId(row.track), Subject(row.subject), _step(row)) if row else None


async def begins(session: AsyncSession, facility: FacilityId, department: DepartmentId) -> date | None:
    """The first day on which this department uses electronic records in place of paper, by any running track of its facility."""
    rows = await session.execute(select(TrackRow.id).where(TrackRow.facility == facility, TrackRow.closed_on.is_(None)))
    tracks = [TrackId(one) for one in rows.scalars()]
    found = await golives(session, tracks)
    days = [day for one in found.values() if (day := one[Subject.RECORD].departments.get(department))]
    return min(days, default=None)


async def of_plan(session: AsyncSession, plan: PlanId, position: Position) -> list[tuple[TrackId, FacilityId, str]]:
    """Running tracks of facilities in the plan that this position reaches, with the facility's name; the department's own left out."""
    t, f = TrackRow, FacilityRow
    query = select(t.id, f.id, f.name).join(f, f.id == t.facility).join(PlanRow, PlanRow.id == t.plan)
    query = query.where(
        t.plan == plan, t.closed_on.is_(None), t.facility != PlanRow.department, reached_by(position), f.kind != "authority"
    )
    return [(TrackId(one), FacilityId(facility), name) for one, facility, name in await session.execute(query.order_by(f.name, t.id))]


async def departments(session: AsyncSession, facilities: Collection[FacilityId]) -> dict[FacilityId, dict[DepartmentId, str]]:
    """The departments of each facility, by name."""
    d = DepartmentRow
    found: dict[FacilityId, dict[DepartmentId, str]] = {one: {} for one in facilities}
    for facility, which, name in await session.execute(select(d.facility, d.id, d.name).where(d.facility.in_(facilities)).order_by(d.name)):
        found[FacilityId(facility)][DepartmentId(which)] = name
    return found


async def states(session: AsyncSession, tracks: Collection[TrackId]) -> dict[TrackId, dict[State, Reached]]:
    """Track → states the facility has come to and is in, each with its newest paper."""
    s = FacilityStateRow
    rows = await session.execute(select(s).where(s.track.in_(tracks), s.withdrawn_at.is_(None)).order_by(s.track, s.state, s.number))
    found: dict[TrackId, dict[State, Reached]] = {one: {} for one in tracks}
    for row in rows.scalars():
        if row.over:
            found[TrackId(row.track)].pop(State(row.state), None)
            continue
        paper = OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer)
        found[TrackId(row.track)][State(row.state)] = Reached(
            row.on, paper, PersonId(row.by) if row.by else None, row.at, number=row.number
        )
    return found


def _step(row: GoliveStepRow) -> Step:
    return Step(
        row.number,
        Act(row.act),
        PersonId(row.by) if row.by else None,
        row.at,
        row.day,
        row.well,
        row.words,
        OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer),
        row.code,
        DepartmentId(row.department) if row.department else None,
        DocumentId(row.document) if row.document else None,
    )
