"""Reads of who is away."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.absences import Absence
from domain.errors import NotFound
from domain.names import FacilityId, PersonId
from store.tables.duties import AbsenceRow, SubstitutionRow
from store.tables.people import PersonRow, PositionRow


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

    A substitution that is bounded by forms says nothing of where somebody is. A substitute who has no post there any more, or may not
    sign in, stands in for nobody: whoever they stood in for is away all the same.
    """
    a, s, p, here = AbsenceRow, SubstitutionRow, PositionRow, list(facilities)
    on_leave = select(a.person).where(a.facility.in_(here), a.ended_at.is_(None), a.since <= today, a.until >= today)
    posted = exists(
        select(p.id)
        .join(PersonRow, PersonRow.id == p.person)
        .where(p.person == s.substitute, p.facility == s.facility, PersonRow.active)
        .where(p.since <= today, or_(p.until.is_(None), p.until >= today))
    )
    replaced = select(s.absent, s.substitute, posted).where(
        s.facility.in_(here), s.ended_at.is_(None), s.since <= today, s.until >= today, s.forms == []
    )
    found = {PersonId(one) for one in (await session.execute(on_leave)).scalars()}
    stands_in: dict[PersonId, list[PersonId]] = {}
    for absent, substitute, there in await session.execute(replaced.order_by(s.begun_at, s.id)):
        stands_in.setdefault(PersonId(absent), []).extend([PersonId(substitute)] if there else [])
    return frozenset(found | stands_in.keys()), stands_in


def _absence(row: AbsenceRow) -> Absence:
    return Absence(row.id, FacilityId(row.facility), PersonId(row.person), row.since, row.until, row.reason, row.ended_at)
