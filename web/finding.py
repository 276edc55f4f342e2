"""The list of records: found by words, narrowed, and one of another's that is found by its exact code."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed
from domain.faults import both
from domain.names import DepartmentId
from domain.people import may
from domain.search import Search
from services import records, referred
from store.queries.search import RecordLine as Line
from web import asking
from web.borrowing import FaceBlock, faces
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.near import NearLine, near
from web.places import line_in
from web.reading import Words
from web.records import Head
from web.render import page
from web.words import EPISODES

PAGE = 50
"""Records of one page of the list."""


@dataclass(frozen=True)
class RecordLine:
    head: Head
    treating: str
    """Treating doctor."""


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed by beside words."""

    form: Form
    departments: tuple[Option, ...]
    asked: bool
    """Something is given: the fields stand open."""


@dataclass(frozen=True)
class RecordsPage:
    query: str
    lines: tuple[RecordLine, ...]
    may_open: bool
    older: str = ""
    opened: bool = False
    """A record was just opened that this position does not reach."""
    incidents: bool = False
    """This position sees the files of incidents."""
    narrowing: Narrowing | None = None
    faces: tuple[FaceBlock, ...] = ()
    """Records of exactly this code, or of exactly this patient, that the position does not reach."""
    asks: bool = False
    """This position borrows records."""
    expected: int | None = None
    """Patients sent here by other facilities; None for whoever takes nobody in."""
    outages: tuple[NearLine, ...] = ()
    """Running, or within a day."""


async def listing(request: Request) -> Response:
    context, words = asking.context(request), asking.words(request)
    query = request.query_params.get("q", "")
    before = line_in(request.query_params.get("before", ""))
    try:
        narrowed, refused = _search(request, query), None
        found = await records.listing(context, before=before, limit=PAGE + 1, narrowed=narrowed)
    except Malformed as no:
        found, refused = [], no
    lines = tuple(RecordLine(_head_of_line(one, words), one.doctor) for one in found[:PAGE])
    older = _older(request, found[PAGE - 1]) if len(found) > PAGE else ""
    opened, role = "opened" in request.query_params, context.position.role
    known = {one.code for one in found}
    shown = tuple(one for one in await faces(context, query) if one.code not in known) if may(role, "grant.ask") else ()
    may_open, may_know = may(role, "record.open"), may(role, "incident.read")
    form = await _narrowing(request, refused)
    waits = await referred.expected(context)
    listed = RecordsPage(query, lines, may_open, older, opened, may_know, form, shown, may(role, "grant.ask"), waits, await near(context))
    return page(request, "records/list.html", listed, status_of(refused) if refused else 200)


NARROWED = ("department", "admitted_from", "admitted_to", "diagnosis")


def _search(request: Request, words: str) -> Search:
    """Raises: Malformed for a day that is none."""
    asked = {name: request.query_params.get(name, "").strip() for name in NARROWED}
    department = DepartmentId(asked["department"]) if asked["department"] else None
    since, until = (_day(name, asked[name]) for name in ("admitted_from", "admitted_to"))
    return Search(words, department=department, admitted_from=since, admitted_to=until, diagnosis=asked["diagnosis"])


def _day(name: str, said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise Malformed(both(f"{name}: chọn ngày", "choose a day")) from wrong


async def _narrowing(request: Request, refused: Malformed | None) -> Narrowing:
    values = {name: request.query_params.get(name, "") for name in NARROWED}
    form = asking.again(values, refused, locale_of(request)) if refused else Form(values=values)
    departments = await records.departments(asking.context(request))
    return Narrowing(form, tuple(Option(which, name) for which, name in departments), any(values.values()))


def _head_of_line(one: Line, words: Words) -> Head:
    said = (one.patient, one.patient_code, str(one.birth_year), "", one.department, one.opened_at, one.state, "", words(EPISODES[one.kind]))
    return Head(str(one.id), one.code, *said, one.complete_by, one.held)


def _older(request: Request, last: Line) -> str:
    asked = {name: request.query_params.get(name, "") for name in ("q", *NARROWED)}
    told = {name: value for name, value in asked.items() if value} | {"before": f"{last.opened_at.isoformat()}/{last.id}"}
    return "/records?" + urlencode(told)


ROUTES = [Route("/records", listing)]
