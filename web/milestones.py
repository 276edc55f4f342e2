"""One milestone of a track: the plan's words on the left, its state and acts on the right."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.declarations import Claim
from domain.errors import Refusal
from domain.names import Sha256
from domain.on_behalf import OWN, Behalf
from domain.parts import Kind
from domain.people import may
from domain.tracks import State
from services import appraisals, evidence, tracks
from services.context import Context
from services.procurement import REPORTED
from services.track_views import MilestoneView
from services.tracks import NewReport
from web import asking
from web.appraisal_lines import NO_COUNCIL, Judging, judging
from web.audit import Happened, happened
from web.errors import status_of
from web.evidence import viewed
from web.forms import Form
from web.i18n import locale_of
from web.milestone_lines import DeclaredLine, Moving, ReportLine, declared_line, drafting, marked, moving, report_line
from web.obstacle_lines import NONE, Blocks, blocks
from web.plan_changes import MoveLine, move_line
from web.readiness import register_of
from web.reading import Words
from web.render import page
from web.tracks import Paper, Remind, reminders, which
from web.waiting_lines import NOTHING, Elsewhere, elsewhere


@dataclass(frozen=True)
class MilestonePage:
    facility: str
    track: str
    code: str
    title: str
    task: str
    """Number and heading of the plan's task it is part of."""
    words: tuple[tuple[str, str, str], ...]
    """What the plan says: before the part's own words, these words, after them."""
    deliverable: str
    unclear: tuple[str, ...]
    lead: str
    coordinating: str
    accepted_by: str
    due: date | None
    due_words: tuple[str, ...]
    """All that the plan says of its time, first what rules."""
    """The deadline in the plan's own words."""
    state: str
    late_days: int
    reports: tuple[ReportLine, ...]
    timeline: tuple[Happened, ...]
    after: tuple[Paper, ...] = ()
    """Milestones that must be reported first: before them this one is neither drawn up, reported nor accepted."""
    document: Paper | None = None
    draft: str = ""
    """Address that starts the milestone's document; empty when it has none to make now."""
    draft_words: str = ""
    declare: str = ""
    """Address of the declaration while the milestone is not declared."""
    report: Form | None = None
    aside: bool = False
    """The report is not this position's first act here: it stands folded."""
    judge: Form | None = None
    """Present for who accepts or sends back."""
    own: bool = False
    """The department's own work: accepted with the province's paper."""
    waits_for: str = ""
    """Who is to accept it, when that is not this person."""
    mine: bool = False
    """Waits for acceptance, but this person reported it, or judged it in the council: somebody else accepts."""
    sat: bool = False
    """This person judged it in the council."""
    moves: tuple[MoveLine, ...] = ()
    """How its last day was moved, oldest first."""
    move: str = ""
    """Where this person may move it for this facility; empty when they may not."""
    blocks: Blocks = NONE
    """What stands in its way."""
    reminded: tuple[Remind, ...] = ()
    """Letters that reminded the unit of it, newest first."""
    waive: Form | None = None
    """Present for who may report that it is not for this unit."""
    excuses: bool = False
    """What is to be judged is that it is not for this unit."""
    declared: DeclaredLine | None = None
    behalf: Behalf = OWN
    """Whose act a report by this position would be."""
    judging: Judging = NO_COUNCIL
    """What councils said of it, where one appraises its level or its proposal."""
    moving: Moving | None = None
    """The paper that is being signed to move its last day."""
    elsewhere: Elsewhere = NOTHING
    """What it waits for in other tracks."""
    buys: str = ""
    """Where a purchase is opened whose acceptance reports it; empty for whoever does not, and of kinds nothing is bought for."""
    register: str = ""
    """Where the register of the track is that it is worked on in; empty for kinds without one."""
    survey: str = ""
    """Where the facility's surveys are; only of a milestone that is a survey."""
    province: str = ""
    """So late that the province is to be reported to: where a letter is drawn up, or `-` for whoever does not draw it up; else empty."""


async def show(request: Request) -> Response:
    return await _page(request)


async def report(request: Request) -> Response:
    """Reports the milestone done, with files or a paper."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            await tracks.report(context, which(request), _code(request), await _report(sent))
        except Refusal as no:
            return await _page(request, report=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return _seen(request)


async def waive(request: Request) -> Response:
    """Reports the milestone as not for this unit, with reason and paper."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        new = NewReport(None, asking.text(sent, "why"), asking.text(sent, "ground"), claim=Claim.NOT_APPLICABLE)
        await tracks.report(context, which(request), _code(request), new)
    except Refusal as no:
        given = asking.again(sent, no, locale_of(request), {"note": "why", "paper": "ground"})
        return await _page(request, waive=given, status=status_of(no))
    return _seen(request)


