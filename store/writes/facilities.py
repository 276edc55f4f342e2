"""Writes of facilities that were brought in."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId
from store.tables.facility_units import FacilityUnitRow
from store.tables.people import DepartmentRow, FacilityRow


async def remove(session: AsyncSession, which: FacilityId) -> bool:
    """Takes out one that nothing rests on, with its departments and the communes it was said to lie in; False when something does."""
    try:
        async with session.begin_nested():
            await session.execute(delete(FacilityUnitRow).where(FacilityUnitRow.facility == which))
            await session.execute(delete(DepartmentRow).where(DepartmentRow.facility == which))
            await session.execute(delete(FacilityRow).where(FacilityRow.id == which))
    except IntegrityError:  # the database knows every row that names it
        return False
    return True
