"""What hsba itself knows of a facility, for whoever runs its track or watches it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound, OutOfReach
from domain.facts import KNOWN, Asked, Fact
from domain.names import FacilityId
from domain.people import demand
from services.context import Context
from store.queries import facts as queries
from store.queries import people

LONGEST = 92
"""Days back that may be asked for: a quarter."""


@dataclass(frozen=True)
class Facts:
    """A facility's facts of the last days."""

    facility: FacilityId
    name: str
    days: int
    facts: tuple[Fact, ...]


async def facts(context: Context, facility: FacilityId, codes: Iterable[str] = (), days: int = 7) -> Facts:
    """These facts, or all, as the rows have them at this moment; `days` is kept between 1 and 92.

    Raises: NotAllowed, OutOfReach, NotFound for an unknown facility or fact.
    """
    demand(context.position, "track.read", "*", context.today)
    wanted = tuple(codes) or tuple(KNOWN)
    for code in wanted:
        if code not in KNOWN:
            raise NotFound("fact", code)
    within = min(max(days, 1), LONGEST)
    async with context.house.sessions() as session:
        found = await people.facility(session, facility)
        await _check_reach(session, context, facility)
        at = Asked(facility, context.now, within)
        read = tuple([await queries.READS[code](session, at) for code in wanted])
    return Facts(facility, found.name, within, read)


async def _check_reach(session: AsyncSession, context: Context, facility: FacilityId) -> None:
    """The facility's own people, and those of the department of health that watches a track of it. Raises: OutOfReach."""
    own = context.position.facility
    if own != facility and own not in await queries.watchers(session, facility):
        raise OutOfReach("track")
