"""Writes of mergers of departments of health."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.feeds import FeedKind, feed_of
from domain.mergers import Merger, MergerState
from domain.names import FacilityId, PersonId, PositionId, TrackId
from store.tables.duties import AbsenceRow, DutyRow, SubstitutionRow
from store.tables.feeds import FeedEntryRow, FeedRow
from store.tables.mergers import MergerRow, PlanAuthorityRow
from store.tables.people import DepartmentRow, FacilityRow, PositionRow
from store.tables.plan_editions import PlanEditionRow
from store.tables.plans import PlanRow
from store.tables.remedies import RemedyRow
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import TrackRow
from store.writes import duties, plan_editions

ONE_AT_A_TIME = 0x6D657267
"""Advisory lock of whatever enters, decides or carries out a merger: who takes over whom is judged over all of them."""
BEFORE = {"synchronize_session": False}


async def alone(session: AsyncSession) -> None:
    """No other merger is entered, decided or carried out until this transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


async def hold(session: AsyncSession, department: FacilityId) -> None:
    """Locks the department that ends: what it begins at this moment is done before, or refused after."""
    await session.execute(select(FacilityRow.id).where(FacilityRow.id == department).with_for_update())


async def hold_own(session: AsyncSession, position: PositionId) -> None:
    """Keeps the position's facility from being merged away until this transaction ends; waits while it is."""
    here = select(PositionRow.facility).where(PositionRow.id == position).scalar_subquery()
    await session.execute(select(FacilityRow.id).where(FacilityRow.id == here).with_for_update(read=True))


async def enter(session: AsyncSession, which: UUID, merger: Merger, by: PersonId, now: datetime) -> None:
    await session.execute(insert(MergerRow).values(id=which, **vars(merger), entered_by=by, at=now, state=MergerState.ENTERED))


async def decide(session: AsyncSession, which: UUID, state: MergerState, by: PersonId, reason: str, now: datetime) -> None:
    """Accepted or refused by the receiving department."""
    made = {"state": state, "decided_by": by, "decided_at": now, "reason": reason}
    await session.execute(update(MergerRow).where(MergerRow.id == which).values(made))


async def call_off(session: AsyncSession, which: UUID, by: PersonId, reason: str, now: datetime) -> None:
    made = {"state": MergerState.CALLED_OFF, "called_off_by": by, "called_off_at": now, "reason": reason}
    await session.execute(update(MergerRow).where(MergerRow.id == which).values(made))


async def carry_out(session: AsyncSession, passed: Iterable[UUID], merger: Merger, now: datetime) -> None:
    """Whatever is open of the old department is the new one's from now on; posts are moved beside this.

    `passed`: this merger, and those by which the department it names came under the `new` one of this call.
    """
    old, new, these = merger.old, merger.new, list(passed)
    for one in these:
        number = select(func.count()).where(PlanAuthorityRow.plan == PlanRow.id).correlate(PlanRow).scalar_subquery()
        kept = select(PlanRow.id, literal(one), number).where(PlanRow.department == old)
        await session.execute(insert(PlanAuthorityRow).from_select(["plan", "merger", "number"], kept))
    await _tracks(session, merger, now)
    await _papers(session, old, new)
    await _staff(session, old, new, now)
    await _taken_over(session, old, new)
    await session.execute(update(MergerRow).where(MergerRow.id == these[0]).values(done_at=now, state=MergerState.DONE))


async def _tracks(session: AsyncSession, merger: Merger, now: datetime) -> None:
    """Its own tracks in any plan; one beside a track that the new department has there itself ends, as that of a facility that merges."""
    old, new = merger.old, merger.new
    has = select(TrackRow.plan).where(TrackRow.facility == new)
    moved = update(TrackRow).where(TrackRow.facility == old, TrackRow.plan.not_in(has)).execution_options(**BEFORE)
    await session.execute(moved.values(facility=new, version=TrackRow.version + 1))
    for left in (await session.execute(select(TrackRow.id).where(TrackRow.facility == old, TrackRow.closed_on.is_(None)))).scalars().all():
        await plan_editions.close(session, TrackId(left), merger.on - timedelta(days=1), merger.basis, new, now)
    waits = update(RemedyRow).where(RemedyRow.facility == old, RemedyRow.state != "accepted")
    await session.execute(waits.values(facility=new).execution_options(**BEFORE))


def _signing() -> ColumnElement[bool]:
    v = VersionRow
    return v.ended.is_(None) & v.preserved.is_(None) & v.completed_at.is_(None)


async def _papers(session: AsyncSession, old: FacilityId, new: FacilityId) -> None:
    """Papers of the rollout that are still being signed; one that has its number keeps it in the old one's series."""
    d, v = DocumentRow, VersionRow
    here = select(d.id).where(d.facility == old, d.record.is_(None), d.current == v.number)
    unnumbered = update(v).where(v.document.in_(here), _signing(), v.issue_number.is_(None))
    await session.execute(unnumbered.values(facility=new).execution_options(**BEFORE))
    waits = select(v.document).where(v.number == d.current, _signing())
    papers = update(d).where(d.facility == old, d.record.is_(None), d.id.in_(waits))
    await session.execute(papers.values(facility=new).execution_options(**BEFORE))


async def _staff(session: AsyncSession, old: FacilityId, new: FacilityId, now: datetime) -> None:
    """Who is away, who signs for whom and who is on duty, unless it is over; open tasks follow."""
    today = day(now)
    for away in (AbsenceRow, SubstitutionRow):
        lasts = update(away).where(away.facility == old, away.ended_at.is_(None), away.until >= today)
        await session.execute(lasts.values(facility=new).execution_options(**BEFORE))
    shifts = update(DutyRow).where(DutyRow.facility == old, DutyRow.cancelled_at.is_(None), DutyRow.until > now)
    await session.execute(shifts.values(facility=new).execution_options(**BEFORE))
    await duties.changed(session, new, now)


async def _taken_over(session: AsyncSession, old: FacilityId, new: FacilityId) -> None:
    await session.execute(update(PlanRow).where(PlanRow.department == old).values(department=new))
    has = select(PlanEditionRow.code + "/" + PlanEditionRow.edition).where(PlanEditionRow.department == new)
    mine = PlanEditionRow.department == old, (PlanEditionRow.code + "/" + PlanEditionRow.edition).not_in(has)
    await session.execute(update(PlanEditionRow).where(*mine).values(department=new).execution_options(**BEFORE))
    await session.execute(update(FacilityRow).where(FacilityRow.parent == old).values(parent=new))
    await session.execute(update(DepartmentRow).where(DepartmentRow.facility == old).values(facility=new))


async def feeds(session: AsyncSession, ended: PositionId, begun: PositionId) -> None:
    """Calendars of a post are the next one's under the same secret address, and go on counting their changes."""
    for row in (await session.execute(select(FeedRow).where(FeedRow.position == ended, FeedRow.secret.is_not(None)))).scalars().all():
        again = feed_of(begun, FeedKind(row.kind), TrackId(row.track) if row.track else None)
        kept = {one.name: getattr(row, one.name) for one in FeedRow.__table__.columns} | {"id": again.id, "position": begun}
        await session.execute(insert(FeedRow).values({**kept, "secret": None}))
        await session.execute(update(FeedEntryRow).where(FeedEntryRow.feed == row.id).values(feed=again.id))
        await session.execute(delete(FeedRow).where(FeedRow.id == row.id))
        await session.execute(update(FeedRow).where(FeedRow.id == again.id).values(secret=row.secret))
