"""Departments of health that merge: what is entered, and what was carried out."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import FacilityId
from services import mergers
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class Line:
    old: str
    new: str
    on: date
    basis: str
    done: bool


@dataclass(frozen=True)
class MergersPage:
    department: str
    lines: tuple[Line, ...]
    others: tuple[Option, ...] = ()
    form: Form | None = None
    """Present while this department goes on and the position may enter its end."""


async def show(request: Request) -> Response:
    return await _page(request)


async def enter(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await mergers.enter(context, FacilityId(asking.text(sent, "new")), asking.a_day(sent, "on"), asking.text(sent, "basis"))
    except Refusal as no:
        return await _page(request, asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, "/mergers")


async def _page(request: Request, form: Form | None = None, status: int = 200) -> Response:
    view = await mergers.read(asking.context(request))
    lines = tuple(Line(one.old_name, one.new_name, one.merger.on, one.merger.basis, one.done) for one in view.lines)
    others = tuple(Option(one.id, one.name) for one in view.others)
    shown = MergersPage(view.department.name, lines, others, (form or Form()) if view.may_enter else None)
    return page(request, "plans/mergers.html", shown, status)


ROUTES = [
    Route("/mergers", show),
    Route("/mergers", enter, methods=["POST"]),
]
