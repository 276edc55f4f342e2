"""Reads of the facilities of a department of health, and of the other departments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import FacilityId
from domain.people import AUTHORITY, HEALTH_DEPARTMENT
from store.queries.facility_units import latest
from store.queries.people import Facility, facility_of
from store.tables.people import FacilityRow, PersonRow, PositionRow
from store.tables.tracks import TrackRow


@dataclass(frozen=True)
class FacilityLine:
    """A facility as a list shows it."""

    facility: Facility
    basis: str
    unit: str
    """The commune or ward it lies in today; empty when nobody entered one."""
    accounts: int
    """People who hold a post there today."""
    plans: int
    """Plans in which it has a running track."""


async def below(session: AsyncSession, department: FacilityId, today: date) -> list[FacilityLine]:
    """Those of this department, by name."""
    return await _lines(session, (FacilityRow.parent == department) & (FacilityRow.kind != AUTHORITY), today)


async def departments(session: AsyncSession, but: FacilityId, today: date) -> list[FacilityLine]:
    """The other departments of health, by name."""
    return await _lines(session, (FacilityRow.kind == HEALTH_DEPARTMENT) & (FacilityRow.id != but), today)


async def line(session: AsyncSession, which: FacilityId, today: date) -> FacilityLine:
    """Raises: NotFound."""
    found = await _lines(session, FacilityRow.id == which, today)
    if not found:
        raise NotFound("facility", which)
    return found[0]


async def _lines(session: AsyncSession, which: ColumnElement[bool], today: date) -> list[FacilityLine]:
    f, p, t, lies = FacilityRow, PositionRow, TrackRow, latest(today).subquery()
    held = (p.facility == f.id, p.since <= today, or_(p.until.is_(None), p.until >= today), PersonRow.active)
    accounts = select(func.count(func.distinct(p.person))).join(PersonRow, PersonRow.id == p.person).where(*held).scalar_subquery()
    runs = select(func.count()).select_from(t).where(t.facility == f.id, t.closed_on.is_(None)).scalar_subquery()
    query = select(f, lies.c.name, accounts, runs).outerjoin(lies, lies.c.facility == f.id).where(which).order_by(f.name, f.id)
    rows = await session.execute(query)
    return [FacilityLine(facility_of(row), row.basis, unit or "", people, plans) for row, unit, people, plans in rows]


async def staffed(session: AsyncSession, which: FacilityId, lock: bool = False) -> bool:
    """Whether anybody holds or ever held a post there; `lock`: nobody else gives its first account meanwhile."""
    if lock:
        await session.execute(select(FacilityRow.id).where(FacilityRow.id == which).with_for_update())
    return (await session.execute(select(PositionRow.id).where(PositionRow.facility == which).limit(1))).first() is not None


async def named(session: AsyncSession, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of these codes those that are used: name, and name of the department it is of."""
    f, above = FacilityRow, FacilityRow.__table__.alias()
    query = select(f.id, f.name, above.c.name).outerjoin(above, above.c.id == f.parent).where(f.id.in_(list(codes)))
    return {code: (name, department or "") for code, name, department in await session.execute(query)}


async def logins(session: AsyncSession, among: Iterable[str]) -> frozenset[str]:
    """Those of these sign-in names that anybody has, active or not."""
    return frozenset((await session.execute(select(PersonRow.login).where(PersonRow.login.in_(list(among))))).scalars())
