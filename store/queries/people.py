"""Reads of people, positions and keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotAllowed, NotFound
from domain.names import DepartmentId, FacilityId, PersonId, PositionId
from domain.people import Actor, Position
from domain.roles import Role
from store.tables.people import (
    AttemptRow,
    CredentialRow,
    DepartmentRow,
    FacilityRow,
    PersonRow,
    PositionRow,
    SessionRow,
    WelcomeRow,
)


@dataclass(frozen=True)
class Person:
    id: PersonId
    login: str
    name: str


@dataclass(frozen=True)
class Facility:
    id: FacilityId
    name: str
    kind: str
    parent: FacilityId | None
    place: str
    published: bool
    unit: str = ""
    """Of an authority, the code under which plans name it."""


@dataclass(frozen=True)
class Post:
    """A position with the words a page shows."""

    position: Position
    person: str
    facility: str
    department: str
    """Empty when the position is in no department."""


def _position(row: PositionRow) -> Position:
    return Position(
        PositionId(row.id),
        PersonId(row.person),
        FacilityId(row.facility),
        DepartmentId(row.department) if row.department else None,
        Role(row.role),
        row.since,
        row.until,
        row.basis,
    )


def post_of(row: PositionRow, person: str, facility: str, department: str | None) -> Post:
    return Post(_position(row), person, facility, department or "")


async def position(session: AsyncSession, actor: Actor) -> Position:
    """The acting position, which must be the actor's own. Raises: NotAllowed."""
    return own_position(await session.get(PositionRow, actor.position), actor)


def own_position(row: PositionRow | None, actor: Actor) -> Position:
    """Raises: NotAllowed unless the position is the actor's own."""
    if row is None or row.person != actor.person:
        raise NotAllowed("", "position", "")
    return _position(row)


async def post(session: AsyncSession, which: PositionId, lock: bool = False) -> Position:
    """Raises: NotFound."""
    row = await session.get(PositionRow, which, with_for_update=lock)
    if row is None:
        raise NotFound("position", which)
    return _position(row)


async def posts(session: AsyncSession, person: PersonId, today: date) -> list[Post]:
    """The positions a person holds today, oldest first."""
    p = PositionRow
    rows = await session.execute(
        select(p, PersonRow.name, FacilityRow.name, DepartmentRow.name)
        .join(PersonRow, PersonRow.id == p.person)
        .join(FacilityRow, FacilityRow.id == p.facility)
        .outerjoin(DepartmentRow, DepartmentRow.id == p.department)
        .where(p.person == person, p.since <= today, or_(p.until.is_(None), p.until >= today))
        .order_by(p.since, p.id)
    )
    return [Post(_position(row), name, facility, department or "") for row, name, facility, department in rows]


async def posts_named(session: AsyncSession, which: set[PositionId]) -> dict[PositionId, Post]:
    """These positions, whether they are still held or not."""
    p = PositionRow
    rows = await session.execute(
        select(p, PersonRow.name, FacilityRow.name, DepartmentRow.name)
        .join(PersonRow, PersonRow.id == p.person)
        .join(FacilityRow, FacilityRow.id == p.facility)
        .outerjoin(DepartmentRow, DepartmentRow.id == p.department)
        .where(p.id.in_(which))
    )
    return {PositionId(row.id): Post(_position(row), name, facility, department or "") for row, name, facility, department in rows}


async def holders(session: AsyncSession, facility: FacilityId, today: date) -> tuple[tuple[PersonId, Role, DepartmentId | None], ...]:
    """Who holds which role where in this facility today."""
    p = PositionRow
    rows = await session.execute(
        select(p.person, p.role, p.department)
        .join(PersonRow, PersonRow.id == p.person)
        .where(p.facility == facility, p.since <= today, or_(p.until.is_(None), p.until >= today), PersonRow.active)
        .order_by(p.since, p.id)
    )
    return tuple((PersonId(who), Role(role), DepartmentId(where) if where else None) for who, role, where in rows)


async def left(session: AsyncSession, these: Iterable[PersonId], today: date, facility: FacilityId | None = None) -> frozenset[PersonId]:
    """Who of these holds no post today, in this facility or else anywhere, or may not sign in any more."""
    p, asked = PositionRow, frozenset(these)
    held = (
        select(p.person)
        .join(PersonRow, PersonRow.id == p.person)
        .where(p.person.in_(asked), p.since <= today, or_(p.until.is_(None), p.until >= today), PersonRow.active)
    )
    held = held.where(p.facility == facility) if facility else held
    return asked - set(map(PersonId, (await session.execute(held)).scalars())) if asked else asked


async def holding(session: AsyncSession, role: Role, facilities: Iterable[FacilityId], today: date) -> dict[FacilityId, list[PersonId]]:
    """Who holds this role in each of these facilities today."""
    p = PositionRow
    rows = await session.execute(
        select(p.facility, p.person)
        .join(PersonRow, PersonRow.id == p.person)
        .where(p.facility.in_(list(facilities)), p.role == role)
        .where(p.since <= today, or_(p.until.is_(None), p.until >= today), PersonRow.active)
        .order_by(p.since, p.id)
    )
    found: dict[FacilityId, list[PersonId]] = {}
    for where, who in rows:
        found.setdefault(FacilityId(where), []).append(PersonId(who))
    return found


async def holder(session: AsyncSession, person: PersonId, facility: FacilityId, role: Role, today: date) -> Position | None:
    """The position in which this person holds this role here today."""
    p = PositionRow
    rows = await session.execute(
        select(p)
        .where(p.person == person, p.facility == facility, p.role == role, p.since <= today, or_(p.until.is_(None), p.until >= today))
        .order_by(p.since)
    )
    row = rows.scalars().first()
    return _position(row) if row else None


