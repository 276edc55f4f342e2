"""Reminding of registers of running tracks, each occasion once: silent connections, late findings, communication without its proof."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tellings import About, tell, tell_one
from domain.clock import Clock, day
from domain.communications import Communication
from domain.endpoints import Endpoint
from domain.escalations import Level
from domain.occasions import Occasion, of_communication, of_endpoint, of_finding
from domain.policies import PolicyBook
from domain.security import SecurityFinding
from store.engine import Sessions
from store.queries import occasions as queries
from store.queries import people
from store.queries.occasions import Place, Watched
from store.writes import occasions as writes

AT_ONCE = 500
"""Lines looked at in one transaction."""
Line = Watched[Endpoint] | Watched[SecurityFinding] | Watched[Communication]


async def tell_of_readiness(sessions: Sessions, policies: PolicyBook, clock: Clock, at_once: int = AT_ONCE) -> int:
    """Tells of each occasion once; what reached nobody is tried again. How many were told."""
    return sum([await _tell_register(sessions, policies, clock, name, at_once) for name in ("endpoints", "security", "communications")])


async def _tell_register(sessions: Sessions, policies: PolicyBook, clock: Clock, name: str, at_once: int) -> int:
    told = 0
    after: Place | None = None
    while True:
        async with sessions.begin() as session:
            found = await _lines(session, policies, clock, name, after, at_once)
            for one in found:
                told += sum([await _tell(session, one, each, clock) for each in _judged(one, policies, clock)])
        if len(found) < at_once:
            return told
        after = found[-1].place


async def _lines(
    session: AsyncSession, policies: PolicyBook, clock: Clock, name: str, after: Place | None, most: int
) -> list[Watched[Endpoint]] | list[Watched[SecurityFinding]] | list[Watched[Communication]]:
    now = clock()
    if name == "security":
        return await queries.unmended(session, now, after, most)
    table = policies.readiness(day(now))
    return await (queries.quiet if name == "endpoints" else queries.unproved)(session, table, now, after, most)


def _judged(one: Line, policies: PolicyBook, clock: Clock) -> Iterable[Occasion]:
    now = clock()
    care = policies.care(one.unit, day(now))
    match one.of:
        case Endpoint():
            return of_endpoint(one.of, care, now)
        case SecurityFinding():
            return of_finding(one.of, care, day(now))
        case Communication():
            return of_communication(one.of, day(now))


async def _tell(session: AsyncSession, one: Line, occasion: Occasion, clock: Clock) -> bool:
    """Whether it was told to anybody now."""
    if await queries.told(session, one.track, occasion.key):
        return False
    now, about = clock(), About(one.unit, one.department)
    key, link = f"track/{one.track}/{occasion.key}", f"/tracks/{one.track}/{occasion.register}"
    facts = {"facility": (await people.facility(session, one.unit)).name, **occasion.facts}
    reached = 0
    if occasion.person:
        reached += await tell_one(session, about, occasion.person, key, occasion.kind, link, now, **facts)
    for level in occasion.levels or (() if reached else (Level.UNIT,)):
        reached += await tell(session, about, level, key, occasion.kind, link, now, **facts)
    if reached:
        await writes.told(session, one.track, occasion.key, now)
    return reached > 0
