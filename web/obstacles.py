"""Obstacles: the list by the day an answer is due, and one with its history and what can be done about it now."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed
from domain.lifters import DEPARTMENT
from domain.names import ObstacleId, PlanId, TrackId
from domain.obstacles import ObstacleState, Passing
from services import obstacle_views, obstacles
from services.context import Context
from services.obstacle_views import ObstaclesView, ObstacleView
from store.queries.obstacles import Shown, Taken, Wanted
from web import asking
from web.acting import acted
from web.filters import Filter
from web.forms import Form, Option
from web.obstacle_lines import ObstacleLine, cited, obstacle_line, state
from web.reading import Words
from web.render import page
from web.words import STEPS, _

LISTS = {
    Shown.OPEN: _("Còn vướng"),
    Shown.LATE: _("Quá hạn trả lời"),
    Shown.ASKED: _("Chờ Sở Y tế trả lời"),
    Shown.PASSED: _("Chờ cấp trên trả lời"),
    Shown.ANSWERED: _("Đã trả lời, chờ xác nhận"),
    Shown.ENDED: _("Đã kết thúc"),
}


@dataclass(frozen=True)
class ObstaclesPage:
    filters: tuple[Filter, ...]
    narrow: Form
    """The plan and who can lift it, as they were chosen."""
    plans: tuple[Option, ...]
    """To choose from; none when there is one."""
    lifters: tuple[Option, ...]
    show: str
    lines: tuple[ObstacleLine, ...]
    track: str = ""
    """Address of the one track whose obstacles these are; empty for all."""
    facility: str = ""
    following: str = ""


@dataclass(frozen=True)
class StepLine:
    """One step of the history."""

    what: str
    who: str
    at: datetime
    words: str
    paper: str = ""
    due: date | None = None


@dataclass(frozen=True)
class MilestoneLink:
    address: str
    words: str


@dataclass(frozen=True)
class ObstaclePage:
    address: str
    title: str
    track: str
    facility: str
    plan: str
    state: str
    days_late: int
    cause: str
    proposal: str
    lifter: str
    due: date | None
    raised_by: str
    raised_at: datetime
    milestones: tuple[MilestoneLink, ...]
    """None when it stands in the way of the whole track."""
    steps: tuple[StepLine, ...]
    """The newest first."""
    from_above: bool
    """An answer needs the paper of whoever gives it."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`answer`, `pass`, `close`, `confirm`, `reopen`, `withdraw`: what this position may do now."""
    above: tuple[Option, ...] = ()
    """To whom it can be passed."""


async def listing(request: Request) -> Response:
    context, words = asking.context(request), asking.words(request)
    asked = request.query_params
    shown = Shown(asked["show"]) if asked.get("show") in set(Shown) else Shown.OPEN
    plan, track, lifter, after = (asked.get(name, "") for name in ("plan", "track", "lifter", "after"))
    wanted = Wanted(PlanId(asking.id_of(plan)) if plan else None, TrackId(asking.id_of(track)) if track else None, lifter)
    view = await obstacle_views.listing(context, shown, wanted, ObstacleId(asking.id_of(after)) if after else None)
    return page(request, "obstacles/list.html", list_page(view, shown, {"plan": plan, "track": track, "lifter": lifter}, context, words))


def list_page(view: ObstaclesView, shown: Shown, asked: Mapping[str, str], context: Context, words: Words) -> ObstaclesPage:
    def at(which: Shown, after: object = "") -> str:
        told = {"show": which if which is not Shown.OPEN else "", **asked, "after": str(after)}
        said = urlencode({name: value for name, value in told.items() if value})
        return f"/obstacles?{said}" if said else "/obstacles"

    plans = tuple(Option(str(one.id), one.title) for one in view.plans)
    mine = asked["track"] and view.lines
    return ObstaclesPage(
        tuple(Filter(words(said), at(one), view.tallies[one], one is shown) for one, said in LISTS.items()),
        Form(values=asked),
        plans if len(plans) > 1 and not asked["track"] else (),
        tuple(Option(one.lifter.code, f"{one.lifter.name} ({one.count})") for one in view.lifters),
        "" if shown is Shown.OPEN else shown,
        tuple(obstacle_line(one.obstacle, context.today, one.facility) for one in view.lines),
        f"/tracks/{asked['track']}" if asked["track"] else "",
        view.lines[0].facility if mine else "",
        at(shown, view.lines[-1].obstacle.id) if view.more else "",
    )


async def show(request: Request) -> Response:
    return page(request, "obstacles/show.html", await _page(request))


Act = Callable[[Context, ObstacleId, FormData], Awaitable[None]]


