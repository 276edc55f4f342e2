"""Whom a notice about a unit of a plan reaches: who is meant, who stands in for them, who above hears when nobody is there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.escalations import Heard, Level, climb, hear
from domain.names import FacilityId, PersonId
from domain.roles import Role
from store.queries import absences, people
from store.writes import notices

IN_THE_UNIT: Mapping[Level, Role] = {Level.UNIT: Role.ADMINISTRATOR, Level.UNIT_HEAD: Role.DIRECTOR}
IN_THE_DEPARTMENT: Mapping[Level, tuple[Role, ...]] = {
    Level.OFFICERS: (Role.HEALTH_OFFICER,),
    Level.DEPARTMENT_HEAD: (Role.DIRECTOR,),
    Level.PROVINCE: (Role.DIRECTOR, Role.HEALTH_OFFICER),
}
"""Level → the posts that are told; for the province, which has no account, the department's."""


@dataclass(frozen=True)
class About:
    """Whose work a notice is about, and the department of health that watches it."""

    unit: FacilityId
    department: FacilityId


async def heard(
    session: AsyncSession, facilities: Collection[FacilityId], department: FacilityId, level: Level, now: datetime
) -> dict[FacilityId, tuple[Heard, ...]]:
    """For each of these units: whom it reaches today, from the level it is meant for upwards."""
    above = await people.holders(session, department, day(now))
    watching = {one: [who for who, role, _ in above if role in asked] for one, asked in IN_THE_DEPARTMENT.items()}
    within = {one: await people.holding(session, role, facilities, day(now)) for one, role in IN_THE_UNIT.items()}
    away, stands_in = await absences.away(session, {*facilities, department}, day(now))
    accounts = [who for who, role, _ in above if role is Role.ADMINISTRATOR]
    found = {}
    for unit in facilities:
        holding = {**watching, **{one: held.get(unit, []) for one, held in within.items()}}
        found[unit] = hear(climb(level, unit == department), holding, away, stands_in, accounts)
    return found


async def tell(session: AsyncSession, about: About, level: Level, key: str, kind: str, link: str, now: datetime, **facts: object) -> int:
    """Tells whom a notice of this level reaches, each once under `key`, those above with the reason. How many it reaches."""
    found = (await heard(session, [about.unit], about.department, level, now))[about.unit]
    for one in found:
        await notices.tell(session, key, sorted(one.people), kind, link_of(one, link), now, **facts, **why_of(one))
    return sum(len(one.people) for one in found)


async def tell_one(
    session: AsyncSession, about: About, who: PersonId, key: str, kind: str, link: str, now: datetime, **facts: object
) -> int:
    """Tells somebody of the unit once under `key`, and whoever stands in for them while they are away. How many of them are there."""
    today = day(now)
    here = {who} - await people.left(session, [who], today, about.unit)
    away, stands_in = await absences.away(session, {about.unit}, today)
    substitutes = {one for absent in here & away for one in stands_in.get(absent, ())} - away
    await notices.tell(session, key, here | substitutes, kind, link, now, **facts)
    return len((here - away) | substitutes)


def link_of(one: Heard, link: str) -> str:
    """Where the notice leads; who only runs accounts does not reach the track, but can appoint somebody who does."""
    return "/people" if one.appoints else link


def why_of(one: Heard) -> dict[str, str]:
    """Facts of a notice that goes to a level above, for its sentence."""
    return {"instead_of": str(one.instead_of), "why": str(one.why)} if one.instead_of and one.why else {}