async def person(session: AsyncSession, who: PersonId) -> Person:
    row = await session.get(PersonRow, who)
    if row is None:
        raise NotFound("person", who)
    return Person(PersonId(row.id), row.login, row.name)


async def names(session: AsyncSession, people: set[PersonId]) -> dict[PersonId, str]:
    rows = await session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people)))
    return {PersonId(who): name for who, name in rows}


async def by_login(session: AsyncSession, login: str) -> PersonRow | None:
    rows = await session.execute(select(PersonRow).where(PersonRow.login == login, PersonRow.active))
    return rows.scalar_one_or_none()


async def account(session: AsyncSession, who: PersonId) -> PersonRow:
    """Login and password hash of a person. Raises: NotFound."""
    row = await session.get(PersonRow, who)
    if row is None:
        raise NotFound("person", who)
    return row


async def login_taken(session: AsyncSession, login: str) -> bool:
    """Whether anybody, active or not, has this login."""
    return (await session.execute(select(PersonRow.id).where(PersonRow.login == login))).first() is not None


async def colleagues(session: AsyncSession, facility: FacilityId, today: date, roles: tuple[Role, ...] = ()) -> list[Post]:
    """Who holds a position in this facility today, by department and name."""
    p = PositionRow
    chosen = p.role.in_(roles) if roles else p.role.is_not(None)
    rows = await session.execute(
        select(p, PersonRow.name, FacilityRow.name, DepartmentRow.name)
        .join(PersonRow, PersonRow.id == p.person)
        .join(FacilityRow, FacilityRow.id == p.facility)
        .outerjoin(DepartmentRow, DepartmentRow.id == p.department)
        .where(p.facility == facility, p.since <= today, or_(p.until.is_(None), p.until >= today), chosen)
        .order_by(DepartmentRow.name.nulls_first(), PersonRow.name)
    )
    return [Post(_position(row), name, where, department or "") for row, name, where, department in rows]


async def ever_held(session: AsyncSession, facility: FacilityId, roles: Iterable[Role]) -> list[tuple[PersonId, str]]:
    """Who holds or ever held one of these roles here, by name: those who left too."""
    p = PositionRow
    held = select(p.person).where(p.facility == facility, p.role.in_(list(roles)))
    rows = await session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(held)).order_by(PersonRow.name))
    return [(PersonId(who), name) for who, name in rows]


def facility_of(row: FacilityRow) -> Facility:
    parent = FacilityId(row.parent) if row.parent else None
    return Facility(FacilityId(row.id), row.name, row.kind, parent, row.place, row.published, row.unit)


async def is_facility(session: AsyncSession, which: FacilityId) -> bool:
    return await session.get(FacilityRow, which) is not None


async def facility(session: AsyncSession, which: FacilityId) -> Facility:
    row = await session.get(FacilityRow, which)
    if row is None:
        raise NotFound("facility", which)
    return Facility(
        FacilityId(row.id), row.name, row.kind, FacilityId(row.parent) if row.parent else None, row.place, row.published, row.unit
    )


async def facilities_of(session: AsyncSession, kind: str) -> list[Facility]:
    """Every facility of this kind, by name."""
    rows = (await session.execute(select(FacilityRow).where(FacilityRow.kind == kind).order_by(FacilityRow.name))).scalars()
    return [
        Facility(FacilityId(r.id), r.name, r.kind, FacilityId(r.parent) if r.parent else None, r.place, r.published, r.unit) for r in rows
    ]


async def held_at(session: AsyncSession, facility: FacilityId) -> list[Position]:
    """Every post there ever was at the facility."""
    rows = await session.execute(select(PositionRow).where(PositionRow.facility == facility).order_by(PositionRow.since, PositionRow.id))
    return [_position(row) for row in rows.scalars()]


async def departments(session: AsyncSession, facility: FacilityId) -> list[tuple[DepartmentId, str]]:
    rows = await session.execute(
        select(DepartmentRow.id, DepartmentRow.name).where(DepartmentRow.facility == facility).order_by(DepartmentRow.name)
    )
    return [(DepartmentId(one), name) for one, name in rows]


async def credential(session: AsyncSession, owner: str) -> CredentialRow | None:
    return await session.get(CredentialRow, owner)


async def session_of(session: AsyncSession, token: str) -> tuple[SessionRow, Person] | None:
    """The session of this token's SHA-256, and whose it is."""
    rows = await session.execute(
        select(SessionRow, PersonRow.login, PersonRow.name)
        .join(PersonRow, PersonRow.id == SessionRow.person)
        .where(SessionRow.token == token, PersonRow.active)
    )
    found = rows.one_or_none()
    return (found[0], Person(PersonId(found[0].person), found[1], found[2])) if found else None


async def attempt(session: AsyncSession, key: str) -> AttemptRow | None:
    return await session.get(AttemptRow, key)


async def administered(session: AsyncSession) -> bool:
    """Whether any facility has, or had, an administrator."""
    rows = await session.execute(select(PositionRow.id).where(PositionRow.role == Role.ADMINISTRATOR).limit(1))
    return rows.first() is not None


async def welcomed(session: AsyncSession, token: str, now: datetime) -> bool:
    """Whether the link of this token's SHA-256 is unused and not over."""
    usable = (WelcomeRow.token == token, WelcomeRow.used_at.is_(None), WelcomeRow.ends_at > now)
    rows = await session.execute(select(WelcomeRow.token).where(*usable))
    return rows.first() is not None
