"""One's own password and PIN."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import PinRefused, Refusal
from services import certificates, passwords
from services.passwords import Change
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page
from web.sessions import cookie_name

PASSWORD = {"old": "password", "new": "password_new", "again": "password_again"}
PIN = {"old": "pin", "new": "pin_new", "again": "pin_again"}
"""Part of a change → the form's field."""


@dataclass(frozen=True)
class MePage:
    name: str
    login: str
    """For the browser that keeps passwords by name."""
    password: Form
    pin: Form
    certificate: datetime | None = None
    """When this person's certificate ends."""
    over: bool = False
    """It has ended."""
    changed: str = ""
    """`password` or `pin` after it was changed."""


async def show(request: Request) -> Response:
    changed = request.query_params.get("changed", "")
    return page(request, "people/me.html", await _page(request, Form(), Form(), changed))


async def change_password(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        token = request.cookies.get(cookie_name(request.app.state.https), "")
        await passwords.change_password(context, token, _change(sent, PASSWORD))
    except Refusal as no:
        shown = await _page(request, _again(request, sent, no, PASSWORD), Form())
        return page(request, "people/me.html", shown, status_of(no))
    return asking.seen(request, "/me?changed=password")


async def change_pin(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await passwords.change_pin(context, _change(sent, PIN))
    except Refusal as no:
        shown = await _page(request, Form(), _again(request, sent, no, PIN))
        return page(request, "people/me.html", shown, status_of(no))
    return asking.seen(request, "/me?changed=pin")


async def _page(request: Request, password: Form, pin: Form, changed: str = "") -> MePage:
    person, context = asking.visit(request).asker.person, asking.context(request)
    ends = await certificates.own(context)
    return MePage(person.name, person.login, password, pin, ends, bool(ends and ends < context.now), changed)


def _change(sent: FormData, names: Mapping[str, str]) -> Change:
    """As typed: a blank may be part of a password."""
    return Change(*(str(sent.get(names[part], "")) for part in ("old", "new", "again")))


def _again(request: Request, sent: FormData, no: Refusal, names: Mapping[str, str]) -> Form:
    form = asking.again(sent, no, locale_of(request), names)
    if isinstance(no, PinRefused) and form.told:
        return replace(form, faults={names["old"]: form.told.what})
    return form


ROUTES = [
    Route("/me", show),
    Route("/me/password", change_password, methods=["POST"]),
    Route("/me/pin", change_pin, methods=["POST"]),
]
