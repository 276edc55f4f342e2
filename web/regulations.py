"""A facility's regulations: what is in force, what is drafted, what plans ask for; and the page of one with its next act."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import DepartmentId, RegulationId, TrackId
from domain.regulation_drafts import Article
from domain.regulations import Regulation
from services import regulation_views, regulations
from services.context import Context
from services.regulation_views import RegulationsView, RegulationView
from services.regulations import NewRegulation
from store.queries.regulations import Comment
from web import asking
from web.audit import Happened, happened
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page


@dataclass(frozen=True)
class RegulationLine:
    """One of the list."""

    address: str
    title: str
    number: str
    state: str
    """`regulation_…` of the vocabulary."""
    issued_on: date | None
    begins: date | None
    ends: date | None
    outside: bool


@dataclass(frozen=True)
class DemandedLine:
    """What a plan asks for and nobody drafts."""

    track: str
    milestone: str
    title: str
    plan: str
    due: date | None
    template: str
    """Title of the template; empty when the facility writes its own."""


@dataclass(frozen=True)
class TemplateLine:
    code: str
    title: str
    kind: str
    basis: str
    by_law: bool
    articles: int


@dataclass(frozen=True)
class RegulationsPage:
    facility: str
    asked: tuple[RegulationLine, ...]
    """On which the own unit is asked."""
    demanded: tuple[DemandedLine, ...]
    lines: tuple[RegulationLine, ...]
    """In force or to come, and drafted."""
    past: tuple[RegulationLine, ...]
    templates: tuple[TemplateLine, ...]
    start: Form | None
    register: bool


@dataclass(frozen=True)
class CommentLine:
    id: str
    department: str
    by: str
    at: datetime
    version: int
    words: str
    taken: bool | None
    answer: str
    answered_by: str
    form: Form | None = None
    """For whoever answers it now."""


@dataclass(frozen=True)
class ArticleLine:
    """One article as it is read, with what was said of it."""

    number: int
    chapter: str
    title: str
    paragraphs: tuple[str, ...]
    blanks: tuple[str, ...]
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True)
class AskedLine:
    name: str
    answered_at: datetime | None


@dataclass(frozen=True)
class VersionLine:
    number: int
    by: str
    at: datetime
    note: str
    difference: str
    """Address of what it changed; empty of the first."""


@dataclass(frozen=True)
class CheckLine:
    version: int
    passed: bool
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Cite:
    words: str
    address: str


@dataclass(frozen=True)
class RegulationPage:
    address: str
    line: RegulationLine
    author: str
    milestone: Cite | None
    document: Cite | None
    document_state: str
    replaces: Cite | None
    superseded_by: Cite | None
    reason: str
    given_back: str
    comment_due: date | None
    asked: tuple[AskedLine, ...]
    whole: tuple[CommentLine, ...]
    """What was said of the whole."""
    opening: tuple[str, ...]
    blanks: int
    articles: tuple[ArticleLine, ...]
    versions: tuple[VersionLine, ...]
    checks: tuple[CheckLine, ...]
    departments: tuple[Option, ...]
    numbers: tuple[Option, ...]
    """Articles, to be chosen in a comment."""
    mine: bool
    """The own unit is asked now."""
    least_days: int
    forms: Mapping[str, Form]
    timeline: tuple[Happened, ...] = field(default=())


async def listing(request: Request) -> Response:
    return page(
        request, "regulations/list.html", _listing(await regulation_views.listing(asking.context(request)), asking.context(request))
    )


async def start(request: Request) -> Response:
    sent = await request.form()
    context = asking.context(request, asking.text(sent, "request"))
    track = asking.text(sent, "track")
    new = NewRegulation(
        asking.text(sent, "template"),
        asking.text(sent, "own"),
        TrackId(asking.id_of(track)) if track else None,
        asking.text(sent, "milestone"),
    )
    try:
        made = await regulations.start(context, new)
    except Refusal as no:
        shown = _listing(await regulation_views.listing(asking.context(request)), asking.context(request))
        form = asking.again(sent, no, locale_of(request), {"title": "own", "code": "template"})
        return page(request, "regulations/list.html", replace(shown, start=form), status_of(no))
    return asking.seen(request, f"/regulations/{made}/draft")


async def of_milestone(request: Request) -> Response:
    """Where a milestone leads to: the one that is drafted for it, or the list from which it is begun."""
    track = TrackId(asking.uuid(request, "track"))
    found = await regulation_views.of_milestone(asking.context(request), track, str(request.path_params["code"]))
    return RedirectResponse(f"/regulations/{found.id}" if found else "/regulations#demanded", 303)


async def show(request: Request) -> Response:
    return page(request, "regulations/show.html", await _page(request))


def _listing(view: RegulationsView, context: Context) -> RegulationsPage:
    lines = [_line(one, context.today) for one in view.regulations]
    past = ("regulation_superseded", "regulation_repealed", "regulation_withdrawn")
    return RegulationsPage(
        view.facility,
        tuple(_line(one, context.today) for one in view.asked),
        tuple(
            DemandedLine(str(one.track), one.milestone, one.title, one.plan, one.due, one.template.title if one.template else "")
            for one in view.demanded
        ),
        tuple(one for one in lines if one.state not in past),
        tuple(one for one in lines if one.state in past),
        tuple(TemplateLine(one.code, one.title, one.kind, one.basis, one.asked_by_law, len(one.articles)) for one in view.templates),
        Form() if view.may_draft else None,
        view.may_read_register,
    )


def _line(one: Regulation, today: date) -> RegulationLine:
    state = f"regulation_{one.standing(today)}"
    return RegulationLine(f"/regulations/{one.id}", one.title, one.number, state, one.issued_on, one.begins, one.ends, one.outside)


async def _page(request: Request) -> RegulationPage:
    context = asking.context(request)
    return regulation_page(await regulation_views.read(context, _which(request)), context, asking.words(request))


def regulation_page(view: RegulationView, context: Context, words: Words) -> RegulationPage:
    one, newest = view.regulation, view.versions[-1] if view.versions else None
    draft = newest.draft if newest else None
    answers = "answer" in view.acts
    comments = [(each, _comment(each, answers)) for each in view.comments]
    articles = draft.articles if draft else ()
    blanks = draft.blanks if draft else ()
    here = f"/regulations/{one.id}"
    settled = next((each.answered_at for each in view.asked if each.department == view.mine), None)
    return RegulationPage(
        here,
        _line(one, context.today),
        view.names.get(one.author, ""),
        Cite(one.milestone, f"/tracks/{one.track}/milestones/{one.milestone}") if one.track else None,
        Cite(one.title, f"/documents/{one.document}") if one.document else None,
        view.document_state,
        _cite(view.replaces),
        _cite(view.superseded_by),
        one.reason,
        view.given_back,
        one.comment_due,
        tuple(AskedLine(view.departments.get(each.department, each.department), each.answered_at) for each in view.asked),
        tuple(line for each, line in comments if not 0 < each.article <= len(articles)),
        tuple(draft.bases) if draft else (),
        len(blanks),
        tuple(_article(n, each, blanks, comments) for n, each in enumerate(articles, 1)),
        tuple(
            VersionLine(v.number, v.by, v.at, v.note, f"{here}/difference?from={v.number - 1}&to={v.number}" if v.number > 1 else "")
            for v in reversed(view.versions)
        ),
        tuple(CheckLine(each.version, each.passed, each.words, each.by, each.at) for each in view.checks),
        tuple(Option(code, name) for code, name in view.departments.items()),
        (Option("0", words("Toàn văn")), *(Option(str(n), f"Điều {n}. {each.title}") for n, each in enumerate(articles, 1))),
        view.mine is not None and settled is None,
        view.least_days,
        {act: Form() for act in (*view.acts, *(("comment",) if view.mine else ()))},
        happened(view.timeline, words),
    )


def _article(number: int, one: Article, blanks: tuple[tuple[int, str], ...], comments: list[tuple[Comment, CommentLine]]) -> ArticleLine:
    return ArticleLine(
        number,
        one.chapter,
        one.title,
        tuple(line for line in one.text.splitlines() if line.strip()),
        tuple(what for at, what in blanks if at == number),
        tuple(line for each, line in comments if each.article == number),
    )


def _comment(one: Comment, answers: bool) -> CommentLine:
    form = Form() if answers and one.taken is None else None
    return CommentLine(str(one.id), one.department, one.by, one.at, one.version, one.words, one.taken, one.answer, one.answered_by, form)


def _cite(one: Regulation | None) -> Cite | None:
    return Cite(f"{one.title}, {one.cited}" if one.number else one.title, f"/regulations/{one.id}") if one else None


async def _ask(context: Context, which: RegulationId, sent: FormData) -> None:
    if wrong := asking.unreadable(sent, days=["due"]):
        raise Malformed(*wrong)
    chosen = tuple(DepartmentId(one) for one in sent.getlist("department") if isinstance(one, str))
    await regulations.ask(context, which, chosen, asking.a_day(sent, "due"))


async def _comment_on(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.comment(context, which, asking.number(asking.text(sent, "article")), asking.text(sent, "words"))


async def _settle(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.settle(context, which)


async def _answer(context: Context, which: RegulationId, sent: FormData) -> None:
    comment = asking.id_of(asking.text(sent, "comment"))
    await regulations.answer(context, which, UUID(str(comment)), asking.text(sent, "taken") == "1", asking.text(sent, "answer"))


async def _close(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.close_round(context, which)


async def _check(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.check(context, which, asking.text(sent, "passed") == "1", asking.text(sent, "finding"))


async def _submit(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.submit(context, which)


async def _withdraw(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.withdraw(context, which, asking.text(sent, "why"))


async def _repeal(context: Context, which: RegulationId, sent: FormData) -> None:
    if wrong := asking.unreadable(sent, days=["first"]):
        raise Malformed(*wrong)
    await regulations.repeal(context, which, asking.a_day(sent, "first"), asking.text(sent, "ground"))


Act = Callable[[Context, RegulationId, FormData], Awaitable[None]]
ACTS: Mapping[str, tuple[str, Act, Mapping[str, str]]] = {
    "ask": ("round", _ask, {"departments": "department"}),
    "comment": ("comments", _comment_on, {}),
    "settle": ("settlement", _settle, {}),
    "answer": ("answers", _answer, {}),
    "close": ("round-end", _close, {}),
    "check": ("check", _check, {"words": "finding"}),
    "submit": ("submission", _submit, {}),
    "withdraw": ("withdrawal", _withdraw, {"reason": "why"}),
    "repeal": ("repeal", _repeal, {"reason": "ground"}),
}
"""Name of an act → the end of its address, what does it, and what its faults begin with → field of its form."""


def _doing(name: str) -> Callable[[Request], Awaitable[Response]]:
    _end, act, places = ACTS[name]

    async def do(request: Request) -> Response:
        sent = await request.form()
        try:
            await act(asking.context(request, asking.text(sent, "request")), _which(request), sent)
        except Refusal as no:
            shown = await _page(request)
            form = asking.again(sent, no, locale_of(request), places)
            return page(request, "regulations/show.html", _given_back(shown, name, form, asking.text(sent, "comment")), status_of(no))
        return asking.seen(request, f"/regulations/{_which(request)}")

    return do


def _given_back(shown: RegulationPage, name: str, form: Form, comment: str) -> RegulationPage:
    """The page with what was typed where it was typed."""
    if name != "answer":
        return replace(shown, forms={**shown.forms, "comment" if name == "settle" else name: form})

    def marked(lines: tuple[CommentLine, ...]) -> tuple[CommentLine, ...]:
        return tuple(replace(one, form=form) if one.id == comment else one for one in lines)

    articles = tuple(replace(one, comments=marked(one.comments)) for one in shown.articles)
    return replace(shown, whole=marked(shown.whole), articles=articles)


def _which(request: Request) -> RegulationId:
    return RegulationId(asking.uuid(request, "regulation"))


ROUTES = [
    Route("/regulations", listing),
    Route("/regulations", start, methods=["POST"]),
    Route("/regulations/{regulation}", show),
    Route("/tracks/{track}/milestones/{code}/regulation", of_milestone),
    *(Route(f"/regulations/{{regulation}}/{end}", _doing(name), methods=["POST"]) for name, (end, _act, _places) in ACTS.items()),
]
