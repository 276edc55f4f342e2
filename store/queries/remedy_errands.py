"""What inspection visits wait for: minutes, a judgement of what is reported mended, and whoever is to mend."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people import Position
from domain.remedies import RemedyState
from domain.visits import VisitState
from store.queries.errands import Errand
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.remedies import RemedyRow
from store.tables.tracks import TrackRow
from store.tables.visits import VisitRow

RUNS = TrackRow.closed_on.is_(None)
"""Nobody is waited for on a closed track."""


async def to_record(session: AsyncSession, position: Position) -> list[Errand]:
    """Visits of the department whose day has passed without minutes."""
    v = VisitRow
    query = (
        select(v.id, v.planned_at, v.day, FacilityRow.name)
        .join(TrackRow, TrackRow.id == v.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(PlanRow.department == position.facility, v.state == VisitState.PLANNED, v.told, RUNS)
    )
    return [Errand("record_visit", f"/visits/{which}", "", at, on, facility=name) for which, at, on, name in await session.execute(query)]


async def to_judge(session: AsyncSession, position: Position) -> list[Errand]:
    """Remedial tasks reported done, a line for each visit; not those this officer reported."""
    r, v = RemedyRow, VisitRow
    query = (
        select(v.id, func.count(), func.min(r.what), func.min(r.since), FacilityRow.name)
        .join(v, v.id == r.visit)
        .join(TrackRow, TrackRow.id == v.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(PlanRow.department == position.facility, r.state == RemedyState.REPORTED, r.reported_by != position.person, RUNS)
        .group_by(v.id, FacilityRow.name)
    )
    return [
        Errand("judge_remedy", f"/visits/{which}", what if n == 1 else "", since, None, n, n, name)
        for which, n, what, since, name in await session.execute(query)
    ]


async def to_mend(session: AsyncSession, position: Position) -> list[Errand]:
    """What the own facility is to mend, a line for each visit."""
    r = RemedyRow
    query = (
        select(r.visit, func.count(), func.min(r.what), func.min(r.since), func.min(r.due))
        .join(VisitRow, VisitRow.id == r.visit)
        .join(TrackRow, TrackRow.id == VisitRow.track)
        .where(r.facility == position.facility, r.state == RemedyState.OPEN, RUNS)
        .group_by(r.visit)
    )
    return [
        Errand("remedy", f"/visits/{which}", what if n == 1 else "", since, due, n, n)
        for which, n, what, since, due in await session.execute(query)
    ]
