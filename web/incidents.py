"""The files of medical incidents: the list, and opening one or linking one at a record."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.incidents import NewIncident
from domain.names import IncidentId
from domain.people import demand
from services import incidents, records
from services.incidents import IncidentView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.records import Head, head, which
from web.render import page


@dataclass(frozen=True)
class IncidentLine:
    number: str
    happened_on: date
    title: str
    opened_by: str
    opened_on: date
    records: tuple[Option, ...]
    """Address and code of each record the position reaches."""


@dataclass(frozen=True)
class IncidentsPage:
    lines: tuple[IncidentLine, ...]


@dataclass(frozen=True)
class NewIncidentPage:
    head: Head
    form: Form
    linking: Form
    files: tuple[Option, ...]
    """Files that the record is not linked to yet."""
    for_ever: str
    """The row by which such a file is kept."""


async def listing(request: Request) -> Response:
    found = await incidents.listing(asking.context(request))
    return page(request, "incidents/list.html", IncidentsPage(tuple(_line(one) for one in found)))


async def new(request: Request) -> Response:
    return page(request, "incidents/new.html", await _new(request, Form(), Form()))


async def create(request: Request) -> Response:
    """Opens the incident's file, linked to the record."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await incidents.open(context, which(request), _words(sent))
    except Refusal as no:
        return page(request, "incidents/new.html", await _new(request, asking.again(sent, no, locale_of(request)), Form()), status_of(no))
    return asking.seen(request, f"/records/{which(request)}")


async def link(request: Request) -> Response:
    """Links a file that is there to this record too."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await incidents.link(context, _chosen(sent), which(request))
    except Refusal as no:
        told = asking.again(sent, no, locale_of(request))
        return page(request, "incidents/new.html", await _new(request, Form(), told), status_of(no))
    return asking.seen(request, f"/records/{which(request)}")


async def _new(request: Request, form: Form, linking: Form) -> NewIncidentPage:
    context = asking.context(request)
    view = await records.standing(context, which(request))
    demand(context.position, "incident.open", "*", context.today)
    mine = {one.id for one in view.incidents}
    files = [one for one in await incidents.listing(context) if one.incident.id not in mine]
    return NewIncidentPage(
        head(view.page, asking.words(request)),
        form,
        linking,
        tuple(Option(str(one.incident.id), f"{one.incident.number} · {one.title}") for one in files),
        context.house.policies.retention(context.today).incident_file.basis,
    )


def _words(sent: FormData) -> NewIncident:
    """Raises: Malformed."""
    wrong = [both(f"{name}: cần điền", "must be given") for name in ("number", "title") if not asking.text(sent, name)]
    if wrong := wrong + asking.unreadable(sent, ["happened_on"]):
        raise Malformed(*wrong)
    return NewIncident(asking.text(sent, "number"), asking.a_day(sent, "happened_on"), asking.text(sent, "title"))


def _chosen(sent: FormData) -> IncidentId:
    """Raises: Malformed."""
    if not asking.text(sent, "incident"):
        raise Malformed("incident: chọn hồ sơ sự cố / choose the incident's file")
    return IncidentId(asking.id_of(asking.text(sent, "incident")))


def _line(one: IncidentView) -> IncidentLine:
    about = tuple(Option(f"/records/{record}", code) for record, code in one.records)
    file = one.incident
    return IncidentLine(file.number, file.happened_on, one.title, one.opened_by, file.opened_at, about)


ROUTES = [
    Route("/incidents", listing),
    Route("/records/{record}/incidents/new", new),
    Route("/records/{record}/incidents", create, methods=["POST"]),
    Route("/records/{record}/incidents/links", link, methods=["POST"]),
]
