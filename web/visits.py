"""Inspection visits: the list, and one with its minutes, what was found, and the remedial tasks it gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import PlanId, VisitId
from domain.remedies import NewRemedy, RemedyState
from domain.visits import VisitState
from services import visit_views, visits
from services.context import Context
from services.visit_views import RemedyView, VisitsView, VisitView
from store.queries.visits import Shown
from web import asking
from web.errors import status_of
from web.evidence import File, file
from web.filters import Filter
from web.forms import Form, Option
from web.i18n import locale_of
from web.obstacle_lines import cited
from web.reading import Words
from web.render import page
from web.visit_lines import VisitLine, state, visit_line
from web.words import MENDING, VERDICTS, _

LISTS = {
    Shown.PLANNED: _("Sắp kiểm tra"),
    Shown.MENDING: _("Còn việc khắc phục"),
    Shown.DONE: _("Không còn việc khắc phục"),
    Shown.CALLED_OFF: _("Đã hủy"),
}


@dataclass(frozen=True)
class VisitsPage:
    filters: tuple[Filter, ...]
    narrow: Form
    plans: tuple[Option, ...]
    """To choose from; none when there is one."""
    show: str
    lines: tuple[VisitLine, ...]
    following: str = ""


@dataclass(frozen=True)
class FindingLine:
    """A milestone that is looked at, and what was found."""

    address: str
    words: str
    verdict: str
    said: str
    state: str
    """`met`, `not_met`, or empty before it is recorded."""
    code: str = ""
    mended: bool = False
    """A remedial task was given for it."""


@dataclass(frozen=True)
class MendingStep:
    what: str
    who: str
    at: datetime
    words: str
    done_on: date | None
    paper: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class RemedyLine:
    """A remedial task with its history, and what this position may do about it."""

    number: int
    what: str
    doer: str
    due: date
    state: str
    """`remedy_open`, `remedy_late`, `remedy_sent_back`, `remedy_reported` or `remedy_accepted`."""
    milestone: str
    steps: tuple[MendingStep, ...]
    report: Form | None = None
    judge: Form | None = None
    own: bool = False
    """Waits to be accepted, by somebody else than this person, who reported it."""


@dataclass(frozen=True)
class VisitPage:
    address: str
    subject: str
    facility: str
    track: str
    plan: str
    day: date
    state: str
    members: tuple[str, ...]
    paper: str
    planned_by: str
    planned_at: datetime
    findings: tuple[FindingLine, ...]
    remedies: tuple[RemedyLine, ...]
    number: str = ""
    """Of the minutes."""
    held_on: date | None = None
    conclusion: str = ""
    files: tuple[File, ...] = ()
    reason: str = ""
    """Why it was called off."""
    record: str = ""
    """Address where it is recorded, while it is to be."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`move`, `call_off`, `give`: what this position may do now."""
    doers: tuple[Option, ...] = ()
    milestones: tuple[Option, ...] = ()


async def listing(request: Request) -> Response:
    context, words = asking.context(request), asking.words(request)
    asked = request.query_params
    shown = Shown(asked["show"]) if asked.get("show") in set(Shown) else Shown.PLANNED
    plan, after = asked.get("plan", ""), asked.get("after", "")
    which = PlanId(asking.id_of(plan)) if plan else None
    view = await visit_views.listing(context, shown, which, VisitId(asking.id_of(after)) if after else None)
    return page(request, "visits/list.html", list_page(view, shown, plan, context, words))


def list_page(view: VisitsView, shown: Shown, plan: str, context: Context, words: Words) -> VisitsPage:
    def at(which: Shown, after: object = "") -> str:
        told = {"show": which if which is not Shown.PLANNED else "", "plan": plan, "after": str(after)}
        said = urlencode({name: value for name, value in told.items() if value})
        return f"/visits?{said}" if said else "/visits"

    plans = tuple(Option(str(one.id), one.title) for one in view.plans)
    return VisitsPage(
        tuple(Filter(words(said), at(one), view.tallies[one], one is shown) for one, said in LISTS.items()),
        Form(values={"plan": plan}),
        plans if len(plans) > 1 else (),
        "" if shown is Shown.PLANNED else shown,
        tuple(visit_line(one, context.today, one.facility) for one in view.lines),
        at(shown, view.lines[-1].visit.id) if view.more else "",
    )


async def show(request: Request) -> Response:
    return page(request, "visits/show.html", await shown(request))


async def shown(request: Request) -> VisitPage:
    context = asking.context(request)
    return visit_page(await visit_views.read(context, which(request)), context, asking.words(request))


