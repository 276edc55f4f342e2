"""The administrative unit each facility lies in: entered by the department, line by line, from a day on."""

from dataclasses import dataclass
from datetime import date

from activities.desk import check_above
from domain.errors import Malformed
from domain.facility_units import day_faults, lines_of
from domain.people import demand
from services.context import Context
from store.queries import facility_units as queries
from store.queries.facility_units import UnitLine
from store.writes import acts, audit
from store.writes import facility_units as writes


@dataclass(frozen=True)
class UnitsView:
    """As of a day."""

    on: date
    lines: tuple[UnitLine, ...]


async def read(context: Context, on: date | None = None) -> UnitsView:
    """Raises: NotAllowed."""
    demand(context.position, "plan.locate", "*", context.today)
    day = on or context.today
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.locate")
        return UnitsView(day, tuple(await queries.lines(session, context.position.facility, day)))


async def enter(context: Context, text: str, since: date, basis: str) -> int:
    """`text`: a line for each facility, `code; unit`. All of it or nothing; how many.

    Raises: NotAllowed, Malformed with every fault, RequestTaken, RequestReused.
    """
    demand(context.position, "plan.locate", "*", context.today)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.locate")
        known = {one.facility for one in await queries.lines(session, context.position.facility, context.today)}
        found, faults = lines_of(text, known, basis)
        if faults := [*faults, *day_faults(since, context.today)]:
            raise Malformed(*faults)
        same = [text.strip(), since.isoformat(), basis.strip()]
        if await acts.claim(session, context.actor, "plan.locate", context.position.facility, same, context.now):
            await writes.enter(session, found, since, basis.strip(), context.position.person, context.now)
            about = ("facility", context.position.facility)
            facts = {"facilities": len(found), "since": since.isoformat()}
            await audit.note_act(session, context.now, context.actor, context.position, "plan.locate", about, None, **facts)
    return len(found)
