"""Why a record is kept until its day, in words; and the acts on it: confirmed, raised, corrected by decision."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.clock import day
from domain.errors import Refusal
from domain.people import may
from domain.retention import RetentionClass
from domain.retention_signs import Ground, Source
from domain.retention_terms import How, NewClass
from services import incidents, retention
from services.context import Context
from services.incidents import IncidentView
from services.retention import RetentionView, TermView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.records import Head, head, which
from web.render import page
from web.retention_words import SETTINGS, SOURCES, TRAITS
from web.words import CERTAINTIES, _


@dataclass(frozen=True)
class GroundLine:
    """What of the episode led to the class."""

    what: str
    """The trait."""
    read_from: str
    """Where it was read, with the code while the rows have it."""
    rule: str
    """The sign, its basis and how sure it is; empty for what the doctor stated."""


@dataclass(frozen=True)
class TermLine:
    """A term that was set."""

    what: str
    one: str
    """The class."""
    until: str
    at: datetime
    who: str
    reason: str = ""
    decision: str = ""
    """Address of the decision."""
    shorter: bool = False


@dataclass(frozen=True)
class FileLine:
    """An incident's file, or a decision that waits for signatures."""

    words: str
    detail: str = ""
    address: str = ""
    state: str = ""


@dataclass(frozen=True)
class RetentionPage:
    head: Head
    until: date | None
    """None: for ever."""
    title: str
    years: int | None
    basis: str
    mark: str
    note: str
    edition: str
    edition_basis: str
    ended_on: date | None
    grounds: tuple[GroundLine, ...]
    others: tuple[str, ...]
    equivalent: bool
    equivalent_basis: str
    confirmed: bool
    terms: tuple[TermLine, ...]
    """The newest first."""
    otherwise: str = ""
    """Why the class is another one than the proposed, when it is."""
    first: str = ""
    """The class that was proposed."""
    proposed: str = ""
    """What would be confirmed today, when another schedule is in force than at the discharge."""
    decisions: tuple[FileLine, ...] = ()
    incidents: tuple[FileLine, ...] = ()
    confirm: Form | None = None
    """Present when this position confirms the class now."""
    anew: Form | None = None
    """Present when this position may still take back what the records office chose; never beside `confirm`."""
    raising: Form | None = None
    deciding: Form | None = None
    choices: tuple[Option, ...] = ()
    longer: tuple[Option, ...] = ()
    other: tuple[Option, ...] = ()
    new_incident: str = ""
    """Where the file of an incident is opened; empty when this position opens none."""


OTHERWISE = {
    How.CHOSEN: _("Nhóm này do cán bộ lưu trữ chọn."),
    How.RAISED: _("Nhóm này do sự việc về sau."),
    How.CORRECTED: _("Nhóm này do quyết định điều chỉnh."),
}
Act = Callable[[Context, FormData], Awaitable[object]]


async def show(request: Request) -> Response:
    return page(request, "retention/show.html", await _page(request))


async def confirm(request: Request) -> Response:
    """The proposed class, or another one."""

    async def act(context: Context, sent: FormData) -> object:
        return await retention.confirm(context, which(request), NewClass(asking.text(sent, "retention_class"), asking.text(sent, "reason")))

    return await _done(request, act, "confirm")


async def confirm_anew(request: Request) -> Response:
    """Another class than the one that was chosen."""

    async def act(context: Context, sent: FormData) -> object:
        return await retention.confirm(context, which(request), _words(sent, "anew"))

    return await _done(request, act, "anew")


