"""Reads of who is away."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.absences import Absence
from domain.errors import NotFound
from domain.names import FacilityId, PersonId
from store.tables.duties import AbsenceRow, SubstitutionRow


async def of_facility(session: AsyncSession, facility: FacilityId, today: date) -> list[Absence]:
    """Those that hold today or later, the earliest first."""
    a = AbsenceRow
    asked = select(a).where(a.facility == facility, a.ended_at.is_(None), a.until >= today).order_by(a.since, a.id)
    return [_absence(row) for row in (await session.execute(asked)).scalars()]


async def absence(session: AsyncSession, which: UUID, lock: bool = False) -> Absence:
    """Raises: NotFound."""
    row = await session.get(AbsenceRow, which, with_for_update=lock)
    if row is None:
        raise NotFound("absence", which)
    return _absence(row)


async def away(
    session: AsyncSession, facilities: Iterable[FacilityId], today: date
) -> tuple[frozenset[PersonId], dict[PersonId, list[PersonId]]]:
    """Who of these facilities is away today, and who stands in for whom.

    A substitution that is bounded by forms says nothing of where somebody is.
    """
    a, s, there = AbsenceRow, SubstitutionRow, list(facilities)
    on_leave = select(a.person).where(a.facility.in_(there), a.ended_at.is_(None), a.since <= today, a.until >= today)
    replaced = select(s.absent, s.substitute).where(
        s.facility.in_(there), s.ended_at.is_(None), s.since <= today, s.until >= today, s.forms == []
    )
    found = {PersonId(one) for one in (await session.execute(on_leave)).scalars()}
    stands_in: dict[PersonId, list[PersonId]] = {}
    for absent, substitute in await session.execute(replaced.order_by(s.begun_at, s.id)):
        stands_in.setdefault(PersonId(absent), []).append(PersonId(substitute))
    return frozenset(found | stands_in.keys()), stands_in


def _absence(row: AbsenceRow) -> Absence:
    return Absence(row.id, FacilityId(row.facility), PersonId(row.person), row.since, row.until, row.reason, row.ended_at)
