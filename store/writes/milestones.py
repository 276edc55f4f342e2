"""Writes of milestones of many tracks at once: begun, and each one's line of the past."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Insert, Select, and_, exists, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.plans import Milestone
from domain.tracks import Progress
from store.queries.tracks import SPEC
from store.tables.table import bare
from store.tables.tracks import MilestonePastRow, MilestoneRow, TrackRow

BEGINS = ("code", "due", "state", "since", "claim", "done_on", "reported_by", "accepted_by")
PAST = ("due", "state", "claim", "done_on", "sent_back")


def begin(of: Select[UUID], number: int, one: Progress, spec: Milestone) -> Insert:
    """A milestone that stands like this, in those of these tracks that lack it."""
    values = {**{name: getattr(one, name) for name in BEGINS}, "number": number, "spec": SPEC.dump_python(spec, mode="json")}
    types = bare(MilestoneRow).c
    kept = (literal(value, types[name].type) for name, value in values.items())
    has = exists(select(MilestoneRow.code).where(MilestoneRow.track == TrackRow.id, MilestoneRow.code == one.code))
    rows = of.with_only_columns(TrackRow.id, *kept, maintain_column_froms=True).where(~has)
    return insert(MilestoneRow).from_select(["track", *values], rows)


async def past(session: AsyncSession, of: Select[UUID], codes: Collection[str], now: datetime, begun_now: bool = False) -> None:
    """How these milestones stand from now on; with `begun_now` only those whose state began in this very act."""
    m = MilestoneRow
    if codes:
        await session.execute(_line(of, now, and_(m.code.in_(codes), m.since == now) if begun_now else m.code.in_(codes)))


async def first_past(session: AsyncSession, of: Select[UUID], now: datetime) -> None:
    """The first line of the past of milestones that have none: of those a track lacked until now."""
    m, p = MilestoneRow, MilestonePastRow
    await session.execute(_line(of, now, ~exists(select(p.id).where(p.track == m.track, p.code == m.code))))


def _line(of: Select[UUID], now: datetime, wanted: ColumnElement[bool]) -> Insert:
    m = MilestoneRow
    rows = select(m.track, m.code, literal(now), *(getattr(m, name) for name in PAST)).where(m.track.in_(of), wanted)
    return insert(MilestonePastRow).from_select(["track", "code", "at", *PAST], rows)
