"""A plan that changes in flight: plans entered from files, an edition held against the one that runs, last days that are moved."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.mergers import Authority
from domain.names import DocumentId, FacilityId, PlanId, TrackId
from domain.plan_changes import Change, ChangeKind
from services import extensions, plan_editions, plans
from store.queries.plan_editions import EditionLine as Edition
from store.queries.plan_editions import Moved
from store.queries.plans import OpenPlan
from web import asking
from web.errors import status_of
from web.extensions import PaperLine, drawn_up_again, paper_line
from web.forms import Form, Option
from web.i18n import locale_of
from web.plan_entries import a_plan
from web.reading import Words
from web.render import page
from web.words import _

KINDS = {
    ChangeKind.MOVED: _("đổi hạn"),
    ChangeKind.ADDED: _("thêm"),
    ChangeKind.REMOVED: _("thôi"),
    ChangeKind.WORDED: _("đổi lời"),
}
"""The words for what becomes of a part."""


@dataclass(frozen=True)
class EditionLine:
    address: str
    """Where it is held against what runs; empty for the one that runs."""
    edition: str
    source: str
    by: str
    at: datetime
    applied_at: datetime | None = None
    """When the plan ran by it first; None for a draft."""


@dataclass(frozen=True)
class MoveLine:
    code: str
    title: str
    before: date | None
    after: date | None
    reason: str
    paper: str
    edition: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ChangesPage:
    title: str
    edition: str
    plan: str
    code: str
    editions: tuple[EditionLine, ...]
    moves: tuple[MoveLine, ...]
    upload: Form | None = None
    """Present for whoever may enter another edition."""
    move: Form | None = None
    milestones: tuple[Option, ...] = ()
    track: str = ""
    """Of a last day that is moved for one facility alone, its track and its name."""
    facility: str = ""
    papers: tuple[PaperLine, ...] = ()
    """Those by which a last day moves once they are signed."""
    signed: bool = False
    """Whether a last day moves only by such a paper."""
    again: str = ""
    """Id of the paper that is drawn up again."""
    tracks: tuple[str, ...] = ()
    """The tracks it is for; none: all."""
    outside: tuple[Option, ...] = ()
    """Facilities of the department without a track."""
    join: Form | None = None
    close: Form | None = None
    """Present with `track`: its facility has closed."""
    inside: tuple[Option, ...] = ()
    """Facilities that may have taken it over."""
    authorities: tuple[Authority, ...] = ()
    """Who was in charge before."""


@dataclass(frozen=True)
class ChangeLine:
    code: str
    title: str
    kind: str
    moved: bool
    before: date | None
    after: date | None
    words_before: str
    words_after: str


@dataclass(frozen=True)
class ProposedPage:
    title: str
    plan: str
    edition: str
    running: str
    changes: tuple[ChangeLine, ...]
    refused: tuple[str, ...]
    form: Form | None
    address: str


async def show(request: Request) -> Response:
    return await _page(request)


async def enter(request: Request) -> Response:
    """Keeps an edition of this plan from a file; it is applied by an act of its own."""
    which = _which(request)
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            line = await plan_editions.enter(context, *await a_plan(sent), which)
        except Refusal as no:
            return await _page(request, upload=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return asking.seen(request, f"/plans/{which}/changes/{line.id}")


async def propose(request: Request) -> Response:
    return await _proposed(request)


async def apply(request: Request) -> Response:
    which, sent = _which(request), await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await plan_editions.apply(context, which, asking.uuid(request, "edition"), asking.text(sent, "paper"))
    except Refusal as no:
        return await _proposed(request, asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/plans/{which}/changes")


async def move(request: Request) -> Response:
    """Moves a last day, in one track when the form names it."""
    which, sent = _which(request), await request.form()
    track = asking.text(sent, "track")
    try:
        context = asking.context(request, asking.text(sent, "request"))
        tracks = tuple(TrackId(asking.id_of(str(one))) for one in sent.getlist("track") if one)
        again = DocumentId(asking.id_of(asking.text(sent, "again"))) if asking.text(sent, "again") else None
        code, reason, paper = (asking.text(sent, name) for name in ("code", "reason", "paper"))
        drawn_up = await plan_editions.move(context, which, code, asking.a_day(sent, "to"), reason, paper, tracks, again)
    except Refusal as no:
        given = asking.again(sent, no, locale_of(request))
        return await _page(request, move=given, status=status_of(no), track=track, again=asking.text(sent, "again"))
    return asking.seen(request, f"/documents/{drawn_up}" if drawn_up else f"/plans/{which}/changes")


async def join(request: Request) -> Response:
    """Facilities that join the plan."""
    which, sent = _which(request), await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await plan_editions.join(context, which, tuple(FacilityId(str(one)) for one in sent.getlist("facility")))
    except Refusal as no:
        return await _page(request, join=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return asking.seen(request, f"/plans/{which}")


async def close(request: Request) -> Response:
    """A facility that closed, or merged into another."""
    which, sent = _which(request), await request.form()
    track = asking.text(sent, "track")
    try:
        context = asking.context(request, asking.text(sent, "request"))
        successor = asking.text(sent, "successor")
        into = FacilityId(successor) if successor else None
        day, decision = asking.a_day(sent, "on"), asking.text(sent, "decision")
        await plan_editions.close(context, which, TrackId(asking.id_of(track)), day, decision, into)
    except Refusal as no:
        given = asking.again(sent, no, locale_of(request), {"paper": "decision"})
        return await _page(request, close=given, status=status_of(no), track=track)
    return asking.seen(request, f"/tracks/{track}")


async def _page(
    request: Request,
    upload: Form | None = None,
    move: Form | None = None,
    status: int = 200,
    track: str = "",
    join: Form | None = None,
    close: Form | None = None,
    again: str = "",
) -> Response:
    context, which, words = asking.context(request), _which(request), asking.words(request)
    view = await plan_editions.read(context, which)
    mine, again = view.may_change, again or request.query_params.get("again", "")
    redrawn = await extensions.read(context, which, DocumentId(asking.id_of(again))) if again and mine else None
    tracks = tuple(str(one) for one in redrawn.new.tracks) if redrawn else ()
    track = track or (tracks[0] if len(tracks) == 1 else request.query_params.get("track", ""))
    facility = await plans.facility_of(context, TrackId(asking.id_of(track))) if track else ""
    titles = {part.code: part.title for _, part in view.words.parts()}
    asked = Form(values={"code": request.query_params.get("code", "")})
    shown = ChangesPage(
        view.words.title,
        view.plan.edition,
        str(which),
        view.plan.code,
        tuple(_edition(one, view.plan) for one in view.editions),
        tuple(move_line(one, titles) for one in reversed(view.moves)),
        (upload or Form()) if mine else None,
        (move or (drawn_up_again(redrawn) if redrawn else asked)) if mine else None,
        tuple(Option(code, f"{code} {title}") for code, title in titles.items()),
        track,
        facility,
        tuple(paper_line(one, titles, words, mine) for one in view.papers if not one.applied_at),
        view.signed,
        again if redrawn else "",
        tracks or ((track,) if track else ()),
        tuple(Option(one.id, one.name) for one in view.outside),
        (join or Form()) if mine and view.outside else None,
        (close or Form()) if mine and track else None,
        tuple(Option(one.id, one.name) for one in view.inside),
        view.authorities,
    )
    return page(request, "plans/changes.html", shown, status)


def _edition(one: Edition, plan: OpenPlan) -> EditionLine:
    address = "" if one.id == plan.words else f"/plans/{plan.id}/changes/{one.id}"
    return EditionLine(address, one.edition, one.source, one.by_name, one.at, one.applied_at)


def move_line(one: Moved, titles: dict[str, str]) -> MoveLine:
    said = one.move
    title = titles.get(said.code, "")
    return MoveLine(said.code, title, said.before, said.after, said.reason, said.paper, said.edition, one.by_name, one.at)


async def _proposed(request: Request, form: Form | None = None, status: int = 200) -> Response:
    context, which, edition = asking.context(request), _which(request), asking.uuid(request, "edition")
    running = (await plan_editions.read(context, which)).plan.edition
    found = await plan_editions.propose(context, which, edition)
    words, locale = asking.words(request), locale_of(request)
    shown = ProposedPage(
        found.words.title,
        str(which),
        found.words.edition,
        running,
        tuple(_change(one, words) for one in found.changes),
        tuple(_told(one, locale) for one in found.refused),
        None if found.refused else form or Form(),
        f"/plans/{which}/changes/{edition}",
    )
    return page(request, "plans/proposed.html", shown, status)


def _change(one: Change, words: Words) -> ChangeLine:
    said = words(KINDS[one.kind])
    moved = one.kind is ChangeKind.MOVED
    return ChangeLine(one.code, one.title, said, moved, one.before, one.after, one.words_before, one.words_after)


def _which(request: Request) -> PlanId:
    return PlanId(asking.uuid(request, "plan"))


def _told(fault: str, locale: str) -> str:
    """The sentence without its field: nothing is typed here."""
    said = asking.one_language(fault, locale)
    match = asking.FAULT.match(said)
    words = match[2] if match else said
    return words[:1].upper() + words[1:]


ROUTES = [
    Route("/plans/{plan}/changes", show),
    Route("/plans/{plan}/changes", enter, methods=["POST"]),
    Route("/plans/{plan}/facilities", join, methods=["POST"]),
    Route("/plans/{plan}/closings", close, methods=["POST"]),
    Route("/plans/{plan}/dates", move, methods=["POST"]),
    Route("/plans/{plan}/changes/{edition}", propose),
    Route("/plans/{plan}/changes/{edition}", apply, methods=["POST"]),
]
