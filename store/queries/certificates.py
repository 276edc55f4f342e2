"""Reads of certificates in use, and of what authorities said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Uuid, and_, case, cast, func, null, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId
from domain.roles import Role
from store.tables.certificates import StatusAnswerRow
from store.tables.people import CredentialRow, FacilityRow, PersonRow, PositionRow


@dataclass(frozen=True)
class StatusAnswer:
    """The newest answer kept."""

    der: bytes | None
    """None when the asker has these bytes already."""
    sha256: str
    at: datetime
    until: datetime
    revoked: int
    asked_at: datetime


@dataclass(frozen=True)
class StatusKept:
    """What is kept of one place."""

    answer: StatusAnswer | None
    missed_at: datetime | None
    """When nobody answered, if that was the last try."""


@dataclass(frozen=True)
class Asked:
    """When somewhere was asked about something, and with what success."""

    until: datetime | None
    asked_at: datetime | None
    tried_at: datetime
    failures: int


@dataclass(frozen=True)
class Holder:
    """A certificate in use: a person's with a post, or an organisation's."""

    owner: str
    person: PersonId | None
    """None for an organisation."""
    name: str
    facility: FacilityId
    certificate: bytes
    chain: tuple[bytes, ...]


async def status_answer(session: AsyncSession, about: str, address: str, known: str = "") -> StatusKept | None:
    """What is kept of one place; without the answer's bytes when their SHA-256 is `known`."""
    a = StatusAnswerRow
    der = case((a.sha256 == known, null()), else_=a.der)
    rows = await session.execute(
        select(a.tried_at, a.failures, der, a.sha256, a.this_update, a.next_update, a.revoked, a.fetched_at).where(
            a.about == about, a.address == address
        )
    )
    found = rows.one_or_none()
    if found is None:
        return None
    tried_at, failures, *answer = found
    return StatusKept(StatusAnswer(*answer) if answer[1] else None, tried_at if failures else None)


async def asked(session: AsyncSession, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Asked]:
    """Thing asked about and address → when, of those that were asked at all."""
    a = StatusAnswerRow
    rows = await session.execute(
        select(a.about, a.address, a.next_update, a.fetched_at, a.tried_at, a.failures).where(tuple_(a.about, a.address).in_(places))
    )
    return {(row.about, row.address): Asked(row.next_update, row.fetched_at, row.tried_at, row.failures) for row in rows}


async def links(session: AsyncSession) -> list[tuple[bytes, bytes]]:
    """Every certificate that was ever asked about, with its issuer's."""
    rows = await session.execute(select(StatusAnswerRow.certificate, StatusAnswerRow.issuer))
    return [(certificate, issuer) for certificate, issuer in rows]


async def holders(session: AsyncSession, today: date) -> list[Holder]:
    """The newest certificate of everybody who holds a post today, once for each facility, and of every organisation."""
    c, p, f = CredentialRow, PositionRow, FacilityRow
    held = and_(p.person == PersonRow.id, p.since <= today, or_(p.until.is_(None), p.until >= today))
    of_people = (
        select(c.owner, PersonRow.id, PersonRow.name, p.facility, c.certificate, c.chain)
        .join(PersonRow, and_(c.owner == cast(PersonRow.id, c.owner.type), PersonRow.active))
        .join(p, held)
        .distinct()
    )
    of_organisations = select(c.owner, cast(null(), Uuid), f.name, f.id, c.certificate, c.chain).join(f, f.id == c.owner)
    found = [*await session.execute(of_people), *await session.execute(of_organisations)]
    return [
        Holder(owner, PersonId(person) if person else None, name, FacilityId(facility), certificate, tuple(chain))
        for owner, person, name, facility, certificate, chain in found
    ]


async def administrators(session: AsyncSession, facility: FacilityId, today: date) -> list[PersonId]:
    """Who brings people in at a facility today, and sees to their certificates."""
    p = PositionRow
    rows = await session.execute(
        select(p.person)
        .join(PersonRow, and_(PersonRow.id == p.person, PersonRow.active))
        .where(
            p.facility == facility,
            p.role.in_((Role.ADMINISTRATOR, Role.IT_OFFICER)),
            p.since <= today,
            or_(p.until.is_(None), p.until >= today),
        )
        .distinct()
    )
    return [PersonId(who) for who in rows.scalars()]


async def own(session: AsyncSession, person: PersonId) -> bytes | None:
    """The newest certificate of a person, if any."""
    return (await session.execute(select(CredentialRow.certificate).where(CredentialRow.owner == str(person)))).scalar_one_or_none()


async def answered(session: AsyncSession) -> tuple[int, int]:
    """How many certificates were called revoked by name, and how many addresses did not answer when last asked."""
    a = StatusAnswerRow
    revoked, silent = func.count().filter(a.revoked > 0, a.is_list.is_(False)), func.count(a.address.distinct()).filter(a.failures > 0)
    called, away = (await session.execute(select(revoked, silent))).one()
    return called, away
