"""Grants: what is lent and to whom, what waits for a decision or a review, and one with everything said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.grants import Decision, Finding, GrantKind, GrantState
from domain.names import DocumentId, GrantId
from domain.people import may
from services import granted, grants
from services.context import Context
from services.granted import GrantsView, GrantView
from store.queries.grants import Shown
from web import asking
from web.acting import Act, acted, with_form
from web.audit import Happened, happened
from web.filters import Filter
from web.forms import Form, Option
from web.grant_lines import LentLine, lent_line, whom
from web.grant_words import FINDINGS, GRANTS, PURPOSES
from web.render import page
from web.words import _, initials

LISTS = {
    Shown.OUT: _("Đang cho xem"),
    Shown.ASKED: _("Chờ duyệt"),
    Shown.REVIEW: _("Phá kính chờ xem xét"),
    Shown.OVER: _("Đã kết thúc"),
}
MINE = {Shown.OUT: _("Đang mượn"), Shown.ASKED: _("Chờ duyệt"), Shown.OVER: _("Đã kết thúc")}


@dataclass(frozen=True)
class GrantsPage:
    query: str
    filters: tuple[Filter, ...]
    lines: tuple[LentLine, ...]
    may_record: bool
    """The records office records what outsiders and patients ask for."""
    mine: bool = False
    """The person's own list."""
    following: str = ""


@dataclass(frozen=True)
class LentRecord:
    """A record of a grant."""

    address: str
    """Empty for whoever does not read it now."""
    code: str
    patient: str
    department: str
    state: str


@dataclass(frozen=True)
class Said:
    """One act on it: what, who, when, and the words."""

    what: str
    who: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class GrantPage:
    address: str
    who: str
    kind: str
    purpose: str
    state: str
    paper: str
    paper_day: date | None
    days: int
    may_copy: bool
    until: datetime | None
    records: tuple[LentRecord, ...]
    documents: tuple[Option, ...]
    said: tuple[Said, ...]
    decide: Form | None
    choices: tuple[Option, ...]
    longest: int
    end: Form | None
    own: bool
    """Whether whoever looks has it or asked for it."""
    waits: bool
    review: Form | None
    findings: tuple[Option, ...]
    copies: tuple[str, ...]
    """Where plain copies of each record are taken under it."""
    copying: Form | None
    timeline: tuple[Happened, ...]


async def listing(request: Request) -> Response:
    """Of the facility, for whoever lends and lets in; whoever borrows sees their own."""
    context = asking.context(request)
    if not may(context.position.role, "grant.read"):
        return await mine(request)
    query, shown = request.query_params.get("q", ""), _shown(request, LISTS)
    view = await granted.listing(context, shown, query, after=_after(request))
    return page(request, "grants/list.html", _list(request, "/grants", LISTS, shown, query, view))


async def mine(request: Request) -> Response:
    """What I have, asked for, or had."""
    shown = _shown(request, MINE)
    view = await granted.mine(asking.context(request), shown, _after(request))
    return page(request, "grants/list.html", _list(request, "/grants/mine", MINE, shown, "", view))


def _shown(request: Request, lists: dict[Shown, str]) -> Shown:
    said = request.query_params.get("show", "")
    return Shown(said) if said in set(lists) else Shown.OUT


def _after(request: Request) -> GrantId | None:
    said = request.query_params.get("after", "")
    return GrantId(asking.id_of(said)) if said else None


def _list(request: Request, at: str, lists: dict[Shown, str], shown: Shown, query: str, view: GrantsView) -> GrantsPage:
    context, words = asking.context(request), asking.words(request)
    filters = tuple(Filter(words(said), _address(at, one, query), view.tallies[one], one is shown) for one, said in lists.items())
    following = _address(at, shown, query, view.lines[-1].grant.id) if view.more else ""
    lines = tuple(lent_line(one, context.now, words) for one in view.lines)
    own = at.endswith("mine")
    return GrantsPage(query, filters, lines, may(context.position.role, "grant.record") and not own, own, following)


def _address(at: str, shown: Shown, query: str, after: GrantId | None = None) -> str:
    told = {"show": shown if shown is not Shown.OUT else "", "q": query, "after": str(after or "")}
    said = urlencode({name: value for name, value in told.items() if value})
    return f"{at}?{said}" if said else at


async def show(request: Request) -> Response:
    return page(request, "grants/show.html", await _page(request))


