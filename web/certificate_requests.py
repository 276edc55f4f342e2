"""Certificates of a facility: coverage per role, who needs one, the lists that ask for them, one list, and one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.certificate_requests import Issued, Line, NewRequest, Standing
from domain.errors import Malformed, Refusal
from domain.names import CertificateRequestId, PersonId
from services import certificate_coverage, certificate_requests
from services.certificate_coverage import CertificatesView, RequestView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.tracks import which
from web.words import ROLES


@dataclass(frozen=True)
class RoleLine:
    role: str
    numerator: int
    denominator: int
    tested: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class HolderLine:
    """Somebody who needs a certificate."""

    name: str
    title: str
    state: str
    """`certificate_missing` and so on; see `domain.certificate_requests.Stage`."""
    until: date | None
    renewing: bool
    address: str = ""
    """The list that names them."""


@dataclass(frozen=True)
class RequestLine:
    address: str
    title: str
    to: str
    route: str
    state: str
    people: int
    issued: int
    at: datetime
    by: str


@dataclass(frozen=True)
class CertificatesPage:
    facility: str
    track: str
    day: date
    numerator: int
    denominator: int
    tested: int
    roles: tuple[RoleLine, ...]
    holders: tuple[HolderLine, ...]
    requests: tuple[RequestLine, ...]
    form: Form | None = None
    """Present for whoever may ask."""
    choices: tuple[Option, ...] = ()
    routes: tuple[Option, ...] = ()


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


@dataclass(frozen=True)
class MinePage:
    lines: tuple[OneLine, ...]
    addresses: tuple[str, ...]


async def show(request: Request) -> Response:
    return await _register(request)


async def ask(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        document = await certificate_requests.ask(context, which(request), _new(sent))
    except Refusal as no:
        return await _register(request, asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/documents/{document}")


def _new(sent: FormData) -> NewRequest:
    people = tuple(PersonId(asking.id_of(str(one))) for one in sent.getlist("people"))
    return NewRequest(people, asking.text(sent, "route"), asking.text(sent, "to"), asking.text(sent, "reason"))


async def _register(request: Request, form: Form | None = None, status: int = 200) -> Response:
    view = await certificate_coverage.read(asking.context(request), which(request))
    return page(request, "certificates/register.html", register_page(view, asking.words(request), form), status)


def register_page(view: CertificatesView, words: Words, form: Form | None = None) -> CertificatesPage:
    titles = {one.code: one.title for one in view.table.certificate_routes}
    people: dict[PersonId, Standing] = {one.person: one for one in reversed(view.standings)}
    return CertificatesPage(
        view.facility,
        f"/tracks/{view.track.id}",
        view.covered.day,
        view.covered.numerator,
        view.covered.denominator,
        view.covered.tested,
        tuple(
            RoleLine(words(ROLES[one.role]), one.numerator, one.denominator, one.tested, tuple(left.name for left in one.missing))
            for one in view.covered.roles
        ),
        tuple(_holder(one) for one in view.standings),
        tuple(
            RequestLine(
                f"/certificate-requests/{one.id}",
                one.document.title,
                one.to,
                titles.get(one.route, one.route),
                one.version.state,
                one.people,
                one.issued,
                one.drawn_at,
                view.names[one.drawn_by],
            )
            for one in view.requests
        ),
        form or Form() if view.may_see_to else None,
        tuple(Option(str(one.person), f"{one.name}, {one.title}") for one in reversed(people.values()) if one.to_ask),
        tuple(Option(one.code, one.title, one.basis) for one in view.table.certificate_routes),
    )


def _holder(one: Standing) -> HolderLine:
    address = f"/certificate-requests/{one.line.request}" if one.line else ""
    return HolderLine(one.name, one.title, f"certificate_{one.stage}", one.until, one.renewing, address)


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
        await certificate_requests.issue(context, _which(request), await _person(request), new)
    except Refusal as no:
        return await _refused(request, sent, no, "issue")
    return asking.seen(request, f"/certificate-requests/{_which(request)}")


async def test(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        context = asking.context(request, asking.text(sent, "request"))
        on, words = asking.a_day(sent, f"on-{n}"), asking.text(sent, f"words-{n}")
        await certificate_requests.test(context, _which(request), await _person(request), on, words)
    except Refusal as no:
        return await _refused(request, sent, no, "test")
    return asking.seen(request, f"/certificate-requests/{_which(request)}")


async def lose(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await certificate_requests.lose(context, _which(request), await _person(request), asking.text(sent, f"reason-{n}"))
    except Refusal as no:
        return await _refused(request, sent, no, "lose")
    return asking.seen(request, f"/certificate-requests/{_which(request)}")


async def _person(request: Request) -> PersonId:
    """Whom the number of the list means. Raises: NotFound."""
    view = await certificate_coverage.read_request(asking.context(request), _which(request))
    return asking.nth(view.lines, request.path_params["number"]).person


async def _refused(request: Request, sent: FormData, no: Refusal, act: str) -> Response:
    n = request.path_params["number"]
    places = {name: f"{name}-{n}" for name in ("serial", "authority", "issued_on", "until", "on", "words", "reason")}
    return await _request(request, (act, asking.number(n)), asking.again(sent, no, locale_of(request), places), status_of(no))


async def _request(request: Request, of: tuple[str, int] = ("", 0), form: Form | None = None, status: int = 200) -> Response:
    view = await certificate_coverage.read_request(asking.context(request), _which(request))
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
        tuple(_one(number, one, view.may_see_to) for number, one in enumerate(view.lines, 1)),
    )


def _one(number: int, one: Line, sees_to: bool) -> OneLine:
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


async def mine(request: Request) -> Response:
    return await _mine(request)


async def hand_over(request: Request) -> Response:
    """The person has it."""
    sent = await request.form()
    try:
        await certificate_requests.hand_over(asking.context(request, asking.text(sent, "request")), _which(request))
    except Refusal as no:
        return await _mine(request, "hand_over", asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, "/me/certificates")


async def lose_own(request: Request) -> Response:
    sent, n = await request.form(), str(request.query_params.get("n", "1"))
    context = asking.context(request, asking.text(sent, "request"))
    try:
        await certificate_requests.lose(context, _which(request), context.position.person, asking.text(sent, f"reason-{n}"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"reason": f"reason-{n}"})
        return await _mine(request, "lose", form, status_of(no))
    return asking.seen(request, "/me/certificates")


async def _mine(request: Request, act: str = "", form: Form | None = None, status: int = 200) -> Response:
    found = await certificate_requests.mine(asking.context(request))
    shown = mine_page(found)
    if form:
        here = f"/certificate-requests/{request.path_params['request']}"
        pairs = zip(shown.lines, shown.addresses, strict=True)
        shown = replace(shown, lines=tuple(replace(one, forms={**one.forms, act: form}) if at == here else one for one, at in pairs))
    return page(request, "certificates/mine.html", shown, status)


def mine_page(found: list[Line]) -> MinePage:
    lines = []
    for number, one in enumerate(found, 1):
        acts = () if one.lost_at or one.issued is None else ("lose",) if one.handed_at else ("hand_over", "lose")
        lines.append(replace(_one(number, one, False), forms={name: Form() for name in acts}))
    return MinePage(tuple(lines), tuple(f"/certificate-requests/{one.request}" for one in found))


def _which(request: Request) -> CertificateRequestId:
    return CertificateRequestId(asking.uuid(request, "request"))


ROUTES = [
    Route("/tracks/{track}/certificates", show),
    Route("/tracks/{track}/certificate-requests", ask, methods=["POST"]),
    Route("/certificate-requests/{request}", show_request),
    Route("/certificate-requests/{request}/people/{number}/issue", issue, methods=["POST"]),
    Route("/certificate-requests/{request}/people/{number}/test", test, methods=["POST"]),
    Route("/certificate-requests/{request}/people/{number}/loss", lose, methods=["POST"]),
    Route("/certificate-requests/{request}/receipt", hand_over, methods=["POST"]),
    Route("/certificate-requests/{request}/loss", lose_own, methods=["POST"]),
    Route("/me/certificates", mine),
]
