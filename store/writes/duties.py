"""Writes of the duty list, of substitutions, and of how far open tasks follow the people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.duties import Shift
from domain.names import FacilityId, PersonId
from domain.substitutions import Substitution
from store.tables.duties import DutyRow, StaffingRow, SubstitutionRow


async def enter(session: AsyncSession, shift: Shift, by: PersonId, now: datetime) -> None:
    """Keeps a shift, unless it is there."""
    row = {**vars(shift), "duty": str(shift.duty), "entered_by": by, "entered_at": now}
    await session.execute(insert(DutyRow).values(row).on_conflict_do_nothing())


async def cancel(session: AsyncSession, which: UUID, now: datetime) -> None:
    await session.execute(update(DutyRow).where(DutyRow.id == which).values(cancelled_at=now))


async def begin(session: AsyncSession, new: Substitution, by: PersonId, now: datetime) -> None:
    """Keeps a substitution, unless it is there."""
    row = {**vars(new), "forms": list(new.forms), "begun_by": by, "begun_at": now}
    await session.execute(insert(SubstitutionRow).values(row).on_conflict_do_nothing())


async def end(session: AsyncSession, which: UUID, by: PersonId, now: datetime) -> None:
    await session.execute(update(SubstitutionRow).where(SubstitutionRow.id == which).values(ended_at=now, ended_by=by))


async def changed(session: AsyncSession, facility: FacilityId, now: datetime) -> None:
    """Somebody came, went or was put in another's place: open tasks are to follow."""
    row = insert(StaffingRow).values(facility=facility, changed_at=now)
    newest = func.greatest(StaffingRow.changed_at, now)
    await session.execute(row.on_conflict_do_update(index_elements=["facility"], set_={"changed_at": newest}))


async def followed(session: AsyncSession, facility: FacilityId, at: datetime) -> None:
    """Open tasks are as the people were at that moment."""
    row = insert(StaffingRow).values(facility=facility, changed_at=at, followed_at=at)
    newest = func.greatest(StaffingRow.followed_at, at)
    await session.execute(row.on_conflict_do_update(index_elements=["facility"], set_={"followed_at": newest}))
