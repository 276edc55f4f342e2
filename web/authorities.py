"""Other units of the province: who has a track of their own, and bringing one in with or without an account."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from services import authorities
from services.authorities import NewAuthority
from services.founding import administrator
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class AuthorityLine:
    code: str
    name: str
    unit: str
    """Code under which plans name it."""
    accounts: int


@dataclass(frozen=True)
class AuthoritiesPage:
    lines: tuple[AuthorityLine, ...]
    units: tuple[Option, ...]
    form: Form


async def show(request: Request) -> Response:
    return page(request, "plans/authorities.html", await _page(request, Form()))


async def add(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await authorities.add(context, _new(sent))
    except Refusal as no:
        return page(request, "plans/authorities.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, "/authorities")


async def _page(request: Request, form: Form) -> AuthoritiesPage:
    view = await authorities.read(asking.context(request))
    lines = tuple(AuthorityLine(one.facility.id, one.facility.name, one.facility.unit, one.accounts) for one in view.lines)
    return AuthoritiesPage(lines, tuple(Option(code, f"{name} ({code})") for code, name in view.units.items()), form)


def _new(sent: FormData) -> NewAuthority:
    code, name, unit, place = (asking.text(sent, field) for field in ("code", "unit_name", "unit", "place"))
    if not asking.text(sent, "login"):
        return NewAuthority(code, name, unit, place)
    pin, basis = asking.text(sent, "pin"), asking.text(sent, "basis")
    account = administrator(asking.text(sent, "login"), asking.text(sent, "name"), str(sent.get("password", "")), pin, basis)
    return NewAuthority(code, name, unit, place, account)


ROUTES = [
    Route("/authorities", show),
    Route("/authorities", add, methods=["POST"]),
]
