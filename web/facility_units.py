"""In which administrative unit each facility lies, as of a day."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from services import facility_units
from store.queries.facility_units import UnitLine
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class UnitsPage:
    on: date
    lines: tuple[UnitLine, ...]
    form: Form


async def show(request: Request) -> Response:
    return await _page(request, Form())


async def enter(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await facility_units.enter(context, str(sent.get("lines", "")), asking.a_day(sent, "since"), asking.text(sent, "basis"))
    except Refusal as no:
        return await _page(request, asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, "/facilities/units")


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    asked = request.query_params
    view = await facility_units.read(asking.context(request), asking.a_day(asked, "on") if asked.get("on") else None)
    return page(request, "plans/units.html", UnitsPage(view.on, view.lines, form), status)


ROUTES = [
    Route("/facilities/units", show),
    Route("/facilities/units", enter, methods=["POST"]),
]
