"""Writes of plans and the tracks they open."""

from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId, PlanId
from domain.plans import Milestone
from domain.tracks import Progress, Track
from store.queries.plans import OpenPlan
from store.tables.plans import PlanRow
from store.tables.tracks import TrackRow
from store.writes.milestones import begin, first_past


async def plan(session: AsyncSession, new: OpenPlan, by: PersonId) -> None:
    await session.execute(insert(PlanRow).values(**vars(new), opened_by=by))


async def place(session: AsyncSession, which: PlanId, above: PlanId | None) -> None:
    """Says which plan it serves."""
    await session.execute(update(PlanRow).where(PlanRow.id == which).values(above=above))


async def tracks(session: AsyncSession, new: Sequence[tuple[Track, Sequence[Milestone]]]) -> None:
    """Keeps new tracks, each with what the plan says of its milestones.

    One statement for each milestone of those that begin alike: the database counts after every statement (`store/migrations/tallies.py`),
    and 1,500 facilities have 50,000 milestones.
    """
    heads = [{name: getattr(one, name) for name in ("id", "plan", "facility", "opened_at", "heard_at")} for one, _ in new]
    if heads:
        await session.execute(insert(TrackRow), heads)
    alike: dict[tuple[tuple[Progress, ...], tuple[Milestone, ...]], list[Track]] = {}
    for track, specs in new:
        alike.setdefault((track.milestones, tuple(specs)), []).append(track)
    for (milestones, specs), begun in alike.items():
        of = select(TrackRow.id).where(TrackRow.id.in_([one.id for one in begun]))
        for number, (one, spec) in enumerate(zip(milestones, specs, strict=True), 1):
            await session.execute(begin(of, number, one, spec))
        await first_past(session, of, begun[0].opened_at)
