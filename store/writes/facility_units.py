"""Writes of the administrative units facilities lie in."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId
from store.tables.facility_units import FacilityUnitRow


async def enter(session: AsyncSession, units: Mapping[FacilityId, str], since: date, basis: str, by: PersonId, now: datetime) -> None:
    """From the day on; what was entered for the same day is corrected."""
    rows = [{"facility": which, "since": since, "name": name, "basis": basis, "entered_by": by, "at": now} for which, name in units.items()]
    made = insert(FacilityUnitRow).values(rows)
    corrected = {name: made.excluded[name] for name in ("name", "basis", "entered_by", "at")}
    await session.execute(made.on_conflict_do_update(index_elements=["facility", "since"], set_=corrected))
