"""Writes of mergers of departments of health."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.mergers import Merger
from domain.names import FacilityId, PersonId
from store.tables.mergers import MergerRow, PlanAuthorityRow
from store.tables.people import DepartmentRow, FacilityRow
from store.tables.plan_editions import PlanEditionRow
from store.tables.plans import PlanRow
from store.tables.tracks import TrackRow


async def enter(session: AsyncSession, which: UUID, merger: Merger, by: PersonId, now: datetime) -> None:
    await session.execute(insert(MergerRow).values(id=which, **vars(merger), entered_by=by, at=now))


async def carry_out(session: AsyncSession, which: UUID, merger: Merger, now: datetime) -> None:
    """Plans, tracks, editions, facilities and offices of the old department are the new one's from now on; posts are moved beside this."""
    old, new = merger.old, merger.new
    plans = select(PlanRow.id).where(PlanRow.department == old)
    kept = plans.add_columns(literal(which))
    await session.execute(insert(PlanAuthorityRow).from_select(["plan", "merger"], kept))
    own = TrackRow.plan.in_(plans), TrackRow.facility == old
    await session.execute(update(TrackRow).where(*own).values(facility=new, version=TrackRow.version + 1))
    await _taken_over(session, old, new)
    await session.execute(update(MergerRow).where(MergerRow.id == which).values(done_at=now))


async def _taken_over(session: AsyncSession, old: FacilityId, new: FacilityId) -> None:
    await session.execute(update(PlanRow).where(PlanRow.department == old).values(department=new))
    has = select(PlanEditionRow.code + "/" + PlanEditionRow.edition).where(PlanEditionRow.department == new)
    mine = PlanEditionRow.department == old, (PlanEditionRow.code + "/" + PlanEditionRow.edition).not_in(has)
    await session.execute(update(PlanEditionRow).where(*mine).values(department=new).execution_options(synchronize_session=False))
    await session.execute(update(FacilityRow).where(FacilityRow.parent == old).values(parent=new))
    await session.execute(update(DepartmentRow).where(DepartmentRow.facility == old).values(facility=new))
