"""Reads of the administrative units facilities lie in, as of a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId
from store.tables.facility_units import FacilityUnitRow
from store.tables.people import FacilityRow


@dataclass(frozen=True)
class UnitLine:
    """A facility of the department with the unit it lies in; empty when nobody entered one."""

    facility: FacilityId
    name: str
    unit: str
    since: date | None
    basis: str


def lying_in(unit: str, on: date) -> Select[str]:
    """Facilities that lie in this unit on the day."""
    lies = latest(on).subquery()
    return select(lies.c.facility).where(lies.c.name == unit)


async def facilities(session: AsyncSession, unit: str, on: date) -> set[FacilityId]:
    """Facilities that lay in this unit on the day."""
    return {FacilityId(one) for one in (await session.execute(lying_in(unit, on))).scalars()}


def latest(on: date) -> Select[str, str, date, str]:
    """The unit of each facility on the day."""
    u = FacilityUnitRow
    of_each = select(u.facility, u.name, u.since, u.basis).ext(distinct_on(u.facility)).where(u.since <= on)
    return of_each.order_by(u.facility, u.since.desc())


async def lines(session: AsyncSession, department: FacilityId, on: date) -> list[UnitLine]:
    """The department's facilities with their units on the day, by name."""
    f, lies = FacilityRow, latest(on).subquery()
    query = select(f.id, f.name, lies.c.name, lies.c.since, lies.c.basis).outerjoin(lies, lies.c.facility == f.id)
    rows = await session.execute(query.where(f.parent == department).order_by(f.name))
    return [UnitLine(FacilityId(which), name, unit or "", since, basis or "") for which, name, unit, since, basis in rows]


async def names(session: AsyncSession, department: FacilityId, on: date) -> list[tuple[str, int]]:
    """The units the department's facilities lie in on the day, each with how many."""
    f, lies = FacilityRow, latest(on).subquery()
    query = select(lies.c.name, func.count()).join(f, f.id == lies.c.facility)
    mine = or_(f.parent == department, f.id == department)
    return [(name, n) for name, n in await session.execute(query.where(mine).group_by(lies.c.name).order_by(lies.c.name))]
