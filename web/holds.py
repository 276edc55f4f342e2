"""Holds: the list by case, and one with its history, the records it reaches, its extension and its end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import HoldId
from domain.people import may
from services import held, holds
from services.context import Context
from services.held import HoldsView, HoldView
from store.queries.holds import Shown
from web import asking
from web.audit import Happened, happened
from web.errors import status_of
from web.filters import Filter
from web.forms import Form
from web.hold_lines import Gettext, HeldLine, HoldLine, held_line, hold_line, lies_on, state
from web.i18n import locale_of
from web.places import line_in
from web.render import page
from web.words import CASES, _

LISTS = {Shown.OPEN: _("Đang giữ lại"), Shown.DUE: _("Quá hạn xem xét"), Shown.LIFTED: _("Đã thôi giữ")}


@dataclass(frozen=True)
class CaseBlock:
    """A case with the holds for its sake that stand on this page."""

    name: str
    kind: str
    lines: tuple[HoldLine, ...]


@dataclass(frozen=True)
class HoldsPage:
    query: str
    filters: tuple[Filter, ...]
    cases: tuple[CaseBlock, ...]
    may_place: bool
    following: str = ""


@dataclass(frozen=True)
class Longer:
    """The review was put off."""

    was: date
    becomes: date
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Lifted:
    who: str
    at: datetime
    why: str
    paper: str


@dataclass(frozen=True)
class HoldPage:
    address: str
    case: str
    kind: str
    asked_by: str
    paper: str
    paper_day: date | None
    what: str
    """On what it lies."""
    state: str
    why: str
    placed_by: str
    placed_at: datetime
    review_by: date
    longer: tuple[Longer, ...]
    lifted: Lifted | None
    extend: Form | None
    lift: Form | None
    own: bool
    """Whether whoever looks placed it and so does not lift it."""
    records: tuple[HeldLine, ...]
    reached: int
    following: str
    timeline: tuple[Happened, ...]
    lifters: tuple[str, ...] = ()
    """Who may lift it today."""


async def listing(request: Request) -> Response:
    context, words = asking.context(request), asking.words(request)
    query, shown, after = (request.query_params.get(name, "") for name in ("q", "show", "after"))
    which = Shown(shown) if shown in set(Shown) else Shown.OPEN
    view = await held.listing(context, which, query, HoldId(asking.id_of(after)) if after else None)
    lists = tuple(
        Filter(words(said), _address(one, query), view.tallies[one], one is which)
        for one, said in LISTS.items()
        if one is not Shown.DUE or view.tallies[one] or one is which
    )
    following = _address(which, query, view.lines[-1].hold.id) if view.more else ""
    shows = HoldsPage(query, lists, _cases(view, context, words), may(context.position.role, "hold.place"), following)
    return page(request, "holds/list.html", shows)


def _address(shown: Shown, query: str, after: HoldId | None = None) -> str:
    told = {"show": shown if shown is not Shown.OPEN else "", "q": query, "after": str(after or "")}
    said = urlencode({name: value for name, value in told.items() if value})
    return f"/holds?{said}" if said else "/holds"


def _cases(view: HoldsView, context: Context, words: Gettext) -> tuple[CaseBlock, ...]:
    grouped = groupby(view.lines, key=lambda one: (one.hold.case.name, one.hold.case.kind))
    return tuple(
        CaseBlock(name, words(CASES[kind]), tuple(hold_line(one, view.words, context.today, words) for one in lines))
        for (name, kind), lines in grouped
    )


async def show(request: Request) -> Response:
    return page(request, "holds/show.html", await _page(request))


async def extend(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await holds.extend(context, _which(request), asking.a_day(sent, "review_by"), asking.text(sent, "reason"))
    except Refusal as no:
        return await _refused(request, sent, no, "extend")
    return asking.seen(request, f"/holds/{_which(request)}")


async def lift(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await holds.lift(context, _which(request), asking.text(sent, "why"), asking.text(sent, "paper"))
    except Refusal as no:
        return await _refused(request, sent, no, "lift")
    return asking.seen(request, f"/holds/{_which(request)}")


async def _refused(request: Request, sent: FormData, no: Refusal, act: str) -> Response:
    form = asking.again(sent, no, locale_of(request), {"reason": "why"} if act == "lift" else None)
    shown = await _page(request)
    shown = replace(shown, extend=form) if act == "extend" else replace(shown, lift=form)
    return page(request, "holds/show.html", shown, status_of(no))


async def _page(request: Request) -> HoldPage:
    context, words = asking.context(request), asking.words(request)
    view = await held.read(context, _which(request), line_in(request.query_params.get("after", "")))
    one, role, called = view.hold, context.position.role, view.words
    own, may_lift = one.placed_by == context.position.person, may(role, "hold.lift") and one.open
    code, patient = view.patient or next(((line.code, line.patient) for line in view.records), ("", ""))
    return HoldPage(
        address=f"/holds/{one.id}",
        case=one.case.name,
        kind=words(CASES[one.case.kind]),
        asked_by=one.case.asked_by,
        paper=one.case.paper,
        paper_day=one.case.paper_day,
        what=lies_on(one, code, patient, called, words),
        state=state(one, context.today),
        why=view.reason,
        placed_by=called.people[one.placed_by],
        placed_at=one.placed_at,
        review_by=one.review_by,
        longer=tuple(_longer(view)),
        lifted=Lifted(called.people[one.lifted_by], one.lifted_at, view.lifted_reason, one.lifted_paper)
        if one.lifted_by and one.lifted_at
        else None,
        extend=Form() if may(role, "hold.extend") and one.open else None,
        lift=Form() if may_lift and not own else None,
        own=may_lift and own,
        records=tuple(held_line(line, may(role, "record.read"), words) for line in view.records),
        reached=view.reached,
        following=_following(view),
        timeline=happened(view.timeline, words),
        lifters=view.lifters,
    )


def _longer(view: HoldView) -> Iterable[Longer]:
    return (Longer(each.was, each.becomes, view.words.people[each.by], each.at, each.reason) for each in reversed(view.extensions))


def _following(view: HoldView) -> str:
    if not view.more:
        return ""
    last = view.records[-1]
    return f"/holds/{view.hold.id}?" + urlencode({"after": f"{last.opened_at.isoformat()}/{last.id}"})


def _which(request: Request) -> HoldId:
    return HoldId(asking.uuid(request, "hold"))


ROUTES = [
    Route("/holds", listing),
    Route("/holds/{hold}", show),
    Route("/holds/{hold}/extension", extend, methods=["POST"]),
    Route("/holds/{hold}/lifting", lift, methods=["POST"]),
]