async def accept(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await tracks.accept(context, which(request), _code(request), asking.text(sent, "remark"), asking.text(sent, "paper"))
    except Refusal as no:
        return await _page(request, judge=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return _seen(request)


async def send_back(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await tracks.send_back(context, which(request), _code(request), asking.text(sent, "note"))
    except Refusal as no:
        return await _page(request, judge=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return _seen(request)


async def appraise(request: Request) -> Response:
    """Asks a council for an appraisal of the milestone."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await appraisals.trigger(context, which(request), _code(request), asking.text(sent, "reason"))
    except Refusal as no:
        return await _page(request, trigger=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return asking.seen(request, f"/appraisals/{made}")


async def evidence_file(request: Request) -> Response:
    """A file of a report, of a criterion or of a register, shown by the browser's own viewer."""
    return viewed(*await evidence.file(asking.context(request), which(request), Sha256(request.path_params["sha256"])))


async def _page(
    request: Request,
    report: Form | None = None,
    judge: Form | None = None,
    waive: Form | None = None,
    trigger: Form | None = None,
    status: int = 200,
) -> Response:
    context, words = asking.context(request), asking.words(request)
    view = await tracks.milestone(context, which(request), _code(request))
    shown = milestone_page(view, context, words, report, judge, waive)
    found = await blocks(context, view.track, view.line.spec.code, view.line.progress.state is not State.ACCEPTED)
    heard = await judging(view, context, words, trigger)
    survey = f"/tracks/{view.track.id}/surveys" if view.line.spec.kind is Kind.SURVEY else ""
    beside = elsewhere(view, context, words)
    whole = replace(shown, blocks=found, judging=heard, moving=moving(view, context), survey=survey, elsewhere=beside)
    return page(request, "tracks/milestone.html", whole, status)


def milestone_page(
    view: MilestoneView, context: Context, words: Words, report: Form | None, judge: Form | None, waive: Form | None = None
) -> MilestonePage:
    line, track, role = view.line, view.track, context.position.role
    here = f"/tracks/{track.id}"
    waits = track.turns_on(line.spec.code) if line.progress.state in (State.OPEN, State.REPORTED) else ()
    open_ = line.progress.state is State.OPEN and not line.signing and not waits and not track.bound_by(line.spec.code)
    drafts = drafting(view, here, words)
    judged = line.progress.state is State.REPORTED and track.watched_by(context.position)
    mine = (sat := context.position.person in view.council) or line.progress.reported_by == context.position.person
    return MilestonePage(
        view.facility.name,
        str(track.id),
        line.spec.code,
        line.spec.title,
        f"{view.task.code}. {view.task.title}",
        marked(view.task.words, line.spec.quote),
        line.spec.deliverable,
        tuple(one.sentence for one in view.task.unclear),
        view.lead,
        view.task.coordinate.words.removeprefix("Đơn vị phối hợp: ") if view.task.coordinate else "",
        view.accepted_by,
        line.progress.due,
        view.due_words,
        "waiting" if line.signing else line.cell.word,
        line.cell.days_late,
        tuple(report_line(one, here, words) for one in reversed(view.reports)),
        happened(view.timeline, words),
        tuple(Paper(_title(view, code), code, None, f"{here}/milestones/{code}") for code in waits),
        Paper(line.document[0].title, "", None, f"/documents/{line.document[0].id}", line.document[1].state) if line.document else None,
        *drafts,
        f"{here}/declaration" if line.progress.state is State.UNDECLARED and may(role, "track.declare") else "",
        report or (Form() if open_ and may(role, "track.report") and line.spec.kind is not Kind.APPRAISAL else None),
        bool(drafts[0]) or context.position.facility != track.facility,
        judge or (Form() if judged and not mine else None),
        track.own,
        view.accepted_by if line.progress.state is State.REPORTED and not judged else "",
        judged and mine,
        judged and sat,
        tuple(move_line(one, {}) for one in view.moves),
        f"/plans/{view.plan.id}/changes?code={line.spec.code}&track={track.id}#move" if _may_move(view, context) else "",
        reminded=reminders(view.reminded, words),
        waive=waive or (Form() if line.progress.state is State.OPEN and not line.signing and may(role, "track.report") else None),
        excuses=line.progress.claim is Claim.NOT_APPLICABLE,
        declared=declared_line(view, words),
        behalf=view.behalf,
        register=register_of(view.part, here, context),
        province=_province(view, context),
        buys=f"{here}/procurement/new?milestone={line.spec.code}" if open_ and _buys(view, context) else "",
    )


def _buys(view: MilestoneView, context: Context) -> bool:
    return view.line.spec.kind in REPORTED and may(context.position.role, "procurement.keep")


def _may_move(view: MilestoneView, context: Context) -> bool:
    return may(context.position.role, "plan.move") and view.track.watched_by(context.position)


def _province(view: MilestoneView, context: Context) -> str:
    if not view.to_province:
        return ""
    return f"/plans/{view.plan.id}/letters/new" if may(context.position.role, "plan.remind") and not view.track.own else "-"


def _title(view: MilestoneView, code: str) -> str:
    return next((part.title for _, part in view.words.parts() if part.code == code), code)


async def _report(sent: FormData) -> NewReport:
    """Raises: Malformed."""
    files = await asking.uploads(sent, "file")
    return NewReport(asking.a_day(sent, "done_on"), asking.text(sent, "note"), asking.text(sent, "paper"), files)


def _seen(request: Request) -> Response:
    return asking.seen(request, f"/tracks/{which(request)}/milestones/{_code(request)}")


def _code(request: Request) -> str:
    return str(request.path_params["code"])


ROUTES = [
    Route("/tracks/{track}/milestones/{code}", show),
    Route("/tracks/{track}/milestones/{code}/reports", report, methods=["POST"]),
    Route("/tracks/{track}/milestones/{code}/waiver", waive, methods=["POST"]),
    Route("/tracks/{track}/milestones/{code}/acceptance", accept, methods=["POST"]),
    Route("/tracks/{track}/milestones/{code}/return", send_back, methods=["POST"]),
    Route("/tracks/{track}/milestones/{code}/appraisals", appraise, methods=["POST"]),
    Route("/tracks/{track}/evidence/{sha256}", evidence_file),
]
