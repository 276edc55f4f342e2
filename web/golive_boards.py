"""Who of a province is paper-free on the plan's day, and exactly who is missing and why."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.boards import percent as share
from domain.names import PlanId, TrackId
from services import golive_boards
from services.golive_boards import ProvinceView, UnitLine
from web import asking
from web.golive_words import REACHED
from web.i18n import locale_of
from web.reading import Words
from web.render import page

SHOWN = 3
"""Gates told at once of a facility; the others are counted and unfold."""


@dataclass(frozen=True)
class Why:
    words: str
    address: str


@dataclass(frozen=True)
class UnitRow:
    name: str
    address: str
    state: str
    first_day: date | None
    begun: int
    departments: int
    reached: tuple[tuple[str, date, str], ...]
    """Each state it has come to: words, since when, paper."""
    why: tuple[Why, ...]
    more: tuple[Why, ...]


@dataclass(frozen=True)
class ProvincePage:
    plan: str
    title: str
    today: date
    total: int
    live: int
    percent: int
    units: tuple[UnitRow, ...]
    following: str = ""


async def show(request: Request) -> Response:
    which, after = PlanId(asking.uuid(request, "plan")), request.query_params.get("after", "")
    view = await golive_boards.province(asking.context(request), which, TrackId(asking.id_of(after)) if after else None)
    return page(request, "golive/province.html", province_page(view, asking.words(request), locale_of(request)))


def province_page(view: ProvinceView, words: Words, locale: str) -> ProvincePage:
    here = f"/plans/{view.plan}"
    units = tuple(_row(one, words, locale) for one in view.units)
    following = f"{here}/golive?after={view.units[-1].track}" if view.more else ""
    percent = share(view.live, view.total)
    return ProvincePage(here, view.title, view.today, view.total, view.live, percent, units, following)


def _row(one: UnitLine, words: Words, locale: str) -> UnitRow:
    why = tuple(Why(asking.one_language(sentence, locale), link) for sentence, link in one.lacking)
    reached = tuple(
        (words(said), one.states[state].on, one.states[state].paper.number) for state, said in REACHED.items() if state in one.states
    )
    address = f"/tracks/{one.track}/golive/record"
    told = (f"golive_{one.state}", one.first_day, one.begun, one.departments, reached)
    return UnitRow(one.facility, address, *told, why[:SHOWN], why[SHOWN:])


ROUTES = [Route("/plans/{plan}/golive", show)]