async def raise_class(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> object:
        return await retention.raise_class(context, which(request), _words(sent, "raise"))

    return await _done(request, act, "raise")


async def decide(request: Request) -> Response:
    """The decision is drawn up; its page says who signs it."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await retention.decide(context, which(request), _words(sent, "decide"))
    except Refusal as no:
        return await _again(request, sent, no, "decide")
    return asking.seen(request, f"/documents/{made}")


async def _done(request: Request, act: Act, form: str) -> Response:
    sent = await request.form()
    try:
        await act(asking.context(request, asking.text(sent, "request")), sent)
    except Refusal as no:
        return await _again(request, sent, no, form)
    return asking.seen(request, f"/records/{which(request)}/retention")


async def _again(request: Request, sent: FormData, no: Refusal, form: str) -> Response:
    """The page once more; each form calls its fields by names of its own."""
    places = {} if form == "confirm" else {name: f"{form}_{name}" for name in ("retention_class", "reason")}
    told = asking.again(sent, no, locale_of(request), places)
    shown = await _page(request)
    put = {"confirm": {"confirm": told}, "anew": {"anew": told}, "raise": {"raising": told}, "decide": {"deciding": told}}[form]
    return page(request, "retention/show.html", replace(shown, **put), status_of(no))  # type: ignore[arg-type]


def _words(sent: FormData, form: str) -> NewClass:
    return NewClass(asking.text(sent, f"{form}_retention_class"), asking.text(sent, f"{form}_reason"))


async def _page(request: Request) -> RetentionPage:
    context, words = asking.context(request), asking.words(request)
    view = await retention.read(context, which(request))
    files = await incidents.of_record(context, which(request)) if view.incidents else []
    return _shown(view, files, may(context.position.role, "incident.open"), words)


def _shown(view: RetentionView, files: list[IncidentView], opens: bool, words: Words) -> RetentionPage:
    now, record, (today, proposed) = view.now, view.page.record, view.proposed
    anew = today.edition != now.schedule.edition or proposed.code != now.one.code
    return RetentionPage(
        head(view.page, words),
        now.term.until,
        now.one.title,
        now.one.years,
        now.one.basis,
        words(CERTAINTIES[now.one.certainty]),
        now.one.note,
        now.schedule.edition,
        now.schedule.basis,
        day(record.discharged_at) if record.discharged_at else None,
        tuple(_ground(one, words) for one in view.grounds),
        tuple(_option(one, words).words for one in view.others),
        view.equivalent,
        now.schedule.equivalent_basis,
        view.confirmed is not None,
        tuple(_term(one, view, words) for one in reversed(view.terms)),
        words(OTHERWISE[now.term.how]) if now.term.how in OTHERWISE else "",
        next(one.one.title for one in reversed(view.terms) if one.term.how is How.PROPOSED),
        f"{_option(proposed, words).words} – {today.edition}" if view.confirmed is None and anew else "",
        tuple(
            FileLine(document.title, document.code, f"/documents/{document.id}", version.state)
            for document, version in reversed(view.decisions)
        ),
        tuple(FileLine(one.incident.number, f"{one.incident.happened_on:%d/%m/%Y} · {one.title}", "/incidents") for one in files),
        Form(values={"retention_class": proposed.code}) if view.may_confirm else None,
        Form() if view.may_confirm_anew else None,
        Form() if view.may_raise and view.longer else None,
        Form() if view.may_decide else None,
        tuple(_option(one, words) for one in today.choices),
        tuple(_option(one, words) for one in view.longer),
        tuple(_option(one, words) for one in view.other),
        f"/records/{record.id}/incidents/new" if opens else "",
    )


def _option(one: RetentionClass, words: Words) -> Option:
    """`Hồ sơ bệnh án tử vong (30 năm)`."""
    kept = words(_("%(n)s năm")) % {"n": one.years} if one.years else words(_("vĩnh viễn"))
    return Option(one.code, f"{one.title} ({kept})")


def _ground(one: Ground, words: Words) -> GroundLine:
    source = words(SOURCES[one.source])
    # The words of an outcome or a kind say it already; a code of a disease, a cause or a procedure stands beside its source.
    coded = one.code if one.source in (Source.DIAGNOSIS, Source.CAUSE, Source.PROCEDURE) else ""
    sure = f" ({words(CERTAINTIES[one.certainty])})" if one.certainty else ""
    rule = f"{one.title}. {one.basis}{sure}" if one.title else ""
    return GroundLine(words(TRAITS[one.trait]), f"{source} {coded}".strip(), rule)


def _term(one: TermView, view: RetentionView, words: Words) -> TermLine:
    until = f"{one.term.until:%d/%m/%Y}" if one.term.until else words(_("vĩnh viễn"))
    who = view.names.get(one.term.by, "") if one.term.by else "hsba" if one.term.how is How.PROPOSED else ""
    decision = f"/documents/{one.term.decision}" if one.term.decision else ""
    told = (one.reason, decision, one.term.shorter)
    return TermLine(words(SETTINGS[one.term.how]), f"{one.one.title}, {one.schedule.edition}", until, one.term.at, who, *told)


ROUTES = [
    Route("/records/{record}/retention", show),
    Route("/records/{record}/retention/confirmation", confirm, methods=["POST"]),
    Route("/records/{record}/retention/confirmations", confirm_anew, methods=["POST"]),
    Route("/records/{record}/retention/raises", raise_class, methods=["POST"]),
    Route("/records/{record}/retention/decisions", decide, methods=["POST"]),
]
