"""Reads of a plan as it stood at a moment: of each milestone the last line of its past before that."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import end
from domain.declarations import Claim
from domain.names import FacilityId, TrackId
from domain.parts import Kind
from domain.standings import Said, Standing, Unit
from domain.tracks import Progress, State, Track
from store.queries.mergers import authorities
from store.queries.plans import OpenPlan
from store.tables.people import FacilityRow
from store.tables.tracks import MilestonePastRow, MilestoneRow, TrackRow


async def standing(session: AsyncSession, plan: OpenPlan, on: date) -> Standing:
    """The plan when this day was over.

    A unit that joined later is not there, nor one whose milestones had all been dropped: it was closed.
    """
    said: dict[str, Said] = {}
    milestones = await _milestones(session, plan, end(on), said)
    t, f = TrackRow, FacilityRow
    query = select(t.id, t.opened_at, t.heard_at, t.live_from, f.id, f.name, f.kind).join(f, f.id == t.facility)
    heads = await session.execute(query.where(t.plan == plan.id).order_by(f.name, t.id))
    units = tuple(
        Unit(
            Track(TrackId(which), plan.id, FacilityId(facility), plan.department, opened_at, heard_at, milestones[which], live_from),
            FacilityId(facility),
            name,
            kind,
        )
        for which, opened_at, heard_at, live_from, facility, name, kind in heads
        if which in milestones
    )
    return Standing(on, units, said)


async def _milestones(session: AsyncSession, plan: OpenPlan, before: datetime, said: dict[str, Said]) -> dict[UUID, tuple[Progress, ...]]:
    """In the plan's order; what the plan says of each goes into `said`."""
    p, m = MilestonePastRow, MilestoneRow
    told = (p.track, p.code, m.number, m.spec["kind"].astext, m.spec["after"], m.spec["task"].astext, m.spec["title"].astext)
    stood = (p.due, p.state, p.at, p.claim, p.done_on, p.sent_back)
    last = (
        select(*told, *stood)
        .ext(distinct_on(p.track, p.code))
        .join(m, (m.track == p.track) & (m.code == p.code))
        .join(TrackRow, TrackRow.id == p.track)
        .where(TrackRow.plan == plan.id, p.at < before)
        .order_by(p.track, p.code, p.at.desc(), p.id.desc())
    )
    found: dict[UUID, list[tuple[int, Progress]]] = {}
    for track, code, number, kind, after, task, title, due, state, at, claim, done_on, sent_back in await session.execute(last):
        if state != State.DROPPED:
            said[code] = Said(code, task, title, Kind(kind))
            claimed = Claim(claim) if claim else None
            one = Progress(code, Kind(kind), due, tuple(after), State(state), at, claimed, done_on, None, None, sent_back)
            found.setdefault(track, []).append((number, one))
    return {track: _known(one for _, one in sorted(of, key=lambda pair: (pair[0], pair[1].code))) for track, of in found.items()}


def _known(milestones: Iterable[Progress]) -> tuple[Progress, ...]:
    """Without what comes first and was not there yet: today's edition may wait for a part that a later one brought."""
    those = tuple(milestones)
    codes = {one.code for one in those}
    return tuple(replace(one, after=tuple(code for code in one.after if code in codes)) for one in those)


async def authority(session: AsyncSession, plan: OpenPlan, on: date) -> str:
    """Name of the department of health that was in charge of the plan on this day."""
    before = next((one.name for one in await authorities(session, plan.id) if one.until >= on), "")
    if before:
        return before
    return (await session.execute(select(FacilityRow.name).where(FacilityRow.id == plan.department))).scalar_one()
