"""A hold is placed: on one record, on a patient, or on what a query finds, whose records are looked at first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.holds import Case, CaseKind, NewHold, Query, Scope
from domain.names import DepartmentId, PersonId
from domain.people import demand
from domain.records import RecordKind
from services import held, holds
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.hold_lines import HeldLine, held_line
from web.i18n import locale_of
from web.render import page
from web.words import CASES, EPISODES, _

SCOPES = {Scope.RECORD: _("Một hồ sơ"), Scope.PATIENT: _("Mọi hồ sơ của một người bệnh"), Scope.QUERY: _("Hồ sơ theo điều kiện")}
CONDITIONS = ("department", "doctor", "admitted_from", "admitted_to", "retention_class", "record_kind")


@dataclass(frozen=True)
class ScopeTab:
    """One choice of what a hold lies on."""

    address: str
    words: str
    current: bool


@dataclass(frozen=True)
class PreviewBlock:
    """What the conditions find now."""

    found: int
    records: tuple[HeldLine, ...]
    asked: str
    """The conditions it was asked by: placed is only what was looked at."""


@dataclass(frozen=True)
class PlacingPage:
    scope: str
    tabs: tuple[ScopeTab, ...]
    form: Form
    kinds: tuple[Option, ...]
    departments: tuple[Option, ...] = ()
    doctors: tuple[Option, ...] = ()
    classes: tuple[Option, ...] = ()
    record_kinds: tuple[Option, ...] = ()
    preview: PreviewBlock | None = None
    lifters: tuple[str, ...] = ()
    """Who could lift it: never whoever places it."""


async def new(request: Request) -> Response:
    context = asking.context(request)
    demand(context.position, "hold.place", "*", context.today)
    scope = _scope(request.query_params.get("scope", ""))
    code = request.query_params.get("code", "")
    return page(request, "holds/new.html", await _page(request, scope, Form(values={"code": code} if code else {})))


async def place(request: Request) -> Response:
    sent = await request.form()
    scope = _scope(asking.text(sent, "scope"))
    try:
        if scope is Scope.QUERY and (asking.text(sent, "act") != "place" or asking.text(sent, "asked") != _asked(sent)):
            return page(request, "holds/new.html", await _looked_at(request, sent))
        context = asking.context(request, asking.text(sent, "request"))
        found = asking.text(sent, "found")
        which = await holds.place(context, _new(sent, scope), asking.number(found) if found else None)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        preview = await _preview(request, sent) if scope is Scope.QUERY and _findable(sent) else None
        return page(request, "holds/new.html", await _page(request, scope, form, preview), status_of(no))
    return asking.seen(request, f"/holds/{which}")


async def _looked_at(request: Request, sent: FormData) -> PlacingPage:
    """The page with what the conditions find; what was typed is kept. Raises: Malformed."""
    if faults := _query(sent).faults():
        raise Malformed(*faults)
    form = Form(asking.text(sent, "request"), asking.typed(sent))
    return await _page(request, Scope.QUERY, form, await _preview(request, sent))


def _findable(sent: FormData) -> bool:
    """Whether the conditions can be looked for."""
    try:
        return not _query(sent).faults()
    except Refusal:
        return False


async def _preview(request: Request, sent: FormData) -> PreviewBlock:
    found, words = await held.preview(asking.context(request), _query(sent)), asking.words(request)
    return PreviewBlock(found.found, tuple(held_line(one, False, words) for one in found.records), _asked(sent))


async def _page(request: Request, scope: Scope, form: Form, preview: PreviewBlock | None = None) -> PlacingPage:
    context, words = asking.context(request), asking.words(request)
    tabs = tuple(ScopeTab(f"/holds/new?scope={one}", words(said), one is scope) for one, said in SCOPES.items())
    kinds = tuple(Option(one, words(said)) for one, said in CASES.items())
    able = await held.others_who_lift(context)
    if scope is not Scope.QUERY:
        return PlacingPage(scope, tabs, form, kinds, lifters=able)
    known = await held.choices(context)
    return PlacingPage(
        scope,
        tabs,
        form,
        kinds,
        tuple(Option(which, name) for which, name in known.departments.items()),
        tuple(Option(str(who), name) for who, name in known.people.items()),
        tuple(Option(code, title) for code, title in known.classes.items()),
        tuple(Option(one, words(said)) for one, said in EPISODES.items()),
        preview,
        able,
    )


def _new(sent: FormData, scope: Scope) -> NewHold:
    """Raises: Malformed."""
    dated = ["review_by", *(["paper_day"] if asking.text(sent, "paper_day") else [])]
    wrong, kind = asking.unreadable(sent, days=dated), asking.text(sent, "kind")
    if kind not in set(CaseKind):
        wrong.append("kind: chọn loại vụ việc / choose the kind of the case")
    if wrong:
        raise Malformed(*wrong)
    day = asking.a_day(sent, "paper_day") if asking.text(sent, "paper_day") else None
    case = Case(CaseKind(kind), asking.text(sent, "case"), asking.text(sent, "asked_by"), asking.text(sent, "paper"), day)
    of = {"query": _query(sent), "standing": asking.text(sent, "standing") == "1"} if scope is Scope.QUERY else {}
    return NewHold(case, scope, asking.text(sent, "reason"), asking.a_day(sent, "review_by"), asking.text(sent, "code"), **of)  # type: ignore[arg-type]


def _query(sent: FormData) -> Query:
    """Raises: Malformed."""
    told = {name: asking.text(sent, name) for name in CONDITIONS}
    days = [name for name in ("admitted_from", "admitted_to") if told[name]]
    wrong = asking.unreadable(sent, days=days)
    if told["record_kind"] and told["record_kind"] not in set(RecordKind):
        wrong.append("record_kind: chọn loại hồ sơ / choose the kind of record")
    if wrong:
        raise Malformed(*wrong)
    return Query(
        DepartmentId(told["department"]) if told["department"] else None,
        PersonId(asking.id_of(told["doctor"])) if told["doctor"] else None,
        asking.a_day(sent, "admitted_from") if told["admitted_from"] else None,
        asking.a_day(sent, "admitted_to") if told["admitted_to"] else None,
        told["retention_class"] or None,
        RecordKind(told["record_kind"]) if told["record_kind"] else None,
    )


def _asked(sent: FormData) -> str:
    return urlencode({name: asking.text(sent, name) for name in CONDITIONS if asking.text(sent, name)})


def _scope(told: str) -> Scope:
    return Scope(told) if told in set(Scope) else Scope.RECORD


ROUTES = [Route("/holds/new", new), Route("/holds", place, methods=["POST"])]