async def move(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await visits.move(context, which(request), asking.a_day(sent, "day"), asking.text(sent, "reason"))
    except Refusal as no:
        return await _refused(request, "move", asking.again(sent, no, locale_of(request)), no)
    return asking.seen(request, f"/visits/{which(request)}")


async def call_off(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await visits.call_off(context, which(request), asking.text(sent, "why"))
    except Refusal as no:
        return await _refused(request, "call_off", asking.again(sent, no, locale_of(request), {"reason": "why"}), no)
    return asking.seen(request, f"/visits/{which(request)}")


async def give(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        by_department = asking.text(sent, "doer") == "department"
        new = NewRemedy(asking.text(sent, "what"), asking.a_day(sent, "due"), asking.text(sent, "milestone"), by_department)
        await visits.give_remedy(context, which(request), new)
    except Refusal as no:
        return await _refused(request, "give", asking.again(sent, no, locale_of(request)), no)
    return asking.seen(request, f"/visits/{which(request)}")


async def _refused(request: Request, name: str, form: Form, no: Refusal) -> Response:
    here = await shown(request)
    return page(request, "visits/show.html", replace(here, forms={**here.forms, name: form}), status_of(no))


def visit_page(view: VisitView, context: Context, words: Words) -> VisitPage:
    one, track = view.visit, f"/tracks/{view.visit.track}"
    undone = sum(each.remedy.state is not RemedyState.ACCEPTED for each in view.remedies)
    here, minutes = f"/visits/{one.id}", one.minutes
    acts = () if not view.watches else {VisitState.PLANNED: ("move", "call_off"), VisitState.RECORDED: ("give",)}.get(one.state, ())
    acts = acts if view.runs else tuple(act for act in acts if act == "call_off")
    return VisitPage(
        here,
        one.subject,
        view.facility,
        track,
        view.plan.title,
        one.day,
        state(one.state, one.unrecorded(context.today), undone),
        tuple(member.name for member in one.members),
        cited(one.paper, words),
        view.planned_by,
        one.planned_at,
        tuple(_finding(view, code, words) for code in range(len(one.looked))),
        tuple(_remedy(each, view, context, words) for each in view.remedies),
        minutes.number if minutes else "",
        minutes.held_on if minutes else None,
        minutes.conclusion if minutes else "",
        tuple(file(each, track) for each in minutes.files) if minutes else (),
        one.reason,
        f"{here}/minutes" if view.watches and one.state is VisitState.PLANNED else "",
        {name: Form() for name in acts},
        (Option("facility", view.facility), Option("department", view.department)),
        tuple(Option(each.milestone, f"{each.milestone} {view.titles.get(each.milestone, '')}") for each in one.looked),
    )


def _finding(view: VisitView, n: int, words: Words) -> FindingLine:
    found = view.visit.looked[n]
    address = f"/tracks/{view.visit.track}/milestones/{found.milestone}"
    called = f"{found.milestone} {view.titles.get(found.milestone, '')}".strip()
    mended = any(each.remedy.milestone == found.milestone for each in view.remedies)
    verdict = words(VERDICTS[found.verdict]) if found.verdict else ""
    return FindingLine(address, called, verdict, found.words, found.verdict or "", found.milestone, mended)


def _remedy(of: RemedyView, view: VisitView, context: Context, words: Words) -> RemedyLine:
    one, track = of.remedy, f"/tracks/{view.visit.track}"
    late = one.days_late(context.today) > 0
    how = "late" if late else "sent_back" if one.sent_back and one.state is RemedyState.OPEN else str(one.state)
    reported = one.state is RemedyState.REPORTED and view.watches
    own = reported and one.reported_by == context.position.person
    steps = tuple(
        MendingStep(
            words(MENDING[taken.step.kind]),
            taken.by,
            taken.step.at,
            taken.step.words,
            taken.step.done_on,
            cited(taken.step.paper, words),
            tuple(file(each, track) for each in taken.step.files),
        )
        for taken in reversed(of.steps)
    )
    return RemedyLine(
        one.number,
        one.what,
        of.doer,
        one.due,
        f"remedy_{how}",
        f"{one.milestone} {view.titles.get(one.milestone, '')}".strip(),
        steps,
        Form() if visit_views.mends(context, one) else None,
        Form() if reported and not own else None,
        own,
    )


def which(request: Request) -> VisitId:
    """The visit of the address. Raises: NotFound."""
    return VisitId(asking.uuid(request, "visit"))


ROUTES = [
    Route("/visits", listing),
    Route("/visits/{visit}", show),
    Route("/visits/{visit}/day", move, methods=["POST"]),
    Route("/visits/{visit}/ending", call_off, methods=["POST"]),
    Route("/visits/{visit}/remedies", give, methods=["POST"]),
]
