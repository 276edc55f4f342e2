"""A list by which certificates are asked for: what was issued to whom, tested, lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.certificate_requests import Issued, Line
from domain.errors import Malformed, Refusal
from domain.names import CertificateRequestId, PersonId
from services import certificate_coverage, certificate_requests
from services.certificate_coverage import RequestView
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class OneLine:
    """One person of a list, and what may be done about their certificate now."""

    number: int
    person: str
    name: str
    title: str
    state: str
    serial: str = ""
    authority: str = ""
    until: date | None = None
    handed_at: datetime | None = None
    tested: str = ""
    lost: str = ""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`issue`, `test`, `lose`."""


@dataclass(frozen=True)
class RequestPage:
    facility: str
    register: str
    address: str
    title: str
    document: str
    state: str
    to: str
    route: str
    drawn_by: str
    drawn_at: datetime
    sent_at: datetime | None
    lines: tuple[OneLine, ...]


async def show_request(request: Request) -> Response:
    return await _request(request)


async def issue(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        if wrong := asking.unreadable(sent, days=(f"issued_on-{n}", f"until-{n}")):
            raise Malformed(*wrong)
        context = asking.context(request, asking.text(sent, "request"))
        serial, authority = asking.text(sent, f"serial-{n}"), asking.text(sent, f"authority-{n}")
        new = Issued(serial, authority, asking.a_day(sent, f"issued_on-{n}"), asking.a_day(sent, f"until-{n}"))
        await certificate_requests.issue(context, list_of(request), await _person(request), new)
    except Refusal as no:
        return await _refused(request, sent, no, "issue")
    return asking.seen(request, f"/certificate-requests/{list_of(request)}")


async def test(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        context = asking.context(request, asking.text(sent, "request"))
        on, words = asking.a_day(sent, f"on-{n}"), asking.text(sent, f"words-{n}")
        await certificate_requests.test(context, list_of(request), await _person(request), on, words)
    except Refusal as no:
        return await _refused(request, sent, no, "test")
    return asking.seen(request, f"/certificate-requests/{list_of(request)}")


async def lose(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await certificate_requests.lose(context, list_of(request), await _person(request), asking.text(sent, f"reason-{n}"))
    except Refusal as no:
        return await _refused(request, sent, no, "lose")
    return asking.seen(request, f"/certificate-requests/{list_of(request)}")


async def _person(request: Request) -> PersonId:
    """Whom the number of the list means. Raises: NotFound."""
    view = await certificate_coverage.read_request(asking.context(request), list_of(request))
    return asking.nth(view.lines, request.path_params["number"]).person


async def _refused(request: Request, sent: FormData, no: Refusal, act: str) -> Response:
    n = request.path_params["number"]
    places = {name: f"{name}-{n}" for name in ("serial", "authority", "issued_on", "until", "on", "words", "reason")}
    return await _request(request, (act, asking.number(n)), asking.again(sent, no, locale_of(request), places), status_of(no))


async def _request(request: Request, of: tuple[str, int] = ("", 0), form: Form | None = None, status: int = 200) -> Response:
    view = await certificate_coverage.read_request(asking.context(request), list_of(request))
    shown = request_page(view)
    if form:
        act, number = of
        lines = (replace(one, forms={**one.forms, act: form}) if one.number == number else one for one in shown.lines)
        shown = replace(shown, lines=tuple(lines))
    return page(request, "certificates/request.html", shown, status)


def request_page(view: RequestView) -> RequestPage:
    of = view.request
    return RequestPage(
        view.facility,
        f"/tracks/{of.track}/certificates",
        f"/certificate-requests/{of.id}",
        of.document.title,
        f"/documents/{of.document.id}",
        of.version.state,
        of.to,
        view.route,
        view.drawn_by,
        of.drawn_at,
        of.sent_at,
        tuple(one_line(number, one, view.may_see_to) for number, one in enumerate(view.lines, 1)),
    )


def one_line(number: int, one: Line, sees_to: bool) -> OneLine:
    names = _acts(one) if sees_to else ()
    tested = f"{one.tested_words} ({one.tested_on:%d/%m/%Y})" if one.tested_on else ""
    return OneLine(
        number,
        str(one.person),
        one.name,
        one.title,
        f"certificate_{_state(one)}",
        one.issued.serial if one.issued else "",
        one.issued.authority if one.issued else "",
        one.issued.until if one.issued else None,
        one.handed_at,
        tested,
        one.lost_words,
        {name: Form() for name in names},
    )


def _acts(one: Line) -> tuple[str, ...]:
    if one.lost_at or one.sent_at is None:
        return ()
    if one.handed_at:
        return ("lose",) if one.tested_on else ("test", "lose")
    return ("issue", "lose") if one.issued else ("issue",)


def _state(one: Line) -> str:
    if one.lost_at:
        return "lost"
    if one.handed_at:
        return "tested" if one.tested_on else "handed"
    return "issued" if one.issued else "asked"


def list_of(request: Request) -> CertificateRequestId:
    """The list of the address. Raises: NotFound."""
    return CertificateRequestId(asking.uuid(request, "request"))


ROUTES = [
    Route("/certificate-requests/{request}", show_request),
    Route("/certificate-requests/{request}/people/{number}/issue", issue, methods=["POST"]),
    Route("/certificate-requests/{request}/people/{number}/test", test, methods=["POST"]),
    Route("/certificate-requests/{request}/people/{number}/loss", lose, methods=["POST"]),
]
