"""Writes of plans and the tracks they open."""

from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId
from domain.plans import Milestone
from domain.tracks import Track
from store.queries.plans import OpenPlan
from store.queries.tracks import SPEC
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, TrackRow


async def plan(session: AsyncSession, new: OpenPlan, by: PersonId) -> None:
    await session.execute(insert(PlanRow).values(**vars(new), opened_by=by))


async def track(session: AsyncSession, new: Track, specs: Iterable[Milestone]) -> None:
    """Keeps a new track with what the plan says of each milestone."""
    row = {"id": new.id, "plan": new.plan, "facility": new.facility, "opened_at": new.opened_at, "heard_at": new.heard_at}
    await session.execute(insert(TrackRow).values(row))
    rows = [
        {
            "track": new.id,
            "code": one.code,
            "number": number,
            "spec": SPEC.dump_python(spec, mode="json"),
            "due": one.due,
            "state": one.state,
            "since": one.since,
        }
        for number, (one, spec) in enumerate(zip(new.milestones, specs, strict=True), 1)
    ]
    if rows:
        await session.execute(insert(MilestoneRow).values(rows))
