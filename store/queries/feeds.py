"""Reads of calendar feeds: whose they are, and what stands in them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.feeds import Feed, FeedKind, ToJudge
from domain.names import FacilityId, FeedId, PlanId, PositionId, TrackId
from store.queries.plans import TITLE
from store.tables.feeds import FeedEntryRow, FeedRow
from store.tables.people import FacilityRow, PersonRow, PositionRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, TrackRow


@dataclass(frozen=True)
class FeedLine:
    """A feed as its owner sees it."""

    feed: Feed
    facility: str
    """Of a track's feed, the name of its facility."""
    plan: str
    """Title of that track's plan."""
    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class ColumnLine:
    """One milestone of one open plan, counted over the department's facilities."""

    plan: PlanId
    plan_title: str
    code: str
    title: str
    days: tuple[date, ...]
    accepted: int
    total: int


def _feed(row: FeedRow) -> Feed:
    return Feed(FeedId(row.id), PositionId(row.position), FeedKind(row.kind), TrackId(row.track) if row.track else None)


async def of_position(session: AsyncSession, position: PositionId) -> list[FeedLine]:
    """The feeds of a position that can be read, its own work first."""
    f = FeedRow
    rows = await session.execute(
        select(f, FacilityRow.name, TITLE)
        .outerjoin(TrackRow, TrackRow.id == f.track)
        .outerjoin(FacilityRow, FacilityRow.id == TrackRow.facility)
        .outerjoin(PlanRow, PlanRow.id == TrackRow.plan)
        .where(f.position == position, f.secret.is_not(None))
        .order_by(f.kind, FacilityRow.name)
    )
    return [FeedLine(_feed(row), name or "", title or "", row.made_at, row.read_at) for row, name, title in rows]


async def known(session: AsyncSession, secret: str, now: datetime) -> Feed | None:
    """The feed of this SHA-256; None when it is unknown, was revoked, or its position is held no more."""
    p, today = PositionRow, day(now)
    found = (
        await session.execute(
            select(FeedRow)
            .join(p, p.id == FeedRow.position)
            .join(PersonRow, PersonRow.id == p.person)
            .where(FeedRow.secret == secret, PersonRow.active, p.since <= today, or_(p.until.is_(None), p.until >= today))
        )
    ).scalar_one_or_none()
    return _feed(found) if found else None


async def told(session: AsyncSession, feed: FeedId) -> dict[str, tuple[str, int, datetime]]:
    """UID → digest, number and moment of the last change that was told."""
    rows = await session.execute(select(FeedEntryRow).where(FeedEntryRow.feed == feed))
    return {row.uid: (row.digest, row.sequence, row.changed_at) for row in rows.scalars()}


async def tracks_of(session: AsyncSession, facility: FacilityId) -> list[TrackId]:
    """A unit's own tracks, newest plan first."""
    rows = await session.execute(
        select(TrackRow.id)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(TrackRow.facility == facility)
        .order_by(PlanRow.opened_at.desc())
    )
    return [TrackId(one) for one in rows.scalars()]


async def columns(session: AsyncSession, department: FacilityId) -> list[ColumnLine]:
    """Every milestone with a last day of the department's plans, over the facilities below it."""
    m, waits = MilestoneRow, MilestoneRow.state != "accepted"
    title = func.min(m.spec["title"].astext)
    open_days = func.array_agg(m.due.distinct()).filter(waits)
    rows = await session.execute(
        select(PlanRow.id, TITLE, m.code, title, open_days, func.max(m.due), func.count(case((~waits, 1))), func.count())
        .join(TrackRow, TrackRow.id == m.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(PlanRow.department == department, TrackRow.facility != department, m.due.is_not(None), m.state != "dropped")
        .group_by(PlanRow.id, m.code)
        .order_by(PlanRow.id, func.min(m.number))
    )
    return [
        ColumnLine(PlanId(plan), plan_title, code, said, tuple(sorted(days or [last])), done, total)
        for plan, plan_title, code, said, days, last, done, total in rows
    ]


async def to_judge(session: AsyncSession, department: FacilityId, limit: int) -> list[ToJudge]:
    """Reports of the department's facilities that nobody judged, oldest first."""
    m = MilestoneRow
    rows = await session.execute(
        select(m.track, m.code, m.spec["title"].astext, FacilityRow.name, TITLE, m.since, m.due)
        .join(TrackRow, TrackRow.id == m.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(PlanRow.department == department, TrackRow.facility != department, m.state == "reported")
        .order_by(m.since, m.track, m.code)
        .limit(limit)
    )
    return [ToJudge(TrackId(track), code, title, name, plan, day(since), due) for track, code, title, name, plan, since, due in rows]
