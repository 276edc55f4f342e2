"""Writes of plans and the tracks they open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId, PlanId
from domain.plans import Milestone
from domain.tracks import Track
from store.queries.plans import OpenPlan
from store.queries.tracks import SPEC
from store.tables.plans import PlanRow
from store.tables.tracks import MilestonePastRow, MilestoneRow, TrackRow
from store.writes.tracks import past


async def plan(session: AsyncSession, new: OpenPlan, by: PersonId) -> None:
    await session.execute(insert(PlanRow).values(**vars(new), opened_by=by))


async def place(session: AsyncSession, which: PlanId, above: PlanId | None) -> None:
    """Says which plan it serves."""
    await session.execute(update(PlanRow).where(PlanRow.id == which).values(above=above))


async def tracks(session: AsyncSession, new: Sequence[tuple[Track, Sequence[Milestone]]]) -> None:
    """Keeps new tracks, each with what the plan says of its milestones; hundreds of facilities in one go."""
    kept: dict[Milestone, Any] = {}
    for _, specs in new:
        for spec in specs:
            if spec not in kept:
                kept[spec] = SPEC.dump_python(spec, mode="json")
    heads = [
        {"id": one.id, "plan": one.plan, "facility": one.facility, "opened_at": one.opened_at, "heard_at": one.heard_at} for one, _ in new
    ]
    rows = [
        {
            "track": track.id,
            "code": one.code,
            "number": number,
            "spec": kept[spec],
            "due": one.due,
            "state": one.state,
            "since": one.since,
            "claim": one.claim,
            "done_on": one.done_on,
            "reported_by": one.reported_by,
            "accepted_by": one.accepted_by,
        }
        for track, specs in new
        for number, (one, spec) in enumerate(zip(track.milestones, specs, strict=True), 1)
    ]
    if heads:
        await session.execute(insert(TrackRow), heads)
    if rows:
        await session.execute(insert(MilestoneRow), rows)
        await session.execute(insert(MilestonePastRow), [past(track, one, track.opened_at) for track, _ in new for one in track.milestones])
