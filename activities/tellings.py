"""Whom a notice about a unit of a plan reaches: who is meant, who stands in for them, who above hears when nobody is there."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.escalations import Heard, Level, climb, hear
from domain.names import FacilityId
from domain.people import Role
from store.queries import absences, people

IN_THE_UNIT: Mapping[Level, Role] = {Level.UNIT: Role.ADMINISTRATOR, Level.UNIT_HEAD: Role.DIRECTOR}
IN_THE_DEPARTMENT: Mapping[Level, tuple[Role, ...]] = {
    Level.OFFICERS: (Role.HEALTH_OFFICER,),
    Level.DEPARTMENT_HEAD: (Role.DIRECTOR,),
    Level.PROVINCE: (Role.DIRECTOR, Role.HEALTH_OFFICER),
}
"""Level → the posts that are told; for the province, which has no account, the department's."""


async def heard(
    session: AsyncSession, facilities: Collection[FacilityId], department: FacilityId, level: Level, now: datetime
) -> dict[FacilityId, tuple[Heard, ...]]:
    """For each of these units: whom it reaches today, from the level it is meant for upwards."""
    above = await people.holders(session, department, day(now))
    watching = {one: [who for who, role, _ in above if role in asked] for one, asked in IN_THE_DEPARTMENT.items()}
    within = {one: await people.holding(session, role, facilities, day(now)) for one, role in IN_THE_UNIT.items()}
    away, stands_in = await absences.away(session, {*facilities, department}, day(now))
    return {
        unit: hear(
            climb(level, unit == department), {**watching, **{one: held.get(unit, []) for one, held in within.items()}}, away, stands_in
        )
        for unit in facilities
    }


def why_of(one: Heard) -> dict[str, str]:
    """Facts of a notice that goes to a level above, for its sentence."""
    return {"instead_of": str(one.instead_of), "why": str(one.why)} if one.instead_of and one.why else {}
