"""Going live: a facility's three decisions, one with its gates, steps, departments and watch, and the acts that need no signature."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from domain.facility_states import State as FacilityState
from domain.facts import KNOWN, Finding
from domain.going_live import LIVE, Act, State, Step
from domain.golive_policies import Subject
from domain.names import DepartmentId
from domain.outside_papers import OutsidePaper
from services import going_live, golive_views
from services.context import Context
from services.golive_views import GoliveOverview, GoliveView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.golive_words import REACHED, STEPS
from web.i18n import locale_of
from web.reading import Words, cited
from web.render import page
from web.tracks import which
from web.words import _

BEFORE = frozenset({State.PREPARING, State.REHEARSED, State.DECIDING, State.REVERSED})


@dataclass(frozen=True)
class SubjectRow:
    title: str
    address: str
    state: str
    first_day: date | None
    lacking: int
    """Gates that do not hold."""


@dataclass(frozen=True)
class ReachedRow:
    title: str
    on: date | None
    paper: str


@dataclass(frozen=True)
class OverviewPage:
    facility: str
    track: str
    subjects: tuple[SubjectRow, ...]
    states: tuple[ReachedRow, ...]
    form: Form | None
    """Present for whoever runs the facility's track."""
    options: tuple[Option, ...]


@dataclass(frozen=True)
class GateRow:
    words: str
    holds: bool
    address: str


@dataclass(frozen=True)
class PaperRow:
    title: str
    number: str
    address: str
    state: str


@dataclass(frozen=True)
class WardRow:
    name: str
    begins: date | None
    gone_back: date | None
    state: str
    """`golive_allowed`, `golive_begun`, `golive_reversed` or `golive_waits`."""


@dataclass(frozen=True)
class Counted:
    value: str
    beyond: bool


@dataclass(frozen=True)
class WatchRow:
    on: date
    counts: tuple[Counted, ...]


@dataclass(frozen=True)
class StepRow:
    what: str
    who: str
    at: datetime
    detail: str


