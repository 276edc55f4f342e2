"""Who may sit on a council: people of the unit appraised, of the department of health above it, and of the other units under that."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId
from domain.roles import Role
from store.queries.people import Post, post_of
from store.tables.people import DepartmentRow, FacilityRow, PersonRow, PositionRow

MOST = 50
"""Candidates of other units that one search gives."""


async def posts(
    session: AsyncSession, facility: FacilityId, department: FacilityId, today: date, roles: Collection[Role], wanted: Collection[PersonId]
) -> dict[PersonId, Post]:
    """The post by which each of these people may sit: here before the department's before others; nobody who may not."""
    query = _posts(today, roles).where(PositionRow.person.in_(list(wanted)), _within(department, facility))
    return _first(await _read(session, query.order_by(_nearness(facility, department), PositionRow.since)))


async def near(session: AsyncSession, facility: FacilityId, department: FacilityId, today: date, roles: Collection[Role]) -> list[Post]:
    """People here and in the department of health, by department and name."""
    query = _posts(today, roles).where(PositionRow.facility.in_((facility, department)))
    order = (_nearness(facility, department), DepartmentRow.name.nulls_first(), PersonRow.name)
    return list(_first(await _read(session, query.order_by(*order))).values())


async def elsewhere(
    session: AsyncSession, facility: FacilityId, department: FacilityId, today: date, roles: Collection[Role], name: str
) -> list[Post]:
    """People of the other units under the department whose own or whose unit's name has these words."""
    words = name.strip()
    named = or_(PersonRow.name.icontains(words, autoescape=True), FacilityRow.name.icontains(words, autoescape=True))
    query = _posts(today, roles).where(FacilityRow.parent == department, FacilityRow.id != facility, named)
    return list(_first(await _read(session, query.order_by(FacilityRow.name, PersonRow.name).limit(MOST))).values())


def _posts(today: date, roles: Collection[Role]) -> Select[PositionRow, str, str, str]:
    p = PositionRow
    return (
        select(p, PersonRow.name, FacilityRow.name, DepartmentRow.name)
        .join(PersonRow, PersonRow.id == p.person)
        .join(FacilityRow, FacilityRow.id == p.facility)
        .outerjoin(DepartmentRow, DepartmentRow.id == p.department)
        .where(p.since <= today, or_(p.until.is_(None), p.until >= today), p.role.in_(list(roles)), PersonRow.active)
    )


def _within(department: FacilityId, facility: FacilityId) -> ColumnElement[bool]:
    return or_(FacilityRow.id.in_((facility, department)), FacilityRow.parent == department)


def _nearness(facility: FacilityId, department: FacilityId) -> ColumnElement[int]:
    return case((PositionRow.facility == facility, 0), (PositionRow.facility == department, 1), else_=2)


async def _read(session: AsyncSession, query: Select[PositionRow, str, str, str]) -> list[Post]:
    return [post_of(row, name, where, ward) for row, name, where, ward in await session.execute(query)]


def _first(posts: list[Post]) -> dict[PersonId, Post]:
    found: dict[PersonId, Post] = {}
    for one in posts:
        found.setdefault(one.position.person, one)
    return found
