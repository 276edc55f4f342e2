"""One facility's track: what to do this week, what waits for others, the calendar, the papers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.forecasts import Forecast
from domain.golive import Gate
from domain.letters import Reminded
from domain.mergers import Authority
from domain.names import TrackId
from domain.parts import Kind
from domain.people import may
from domain.tracks import WAITS
from services import appraisals, tracks
from services.context import Context
from services.track_views import MilestoneLine, TrackView
from store.queries.signatures import Document, Version
from store.queries.tracks import Closed
from web import asking
from web.appraisal_lines import Appraised, appraised
from web.audit import Happened, happened
from web.errors import status_of
from web.forms import Form
from web.gantt import Gantt, gantt
from web.i18n import locale_of
from web.letters import told
from web.obstacle_lines import NONE, Blocks, blocks
from web.reading import Words, cited
from web.render import page
from web.survey_pages import SurveyRow, baseline_of
from web.visit_lines import NO_VISITS, Visits, visits_of
from web.words import _


@dataclass(frozen=True)
class TaskOfPlan:
    address: str
    code: str
    title: str
    due: date | None
    state: str
    waits_for: str = ""
    """Whom or what it waits for; empty when it waits for this facility."""


@dataclass(frozen=True)
class Paper:
    """A paper the track has made."""

    title: str
    number: str
    on: date | None
    address: str = ""
    state: str = ""


@dataclass(frozen=True)
class Remind:
    """A letter that reminded the unit."""

    words: str
    address: str
    by_when: date


@dataclass(frozen=True)
class GateLine:
    words: str
    address: str


@dataclass(frozen=True)
class TrackPage:
    facility: str
    track: str
    plan: str
    plan_address: str
    deadline: date | None
    state: str
    done: int
    total: int
    this_week: tuple[TaskOfPlan, ...]
    others: tuple[TaskOfPlan, ...]
    calendar: tuple[TaskOfPlan, ...]
    papers: tuple[Paper, ...]
    timeline: tuple[Happened, ...]
    forecast: Forecast | None = None
    slack: int | None = None
    helps: str = ""
    """Code and title of the milestone that would help most."""
    gain: int = 0
    """Days it would come sooner by."""
    picture: Gantt | None = None
    declare: str = ""
    """Address of the declaration; empty when everything is declared, or it is not this position's act."""
    undeclared: tuple[TaskOfPlan, ...] = ()
    """What the unit has not declared since the plan was opened late."""
    to_judge: tuple[TaskOfPlan, ...] = ()
    """Reports that wait for this officer."""
    golive: str = ""
    """Address of the decision to go live, while it is still to be made and somebody here may look at its gates."""
    ready: bool = False
    live_from: date | None = None
    gates: tuple[GateLine, ...] = ()
    """What still stands before go-live."""
    appraisals: tuple[Appraised, ...] = ()
    trigger: Form | None = None
    """Present when this position may ask for an appraisal now."""
    dropped: tuple[Paper, ...] = ()
    """What a later edition of the plan has no more."""
    closed: Closed | None = None
    close: str = ""
    """Where an officer says that the facility is no more; empty for everybody else."""
    authorities: tuple[Authority, ...] = ()
    blocks: Blocks = NONE
    """What stands in its way."""
    visits: Visits = NO_VISITS
    reminded: tuple[Remind, ...] = ()
    """Letters that reminded the unit, newest first."""
    surveyed: SurveyRow | None = None
    """The survey that is the facility's baseline."""


async def show(request: Request) -> Response:
    context = asking.context(request)
    view = await tracks.read(context, which(request))
    return page(request, "tracks/show.html", await _shown(view, context, request))


async def trigger(request: Request) -> Response:
    """Asks for an appraisal; its page says what evidence is wanted."""
    sent = await request.form()
    context = asking.context(request, asking.text(sent, "request"))
    try:
        made = await appraisals.trigger(context, which(request), reason=asking.text(sent, "reason"))
    except Refusal as no:
        view = await tracks.read(context, which(request))
        shown = await _shown(view, context, request, asking.again(sent, no, locale_of(request)))
        return page(request, "tracks/show.html", shown, status_of(no))
    return asking.seen(request, f"/appraisals/{made}")


async def _shown(view: TrackView, context: Context, request: Request, trigger: Form | None = None) -> TrackPage:
    shown = track_page(view, context, request, trigger)
    found, visits = await blocks(context, view.track), await visits_of(context, view.track)
    return replace(shown, blocks=found, visits=visits, surveyed=await baseline_of(context, view.track))


def _helps(view: TrackView) -> str:
    code = view.helps.code if view.helps else ""
    return next((f"{one.spec.code} {one.spec.title}" for one in view.milestones if one.spec.code == code), "")


