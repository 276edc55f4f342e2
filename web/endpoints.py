"""Connections of a facility on a page: state, responsible, tests, exchanges; moved on, and exchanges recorded by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.endpoints import NEXT, EndpointState, Exchange
from domain.errors import Malformed, Refusal
from domain.names import PersonId
from services import endpoints
from services.endpoints import EndpointsView, EndpointView, NewExchange, NewMove
from store.queries.endpoints import EndpointStep
from web import asking
from web.errors import status_of
from web.evidence import File, file
from web.forms import Form, Option
from web.i18n import locale_of
from web.readiness_words import ENDPOINTS
from web.reading import Words
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class Step:
    what: str
    who: str
    at: datetime
    reason: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class ExchangeLine:
    at: datetime
    state: str
    """`exchange_done` or `exchange_failed`."""
    words: str
    reference: str
    who: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class EndpointLine:
    code: str
    title: str
    basis: str
    state: str
    """`endpoint_running` and so on, or `endpoint_stale`."""
    responsible: str
    succeeded: datetime | None
    failed: datetime | None
    stale_days: int
    reason: str
    steps: tuple[Step, ...]
    exchanges: tuple[ExchangeLine, ...]
    nexts: tuple[Option, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`move`, `exchange`."""


@dataclass(frozen=True)
class EndpointsPage:
    facility: str
    track: str
    running: int
    total: int
    stale: int
    lines: tuple[EndpointLine, ...]
    people: tuple[Option, ...]
    results: tuple[Option, ...]


async def show(request: Request) -> Response:
    return await _page(request)


async def move(request: Request) -> Response:
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            await endpoints.move(context, which(request), _code(request), await _move(sent, _code(request)))
        except Refusal as no:
            return await _refused(request, sent, no, "move")
    return asking.seen(request, f"/tracks/{which(request)}/endpoints#{_code(request)}")


async def _move(sent: FormData, code: str) -> NewMove:
    """Raises: Malformed."""
    if wrong := asking.unchosen(sent, f"responsible-{code}"):
        raise Malformed(*wrong)
    responsible = PersonId(asking.id_of(asking.text(sent, f"responsible-{code}")))
    files = await asking.uploads(sent, f"test-{code}")
    return NewMove(asking.text(sent, f"to-{code}"), responsible, asking.text(sent, f"reason-{code}"), files)


async def exchange(request: Request) -> Response:
    async with request.form() as sent:
        code = _code(request)
        try:
            context = asking.context(request, asking.text(sent, "request"))
            at, succeeded = asking.moment(sent, f"at-{code}"), asking.text(sent, f"result-{code}") != "failed"
            said = (asking.text(sent, f"words-{code}"), asking.text(sent, f"reference-{code}"))
            new = NewExchange(at, succeeded, *said, await asking.uploads(sent, f"proof-{code}"))
            await endpoints.exchange(context, which(request), code, new)
        except Refusal as no:
            return await _refused(request, sent, no, "exchange")
    return asking.seen(request, f"/tracks/{which(request)}/endpoints#{code}")


async def _refused(request: Request, sent: FormData, no: Refusal, act: str) -> Response:
    code = _code(request)
    places = {name: f"{name}-{code}" for name in ("to", "responsible", "reason", "at", "words", "reference")}
    places |= {"file": f"{'test' if act == 'move' else 'proof'}-{code}"}
    return await _page(request, act, asking.again(sent, no, locale_of(request), places), status_of(no))


async def _page(request: Request, act: str = "", form: Form | None = None, status: int = 200) -> Response:
    view = await endpoints.read(asking.context(request), which(request))
    shown = endpoints_page(view, asking.words(request))
    if form:
        lines = (replace(one, forms={**one.forms, act: form}) if one.code == _code(request) else one for one in shown.lines)
        shown = replace(shown, lines=tuple(lines))
    return page(request, "endpoints/register.html", shown, status)


def endpoints_page(view: EndpointsView, words: Words) -> EndpointsPage:
    return EndpointsPage(
        view.facility,
        f"/tracks/{view.track.id}",
        view.connected.running,
        view.connected.total,
        view.connected.stale,
        tuple(_line(one, view, words) for one in view.endpoints),
        tuple(Option(str(who), name) for who, name in view.people.items()),
        (Option("done", words(ENDPOINTS["done"])), Option("failed", words(ENDPOINTS["failed"]))),
    )


def _line(of: EndpointView, view: EndpointsView, words: Words) -> EndpointLine:
    one, track = of.endpoint, f"/tracks/{view.track.id}"
    exchanges = one.state not in (EndpointState.NOT_BEGUN, EndpointState.STOPPED)
    nexts = tuple(Option(state, words(ENDPOINTS[state])) for state in EndpointState if state in NEXT[one.state])
    responsible = {f"responsible-{one.line.code}": str(one.responsible)} if one.responsible else {}
    forms = {"move": Form(values=responsible), **({"exchange": Form()} if exchanges else {})}
    return EndpointLine(
        one.line.code,
        one.line.title,
        f"{one.line.basis} ({one.line.certainty})",
        "endpoint_stale" if one.stale(view.connected.at) else f"endpoint_{one.state}",
        view.names[one.responsible] if one.responsible else "",
        one.succeeded,
        one.failed,
        one.line.stale_days,
        one.reason if one.state is EndpointState.STOPPED else "",
        tuple(_step(each, view, track, words) for each in of.steps),
        tuple(_exchange(each, view, track) for each in of.exchanges),
        nexts,
        forms if view.may_move else {},
    )


def _step(one: EndpointStep, view: EndpointsView, track: str, words: Words) -> Step:
    return Step(words(ENDPOINTS[one.state]), view.names[one.by], one.at, one.reason, tuple(file(each, track) for each in one.files))


def _exchange(one: Exchange, view: EndpointsView, track: str) -> ExchangeLine:
    state = "exchange_done" if one.succeeded else "exchange_failed"
    return ExchangeLine(one.at, state, one.words, one.reference, view.names[one.by], tuple(file(each, track) for each in one.files))


def _code(request: Request) -> str:
    return str(request.path_params["code"])


ROUTES = [
    Route("/tracks/{track}/endpoints", show),
    Route("/tracks/{track}/endpoints/{code}/steps", move, methods=["POST"]),
    Route("/tracks/{track}/endpoints/{code}/exchanges", exchange, methods=["POST"]),
]