async def _answer(context: Context, which: ObstacleId, sent: FormData) -> None:
    await obstacles.answer(context, which, asking.text(sent, "words"), asking.outside_paper(sent, "paper"))


async def _pass(context: Context, which: ObstacleId, sent: FormData) -> None:
    if wrong := asking.unreadable(sent, days=["due"]):
        raise Malformed(*wrong)
    said = Passing(asking.text(sent, "to"), asking.outside_paper(sent, "sent"), asking.a_day(sent, "due"), asking.text(sent, "remark"))
    await obstacles.pass_up(context, which, said)


async def _close(context: Context, which: ObstacleId, sent: FormData) -> None:
    await obstacles.close(context, which, asking.text(sent, "closing"), asking.outside_paper(sent, "ended"))


async def _confirm(context: Context, which: ObstacleId, sent: FormData) -> None:
    await obstacles.confirm(context, which, asking.text(sent, "note"))


async def _reopen(context: Context, which: ObstacleId, sent: FormData) -> None:
    await obstacles.reopen(context, which, asking.text(sent, "reason"), asking.a_day(sent, "wanted_by"))


async def _withdraw(context: Context, which: ObstacleId, sent: FormData) -> None:
    await obstacles.withdraw(context, which, asking.text(sent, "why"))


ACTS: Mapping[str, tuple[str, Act, Mapping[str, str]]] = {
    "answer": ("answer", _answer, {}),
    "pass": ("passing", _pass, {f"paper_{one}": f"sent_{one}" for one in ("number", "day", "issuer")}),
    "close": ("closing", _close, {"words": "closing"} | {f"paper_{one}": f"ended_{one}" for one in ("number", "day", "issuer")}),
    "confirm": ("confirmation", _confirm, {"words": "note"}),
    "reopen": ("reopening", _reopen, {}),
    "withdraw": ("withdrawal", _withdraw, {"reason": "why"}),
}
"""Name of an act → the end of its address, what does it, and what its faults begin with → field of its form."""


def _doing(name: str) -> Callable[[Request], Awaitable[Response]]:
    _end, act, places = ACTS[name]

    async def do(request: Request) -> Response:
        which = _which(request)

        async def again(_sent: FormData, form: Form) -> ObstaclePage:
            shown = await _page(request)
            return replace(shown, forms={**shown.forms, name: form})

        address = f"/obstacles/{which}"
        return await acted(request, lambda context, sent: act(context, which, sent), address, "obstacles/show.html", again, places)

    return do


async def _page(request: Request) -> ObstaclePage:
    context = asking.context(request)
    return obstacle_page(await obstacle_views.read(context, _which(request)), context, asking.words(request))


def obstacle_page(view: ObstacleView, context: Context, words: Words) -> ObstaclePage:
    one = view.obstacle
    track = f"/tracks/{one.track}"
    acts = {act.partition(".")[2] for act in view.acts}
    start = {"pass": Form(values={"sent_issuer": view.lifters[DEPARTMENT]})}
    passed = one.state is ObstacleState.PASSED
    if passed:
        start["answer"] = Form(values={"paper_issuer": one.lifter.name})
    return ObstaclePage(
        f"/obstacles/{one.id}",
        one.title,
        track,
        view.facility,
        view.plan.title,
        state(one, context.today),
        one.days_late(context.today),
        one.cause,
        one.proposal,
        one.lifter.name,
        one.due,
        view.steps[0].by,
        one.raised_at,
        tuple(MilestoneLink(f"{track}/milestones/{code}", f"{code} {view.titles.get(code, '')}".strip()) for code in one.milestones),
        tuple(_step(taken, words) for taken in reversed(view.steps)),
        passed or one.own,
        {name: start.get(name) or Form() for name in ACTS if name in acts},
        tuple(Option(code, name) for code, name in view.lifters.items() if code not in (DEPARTMENT, one.lifter.code if passed else "")),
    )


def _step(taken: Taken, words: Words) -> StepLine:
    step = taken.step
    to = f" → {step.lifter.name}" if step.lifter else ""
    return StepLine(words(STEPS[step.kind]) + to, taken.by, step.at, step.words, cited(step.paper, words), step.due)


def _which(request: Request) -> ObstacleId:
    return ObstacleId(asking.uuid(request, "obstacle"))


ROUTES = [
    Route("/obstacles", listing),
    Route("/obstacles/{obstacle}", show),
    *(Route(f"/obstacles/{{obstacle}}/{end}", _doing(name), methods=["POST"]) for name, (end, _act, _places) in ACTS.items()),
]