def track_page(view: TrackView, context: Context, request: Request, trigger: Form | None = None) -> TrackPage:
    track, role, words = view.track, context.position.role, asking.words(request)
    here = f"/tracks/{track.id}"
    judged = [one for one in view.others if _may_judge(one, view, context)]
    goes_live = any(one.kind is Kind.GOLIVE and one.state in WAITS for one in track.milestones)
    return TrackPage(
        view.facility.name,
        str(track.id),
        view.words.title,
        f"/plans/{view.plan.id}",
        view.deadline,
        _state(view),
        view.done,
        view.total,
        _tasks(view.this_week, view, words),
        _tasks((one for one in view.others if one not in judged), view, words),
        _tasks(view.calendar, view, words),
        tuple(_paper(*one) for one in view.papers),
        happened(view.timeline, words, titles={one.spec.code: one.spec.title for one in view.milestones}),
        view.forecast,
        view.slack,
        _helps(view),
        view.helps.gain if view.helps else 0,
        gantt(view.bars, {one.spec.code: one.spec.title for one in view.milestones}, here, view.today),
        f"{here}/declaration" if view.undeclared and may(role, "track.declare") else "",
        _tasks(view.undeclared, view, words),
        _tasks(judged, view, words),
        f"{here}/golive" if any(one.kind is Kind.GOLIVE for one in track.milestones) else "",
        goes_live and not view.gates and not _deciding(view) and may(role, "golive.decide"),
        track.live_from,
        gate_lines(view.gates, here, locale_of(request)),
        tuple(appraised(one, words, context.now) for one in reversed(view.appraisals)),
        trigger or (Form() if _may_trigger(view, context) else None),
        tuple(Paper(title, code, None, f"{here}/milestones/{code}") for code, title in view.dropped),
        view.closed,
        f"/plans/{view.plan.id}/changes?track={track.id}#close" if _may_close(view, context) else "",
        tuple(view.authorities),
        reminded=reminders(view.reminded, words),
    )


def reminders(found: Iterable[Reminded], words: Words) -> tuple[Remind, ...]:
    return tuple(Remind(told(one, words), f"/documents/{one.document}", one.by_when) for one in found)


def gate_lines(gates: Iterable[Gate], track: str, locale: str) -> tuple[GateLine, ...]:
    """What stands before the decision, each leading to its milestone; `track` is the track's address."""
    return tuple(GateLine(asking.one_language(one.title, locale), f"{track}/milestones/{one.code}") for one in gates)


def _may_judge(one: MilestoneLine, view: TrackView, context: Context) -> bool:
    """Reported by somebody else, and its turn; who sat on its council is told so on its page."""
    ready = one.cell.word == "reported" and one.progress.reported_by != context.position.person
    return ready and view.track.watched_by(context.position) and not _earlier(one, view)


def _earlier(one: MilestoneLine, view: TrackView) -> tuple[str, ...]:
    """What it cannot be verified before, here and in other tracks."""
    return (*view.track.waits_for(one.spec.code), *(other.code for other in view.track.bound_by(one.spec.code)))


def _may_close(view: TrackView, context: Context) -> bool:
    mine = view.track.watched_by(context.position) and not view.track.own
    return mine and view.closed is None and may(context.position.role, "plan.close_track")


def _deciding(view: TrackView) -> bool:
    """Whether the decision is drawn up and being signed: another is not offered."""
    return any(one.spec.kind is Kind.GOLIVE and one.signing for one in view.milestones)


def _may_trigger(view: TrackView, context: Context) -> bool:
    """Once its milestone is declared and not yet reported."""
    code = next((one.code for one in view.track.milestones if one.kind is Kind.APPRAISAL and one.state == "open"), "")
    return bool(code) and appraisals.may_ask(context, [one for one in view.appraisals if one.milestone == code and one.purchase is None])


def _state(view: TrackView) -> str:
    words = {one.cell.word for one in view.milestones}
    if view.closed:
        return "dropped"
    if view.track.finished:
        return "accepted"
    return "late" if "late" in words else "undeclared" if words == {"undeclared"} else "doing"


def _tasks(lines: Iterable[MilestoneLine], view: TrackView, words: Words) -> tuple[TaskOfPlan, ...]:
    return tuple(_task(one, view, words) for one in lines)


def _task(one: MilestoneLine, view: TrackView, words: Words) -> TaskOfPlan:
    cell = one.cell
    waits = ""
    earlier = _earlier(one, view)
    if cell.word == "reported" and not earlier:
        waits = view.department if not view.track.own else words(_("cấp tỉnh"))
    elif one.signing and one.document:
        waits = words(_("chữ ký trên %(paper)s")) % {"paper": one.document[0].title}
    elif cell.word in ("blocked", "reported"):
        waits = ", ".join(cell.waits_for or earlier)
    address = f"/tracks/{view.track.id}/milestones/{one.spec.code}"
    return TaskOfPlan(address, one.spec.code, one.spec.title, one.progress.due, "waiting" if one.signing else cell.word, waits)


def _paper(document: Document, version: Version) -> Paper:
    return Paper(document.title, cited(document, version), version.issued_on, f"/documents/{document.id}", version.state)


def which(request: Request) -> TrackId:
    """The track of the address. Raises: NotFound."""
    return TrackId(asking.uuid(request, "track"))


ROUTES = [
    Route("/tracks/{track}", show),
    Route("/tracks/{track}/appraisals", trigger, methods=["POST"]),
]