async def decide(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        documents = tuple(DocumentId(asking.id_of(one)) for one in sent.getlist("documents") if isinstance(one, str))
        yes = asking.text(sent, "said") == "yes"
        said = Decision(yes, asking.text(sent, "reason"), asking.number(asking.text(sent, "days")), bool(sent.get("may_copy")), documents)
        await grants.decide(context, _which(request), said)

    return await _act(request, "decide", act)


async def end(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        await grants.end(context, _which(request), asking.text(sent, "why"))

    return await _act(request, "end", act)


async def review(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        said = asking.text(sent, "finding")
        finding = Finding(said) if said in set(Finding) else Finding.UNJUSTIFIED
        await grants.review(context, _which(request), finding, asking.text(sent, "words"))

    return await _act(request, "review", act)


PLACES = {"end": {"reason": "why"}, "review": {"reason": "words"}}
"""Form → where a fault of its reason stands."""


async def _act(request: Request, name: str, act: Act) -> Response:
    async def again(_sent: FormData, form: Form) -> GrantPage:
        return with_form(await _page(request), name, form)

    return await acted(request, act, f"/grants/{_which(request)}", "grants/show.html", again, PLACES.get(name))


async def _page(request: Request) -> GrantPage:
    context, words = asking.context(request), asking.words(request)
    view = await granted.read(context, _which(request))
    one, now = view.grant, context.now
    state, reads = one.state(now), _reads(view, context)
    by = f"?grant={one.id}" if view.acts_for else ""
    return GrantPage(
        address=f"/grants/{one.id}",
        who=whom(one, view.names.get(one.holder, "") if one.holder else ""),
        kind=words(GRANTS[one.kind]),
        purpose=words(PURPOSES[one.purpose]),
        state=f"grant_{state}",
        paper=one.asker.paper,
        paper_day=one.asker.paper_day,
        days=one.days,
        may_copy=one.may_copy,
        until=one.until if one.granted else None,
        records=tuple(
            LentRecord(f"/records/{r.id}{by}" if reads else "", r.code, f"{initials(r.patient)} {r.birth_year}", r.department, r.state)
            for r in view.records
        ),
        documents=tuple(Option(f"/documents/{which}" if reads else "", title) for which, title in view.documents) if reads else (),
        said=tuple(_said(view, words)),
        decide=Form(values={"days": str(one.days)} | ({"may_copy": "1"} if one.may_copy else {})) if view.may_decide else None,
        choices=tuple(Option(str(which), title) for which, title in view.choices),
        longest=view.longest,
        end=Form() if view.may_end else None,
        own=context.position.person in (one.holder, one.asked_by),
        waits=state is GrantState.ASKED,
        review=Form() if view.may_review else None,
        findings=tuple(Option(key, words(said)) for key, said in FINDINGS.items()),
        copies=tuple(f"/records/{r.id}/copies{by}" for r in view.records) if view.acts_for and one.may_copy and one.whole else (),
        copying=Form() if view.acts_for and one.may_copy and one.whole else None,
        timeline=happened(view.timeline, words),
    )


def _reads(view: GrantView, context: Context) -> bool:
    """Whoever may open the records from here: its holder while it is open, and the records office."""
    holds = view.grant.holder == context.position.person and view.grant.open(context.now)
    return may(context.position.role, "record.read") and (holds or may(context.position.role, "grant.record"))


def _said(view: GrantView, words: Callable[[str], str]) -> list[Said]:
    """Everything that was said, in the order of time."""
    one = view.grant
    broken = one.kind is GrantKind.EMERGENCY
    found = [Said(words(_("Mở khẩn cấp")) if broken else words(_("Đề nghị")), view.names[one.asked_by], one.asked_at, view.reason)]
    if one.decided_at and one.decided_by and not broken:
        said = words(_("Duyệt")) if one.granted else words(_("Không duyệt"))
        found.append(Said(said, view.names[one.decided_by], one.decided_at, view.decided))
    if one.reviewed_at and one.reviewed_by and one.finding:
        found.append(Said(words(FINDINGS[one.finding]), view.names[one.reviewed_by], one.reviewed_at, view.reviewed))
    if one.ended_at and one.ended_by:
        found.append(Said(words(_("Kết thúc")), view.names[one.ended_by], one.ended_at, view.ended))
    return found


def _which(request: Request) -> GrantId:
    return GrantId(asking.uuid(request, "grant"))


ROUTES = [
    Route("/grants", listing),
    Route("/grants/mine", mine),
    Route("/grants/{grant}", show),
    Route("/grants/{grant}/decision", decide, methods=["POST"]),
    Route("/grants/{grant}/ending", end, methods=["POST"]),
    Route("/grants/{grant}/review", review, methods=["POST"]),
]