@dataclass(frozen=True)
class GolivePage:
    facility: str
    track: str
    here: str
    title: str
    basis: str
    state: str
    first_day: date | None
    gates: tuple[GateRow, ...]
    lacking: int
    papers: tuple[PaperRow, ...]
    wards: tuple[WardRow, ...]
    limits: tuple[tuple[str, str], ...]
    """Name and limit of each thing that is watched."""
    watched: tuple[WatchRow, ...]
    watch_ends: date | None
    steps: tuple[StepRow, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`papers`, `pilot`, `rehearsals`, `departments`, `confirmation`: what this position may do now."""
    draft: str = ""
    """Address of the paper that is to be drawn up next; empty for none."""
    draft_words: str = ""
    back: str = ""
    """Address of the way back, while there is something to go back from."""
    named: tuple[Option, ...] = ()
    """Papers that gates ask for."""
    wards_to_begin: tuple[Option, ...] = ()


async def overview(request: Request) -> Response:
    view = await golive_views.overview(asking.context(request), which(request))
    return page(request, "golive/overview.html", _overview(view, request, Form() if view.runs else None))


async def reach(request: Request) -> Response:
    """A state the facility has come to, with its paper."""
    sent = await request.form()
    context = asking.context(request, asking.text(sent, "request"))
    try:
        state = FacilityState(asking.text(sent, "state"))
        await going_live.reach(context, which(request), state, asking.a_day(sent, "on"), _paper(sent))
    except Refusal as no:
        view = await golive_views.overview(asking.context(request), which(request))
        shown = _overview(view, request, asking.again(sent, no, locale_of(request)))
        return page(request, "golive/overview.html", shown, status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}/golive")


async def show(request: Request) -> Response:
    view = await golive_views.read(asking.context(request), which(request), subject(request))
    return page(request, "golive/show.html", golive_page(view, asking.words(request), locale_of(request)))


async def _name(context: Context, request: Request, sent: FormData) -> None:
    await going_live.name(context, which(request), subject(request), asking.text(sent, "code"), _paper(sent))


async def _pilot(context: Context, request: Request, sent: FormData) -> None:
    well, words = asking.text(sent, "pilot_well") == "1", asking.text(sent, "pilot_words")
    await going_live.judge_pilot(context, which(request), subject(request), well, words, OutsidePaper())


async def _rehearse(context: Context, request: Request, sent: FormData) -> None:
    well = asking.text(sent, "rehearsal_well") == "1"
    await going_live.rehearse(
        context, which(request), subject(request), asking.a_day(sent, "held_on"), well, asking.text(sent, "rehearsal_words")
    )


async def _allow(context: Context, request: Request, sent: FormData) -> None:
    department = DepartmentId(asking.text(sent, "department"))
    await going_live.allow(context, which(request), subject(request), department, asking.a_day(sent, "on"))


async def _confirm(context: Context, request: Request, sent: FormData) -> None:
    await going_live.confirm(context, which(request), subject(request), asking.text(sent, "conclusion"))


ACTS: Mapping[str, tuple[Callable[[Context, Request, FormData], Awaitable[None]], Mapping[str, str]]] = {
    "papers": (_name, {}),
    "pilot": (_pilot, {"reason": "pilot_words"}),
    "rehearsals": (_rehearse, {"reason": "rehearsal_words"}),
    "departments": (_allow, {}),
    "confirmation": (_confirm, {"reason": "conclusion"}),
}
"""Last part of the address → what is done, and how the page calls the fields of its faults."""


async def act(request: Request) -> Response:
    """One of the acts that need no signature; refused, its form is given back open."""
    name = request.path_params["act"]
    if name not in ACTS:
        raise NotFound("golive", name)
    sent, (done, places) = await request.form(), ACTS[name]
    try:
        await done(asking.context(request, asking.text(sent, "request")), request, sent)
    except Refusal as no:
        view = await golive_views.read(asking.context(request), which(request), subject(request))
        shown = golive_page(view, asking.words(request), locale_of(request))
        again = asking.again(sent, no, locale_of(request), places)
        return page(request, "golive/show.html", replace(shown, forms={**shown.forms, name: again}), status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}/golive/{subject(request)}")


def subject(request: Request) -> Subject:
    """Of the address. Raises: NotFound."""
    try:
        return Subject(request.path_params["subject"])
    except ValueError as wrong:
        raise NotFound("golive", request.path_params["subject"]) from wrong


def _paper(sent: FormData) -> OutsidePaper:
    told = asking.text(sent, "paper_day")
    on = asking.a_day(sent, "paper_day") if told else None
    return OutsidePaper(asking.text(sent, "paper_number"), on, asking.text(sent, "paper_issuer"))


def _overview(view: GoliveOverview, request: Request, form: Form | None) -> OverviewPage:
    words, locale = asking.words(request), locale_of(request)
    here = f"/tracks/{view.track.id}/golive"
    rows = tuple(
        SubjectRow(
            one.title if locale == "vi" else one.title_en, f"{here}/{one.subject}", f"golive_{one.state}", one.first_day, one.lacking
        )
        for one in view.subjects
    )
    reached = tuple(
        ReachedRow(words(said), view.states[state].on, _cited(view.states[state].paper))
        if state in view.states
        else ReachedRow(words(said), None, "")
        for state, said in REACHED.items()
    )
    options = tuple(Option(state, words(said)) for state, said in REACHED.items())
    return OverviewPage(view.facility, str(view.track.id), rows, reached, form, options)


def golive_page(view: GoliveView, words: Words, locale: str) -> GolivePage:
    one, policy = view.stands.golive, view.stands.policy
    here = f"/tracks/{view.track.id}/golive/{one.subject}"
    draft, said = _draft(view, here, words)
    return GolivePage(
        view.facility,
        str(view.track.id),
        here,
        policy.title if locale == "vi" else policy.title_en,
        policy.basis,
        f"golive_{view.state}",
        one.first_day,
        tuple(GateRow(asking.one_language(gate.sentence, locale), gate.holds, gate.link) for gate in view.stands.gates),
        len(view.stands.open),
        tuple(PaperRow(doc.title, cited(doc, version), f"/documents/{doc.id}", version.state) for doc, version in view.papers.values()),
        tuple(WardRow(w.name, w.begins, w.gone_back, _ward(w.begins, w.gone_back, view.today)) for w in view.departments),
        tuple((KNOWN[limit.check.fact][0 if locale == "vi" else 1], f"≤ {limit.check.at_most}") for limit in policy.watch),
        tuple(WatchRow(found.on, tuple(_counted(finding) for finding in found.findings)) for found in view.watched),
        one.watch_ends(policy),
        tuple(_step(step, view, words) for step in reversed(one.steps)),
        _forms(view),
        draft,
        said,
        f"{here}/reversal" if view.runs and view.state in LIVE | {State.DECIDED} else "",
        tuple(Option(paper.code, paper.title if locale == "vi" else paper.title_en) for paper in policy.papers),
        tuple(Option(w.id, w.name) for w in view.departments if w.begins is None or w.begins > view.today),
    )


def _draft(view: GoliveView, here: str, words: Words) -> tuple[str, str]:
    """The paper to be drawn up next, by whoever runs the track; none while one is being signed."""
    if not view.runs:
        return "", ""
    if view.state in BEFORE and not view.stands.open and not _signing(view, Act.DECIDE):
        return f"{here}/decision", words(_("Lập quyết định"))
    if view.state is State.DECIDED and not _signing(view, Act.PUBLISH):
        return f"{here}/publication", words(_("Lập công văn công bố, báo cáo"))
    return "", ""


def _signing(view: GoliveView, paper: Act) -> bool:
    found = view.papers.get(paper)
    return found is not None and view.stands.golive.last(paper) is not None and not found[1].chain.ended and bool(found[1].chain.step)


def _forms(view: GoliveView) -> dict[str, Form]:
    found: dict[str, Form] = {}
    if view.state in BEFORE and view.runs:
        found |= {"papers": Form(), "rehearsals": Form()} if view.stands.policy.papers else {"rehearsals": Form()}
    if view.state in BEFORE and view.watches:
        found["pilot"] = Form()
    if view.state in LIVE and view.runs:
        found["departments"] = Form()
    if view.state is State.WATCHING and view.runs:
        found["confirmation"] = Form()
    return found


def _ward(begins: date | None, back: date | None, today: date) -> str:
    if begins:
        return "golive_begun" if begins <= today else "golive_allowed"
    return "golive_reversed" if back else "golive_waits"


def _counted(one: Finding) -> Counted:
    return Counted("–" if one.fact.value is None else f"{one.fact.value.normalize():f}", not one.holds)


def _step(step: Step, view: GoliveView, words: Words) -> StepRow:
    wards = {one.id: one.name for one in view.departments}
    day = f"{step.day:%d/%m/%Y}" if step.day else ""
    well = words(_("chưa đạt")) if step.act in (Act.PILOT, Act.REHEARSE) and not step.well else ""
    told = (wards.get(step.department, "") if step.department else "", day, well, _cited(step.paper), step.words)
    who = view.names.get(step.by, "") if step.by else words(_("Hệ thống, khi văn bản đã ký đủ"))
    return StepRow(words(STEPS[step.act]), who, step.at, " · ".join(one for one in told if one))


def _cited(paper: OutsidePaper) -> str:
    return "" if paper.empty or paper.day is None else f"{paper.number}, {paper.day:%d/%m/%Y}, {paper.issuer}"


ROUTES = [
    Route("/tracks/{track}/golive", overview),
    Route("/tracks/{track}/golive", reach, methods=["POST"]),
    Route("/tracks/{track}/golive/{subject}", show),
    Route("/tracks/{track}/golive/{subject}/{act:str}", act, methods=["POST"]),
]
