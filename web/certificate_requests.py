"""Certificates of a facility: coverage per role, who needs one, and the lists that ask for them."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.certificate_requests import NewRequest, Standing
from domain.errors import Refusal
from domain.names import PersonId
from services import certificate_coverage, certificate_requests
from services.certificate_coverage import CertificatesView
from store.queries.certificate_requests import Request as Asked
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
        tuple(_request(one, titles.get(one.route, one.route), view.names[one.drawn_by]) for one in view.requests),
        form or Form() if view.may_see_to else None,
        tuple(Option(str(one.person), f"{one.name}, {one.title}") for one in reversed(people.values()) if one.to_ask),
        tuple(Option(one.code, one.title, one.basis) for one in view.table.certificate_routes),
    )


def _request(one: Asked, route: str, by: str) -> RequestLine:
    said = (one.document.title, one.to, route, one.version.state, one.people, one.issued, one.drawn_at, by)
    return RequestLine(f"/certificate-requests/{one.id}", *said)


def _holder(one: Standing) -> HolderLine:
    address = f"/certificate-requests/{one.line.request}" if one.line else ""
    return HolderLine(one.name, one.title, f"certificate_{one.stage}", one.until, one.renewing, address)


ROUTES = [
    Route("/tracks/{track}/certificates", show),
    Route("/tracks/{track}/certificate-requests", ask, methods=["POST"]),
]
