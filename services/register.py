"""The register of outgoing papers as pages and machines read it: every number of the facility by year and series."""

from dataclasses import dataclass

from domain.issuing import GivenNumber
from domain.people import demand, may
from services.context import Context
from store.queries import issuing as queries
from store.queries import people


@dataclass(frozen=True)
class RegisterView:
    """A year of the register."""

    facility: str
    year: int
    series: str
    """The one asked for; empty for all."""
    wanted: str
    every: list[tuple[int, str, int]]
    """(year, series, last number) of every series there is."""
    lines: list[GivenNumber]
    may_enter: bool


async def register(context: Context, year: int = 0, series: str = "", wanted: str = "") -> RegisterView:
    """Of the own facility, this year's unless another is asked for. Raises: NotAllowed."""
    demand(context.position, "issuing.read", "*", context.today)
    facility, of = context.position.facility, year or context.today.year
    async with context.house.sessions() as session:
        every = await queries.series(session, facility)
        lines = await queries.register(session, facility, of, series, wanted)
        name = (await people.facility(session, facility)).name
    return RegisterView(name, of, series, wanted, every, lines, may(context.position.role, "issuing.enter"))
