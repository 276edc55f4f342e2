"""Several plans at once, added up in SQL: by plan with those that serve it, and by facility."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.declarations import Claim
from domain.names import FacilityId, PlanId, TrackId
from domain.people import Position
from domain.tracks import State
from store.queries.plans import reached_by
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, TrackRow


@dataclass(frozen=True)
class Share:
    """One facility's part in one plan."""

    track: TrackId
    accepted: int
    total: int
    late: bool


async def below(session: AsyncSession, which: Collection[PlanId]) -> dict[PlanId, list[PlanId]]:
    """Each plan with itself and all that serve it, also through others."""
    p = PlanRow
    start = select(p.id.label("top"), p.id.label("plan")).where(p.id.in_(which)).cte("served", recursive=True)
    step = select(start.c.top, p.id).join(start, start.c.plan == p.above)
    served = start.union(step)
    found: dict[PlanId, list[PlanId]] = {}
    for top, plan in await session.execute(select(served.c.top, served.c.plan)):
        found.setdefault(PlanId(top), []).append(PlanId(plan))
    return found


async def facilities(session: AsyncSession, position: Position, after: FacilityId | None, limit: int) -> list[tuple[FacilityId, str]]:
    """Facilities with a running track in any plan this position reaches, by name, after the last one of the page before."""
    f = FacilityRow
    running = select(TrackRow.facility).where(reached_by(position), TrackRow.closed_on.is_(None))
    query = select(f.id, f.name).where(f.id.in_(running))
    if after:
        last = (await session.execute(select(f.name).where(f.id == after))).scalar_one_or_none()
        query = query.where(tuple_(f.name, f.id) > tuple_(last or "", after))
    return [(FacilityId(which), name) for which, name in await session.execute(query.order_by(f.name, f.id).limit(limit))]


async def shares(
    session: AsyncSession, position: Position, these: Sequence[FacilityId], today: date
) -> dict[tuple[FacilityId, PlanId], Share]:
    """What each of these facilities has done of each plan, as the database keeps count; what was accepted as not applicable is in neither
    number.
    """
    t, m = TrackRow, MilestoneRow
    late = func.coalesce(t.next_due < today, False)
    aside = select(func.count()).where(m.track == t.id, m.state == State.ACCEPTED, m.claim == Claim.NOT_APPLICABLE)
    waived = aside.correlate(t).scalar_subquery()
    done = select(t.facility, t.plan, t.id, t.accepted - waived, t.total - waived, late)
    query = done.where(reached_by(position), t.facility.in_(these), t.total > 0)
    rows = await session.execute(query)
    return {(FacilityId(who), PlanId(plan)): Share(TrackId(track), done, of, is_late) for who, plan, track, done, of, is_late in rows}
