"""Going live: a facility's three decisions, and the acts of one that need no signature."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.clock import day
from domain.errors import Malformed, NotFound
from domain.facility_states import State as FacilityState
from domain.facility_states import entered
from domain.golive_policies import Subject
from domain.names import DepartmentId
from domain.outside_papers import OutsidePaper
from services import going_live, golive_views
from services.context import Context
from services.golive_views import GoliveOverview
from web import asking
from web.acting import acted
from web.forms import Form, Option
from web.golive_pages import GolivePage, golive_page, paper_words
from web.golive_words import REACHED
from web.i18n import locale_of
from web.render import page
from web.tracks import which


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
    taking_back: Form | None = None
    """Present where something was entered that can be taken back."""
    entered: tuple[Option, ...] = ()


async def overview(request: Request) -> Response:
    view = await golive_views.overview(asking.context(request), which(request))
    return page(request, "golive/overview.html", _overview(view, request, Form() if view.runs else None))


async def reach(request: Request) -> Response:
    """A state the facility has come to, with its paper."""

    async def done(context: Context, sent: FormData) -> None:
        await going_live.reach(
            context, which(request), _state_of(asking.text(sent, "state")), asking.a_day(sent, "on"), asking.outside_paper(sent)
        )

    async def again(_sent: FormData, form: Form) -> OverviewPage:
        return _overview(await golive_views.overview(asking.context(request), which(request)), request, form)

    return await acted(request, done, f"/tracks/{which(request)}/golive", "golive/overview.html", again)


async def take_back(request: Request) -> Response:
    """A state that was entered by mistake."""

    async def done(context: Context, sent: FormData) -> None:
        state, _sep, number = asking.text(sent, "state").partition(".")
        await going_live.take_back(context, which(request), _state_of(state), asking.number(number), asking.text(sent, "why"))

    async def again(_sent: FormData, form: Form) -> OverviewPage:
        shown = _overview(await golive_views.overview(asking.context(request), which(request)), request, Form())
        return replace(shown, taking_back=form)

    address = f"/tracks/{which(request)}/golive"
    return await acted(request, done, address, "golive/overview.html", again, {"reason": "why"})


async def show(request: Request) -> Response:
    view = await golive_views.read(asking.context(request), which(request), subject(request))
    return page(request, "golive/show.html", golive_page(view, asking.words(request), locale_of(request)))


async def _name(context: Context, request: Request, sent: FormData) -> None:
    await going_live.name(context, which(request), subject(request), asking.text(sent, "code"), asking.outside_paper(sent))


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
    done, places = ACTS[name]

    async def again(_sent: FormData, form: Form) -> GolivePage:
        view = await golive_views.read(asking.context(request), which(request), subject(request))
        shown = golive_page(view, asking.words(request), locale_of(request))
        return replace(shown, forms={**shown.forms, name: form})

    address = f"/tracks/{which(request)}/golive/{subject(request)}"
    return await acted(request, lambda context, sent: done(context, request, sent), address, "golive/show.html", again, places)


def _state_of(said: str) -> FacilityState:
    """Raises: Malformed."""
    try:
        return FacilityState(said)
    except ValueError:
        raise Malformed("state: chọn một trạng thái / choose a state") from None


def subject(request: Request) -> Subject:
    """Of the address. Raises: NotFound."""
    try:
        return Subject(request.path_params["subject"])
    except ValueError as wrong:
        raise NotFound("golive", request.path_params["subject"]) from wrong


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
        ReachedRow(words(said), view.states[state].on, paper_words(view.states[state].paper))
        if state in view.states
        else ReachedRow(words(said), None, "")
        for state, said in REACHED.items()
    )
    options = tuple(Option(state, words(said)) for state, said in REACHED.items())
    mine = tuple(
        Option(f"{state}.{one.number}", words(REACHED[state]))
        for state, one in view.states.items()
        if form is not None and entered(state, one, day(view.track.opened_at))
    )
    return OverviewPage(view.facility, str(view.track.id), rows, reached, form, options, Form() if mine else None, mine)


ROUTES = [
    Route("/tracks/{track}/golive", overview),
    Route("/tracks/{track}/golive", reach, methods=["POST"]),
    Route("/tracks/{track}/golive/states/withdrawal", take_back, methods=["POST"]),
    Route("/tracks/{track}/golive/{subject}", show),
    Route("/tracks/{track}/golive/{subject}/{act:str}", act, methods=["POST"]),
]
