"""What obstacles wait for: an answer of the department, word from above that is late, and whoever raised one."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.obstacles import ObstacleState
from domain.people import Position
from store.queries.errands import Errand
from store.tables.obstacles import ObstacleRow
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.tracks import TrackRow

RUNS = TrackRow.closed_on.is_(None)
"""Nobody is waited for on a closed track."""


async def to_answer(session: AsyncSession, position: Position) -> list[Errand]:
    """Those raised in the department's plans, a line for each plan; the obstacle itself when it is the only one."""
    o = ObstacleRow
    query = (
        select(
            TrackRow.plan,
            func.count(),
            func.min(o.title),
            func.min(o.since),
            func.min(o.due),
            func.min(FacilityRow.name),
            func.array_agg(o.id),
        )
        .join(TrackRow, TrackRow.id == o.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(PlanRow.department == position.facility, o.state == ObstacleState.ASKED, RUNS)
        .group_by(TrackRow.plan)
    )
    found = await session.execute(query)
    return [_asked(plan, n, title, since, due, name, which) for plan, n, title, since, due, name, which in found]


def _asked(plan: UUID, n: int, title: str, since: datetime, due: date | None, facility: str, which: Sequence[UUID]) -> Errand:
    if n == 1:
        return Errand("unblock", f"/obstacles/{which[0]}", title, since, due, facility=facility)
    return Errand("unblock", f"/obstacles?plan={plan}&show=asked", "", since, due, n, n)


async def to_chase(session: AsyncSession, position: Position) -> list[Errand]:
    """Passed up, and the last reminder before the day an answer is due was told: it is asked for again, and noted when it is there."""
    o = ObstacleRow
    query = (
        select(o.id, o.title, o.since, o.due, o.lifter_name)
        .join(TrackRow, TrackRow.id == o.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(PlanRow.department == position.facility, o.state == ObstacleState.PASSED, o.told >= o.due - 1, RUNS)
    )
    rows = await session.execute(query)
    return [Errand("chase", f"/obstacles/{which}", title, since, due, facility=above) for which, title, since, due, above in rows]


async def to_confirm(session: AsyncSession, position: Position) -> list[Errand]:
    """Answered, on a track of the own facility: whoever raised it says whether it is lifted."""
    o = ObstacleRow
    query = (
        select(o.id, o.title, o.since)
        .join(TrackRow, TrackRow.id == o.track)
        .where(TrackRow.facility == position.facility, o.state == ObstacleState.ANSWERED, RUNS)
    )
    return [Errand("unblocked", f"/obstacles/{which}", title, since) for which, title, since in await session.execute(query)]
