"""What became of a plan opened late: a page for the head of a unit, and one of all units for the department, with its workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.names import PlanId
from services import declaring, summaries
from services.declaring import Loaded
from services.evidence import Upload
from services.plan_exports import Exported
from services.summaries import TrackSummary
from store.queries.declarations import UnitSummary
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page
from web.tracks import which

COUNTED = ("done", "doing", "not_applicable", "undeclared", "overdue")


@dataclass(frozen=True)
class SaidLine:
    """One milestone in a summary."""

    address: str
    code: str
    title: str
    due: date | None
    done_on: date | None = None
    paper: str = ""
    behalf: str = ""
    """The unit, when the department recorded it from the unit's paper."""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class TrackSummaryPage:
    facility: str
    track: str
    plan: str
    plan_address: str
    opened_on: date
    overdue: tuple[SaidLine, ...]
    coming: tuple[SaidLine, ...]
    done: tuple[SaidLine, ...]
    doing: tuple[SaidLine, ...]
    not_applicable: tuple[SaidLine, ...]
    undeclared: tuple[SaidLine, ...]


@dataclass(frozen=True)
class UnitLine:
    """One unit of a plan."""

    address: str
    name: str
    done: int
    doing: int
    not_applicable: int
    undeclared: int
    overdue: int
    following: date | None


@dataclass(frozen=True)
class LoadedLine:
    """What became of one unit's rows of a workbook."""

    address: str
    name: str
    declared: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class PlanSummaryPage:
    title: str
    plan: str
    opened_on: date
    units: tuple[UnitLine, ...]
    totals: UnitLine
    form: Form | None = None
    """Present for the plan's own department while something is to be declared."""
    loaded: tuple[LoadedLine, ...] = ()


async def of_track(request: Request) -> Response:
    return page(request, "tracks/summary.html", summary_page(await summaries.of_track(asking.context(request), which(request))))


def summary_page(view: TrackSummary) -> TrackSummaryPage:
    def lines(codes: Iterable[str]) -> tuple[SaidLine, ...]:
        return tuple(_said(view, code) for code in codes)

    found = view.summary
    return TrackSummaryPage(
        view.facility,
        str(view.track.id),
        view.plan.title,
        f"/plans/{view.plan.id}",
        view.plan.opened_on,
        lines(found.overdue),
        lines(found.coming),
        lines(found.done),
        lines(found.doing),
        lines(found.not_applicable),
        lines(found.undeclared),
    )


def _said(view: TrackSummary, code: str) -> SaidLine:
    address, due, title = f"/tracks/{view.track.id}/milestones/{code}", view.track.of(code).due, view.specs[code].title
    one = view.said.get(code)
    if one is None:
        return SaidLine(address, code, title, due)
    return SaidLine(address, code, title, due, one.done_on, one.paper, one.on_behalf_of, one.by_name, one.at)


async def of_plan(request: Request) -> Response:
    return await _plan_page(request)


async def load(request: Request) -> Response:
    """Declares what a workbook says of the plan's units, each for itself; the page says of each what became of it."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            file = workbook(await asking.uploads(sent, "file"))
            found = await declaring.load_plan(context, _plan(request), file.name, file.content)
        except Refusal as no:
            return await _plan_page(request, asking.again(sent, no, locale_of(request)), status=status_of(no))
    return await _plan_page(request, loaded=found)


async def export(request: Request) -> Response:
    return download(await declaring.plan_workbook(asking.context(request), _plan(request)))


async def _plan_page(request: Request, form: Form | None = None, loaded: Iterable[Loaded] = (), status: int = 200) -> Response:
    view = await summaries.of_plan(asking.context(request), _plan(request))
    units = tuple(_unit(one) for one in view.units)
    total = totals(units)
    shown = PlanSummaryPage(
        view.plan.title,
        str(view.plan.id),
        view.plan.opened_on,
        units,
        total,
        form or (Form() if view.may_declare and total.undeclared else None),
        tuple(_loaded(one, locale_of(request)) for one in loaded),
    )
    return page(request, "plans/summary.html", shown, status)


def _unit(one: UnitSummary) -> UnitLine:
    told = {name: getattr(one, name) for name in (*COUNTED, "following")}
    return UnitLine(f"/tracks/{one.track}/summary", one.name, **told)


def totals(units: Iterable[UnitLine]) -> UnitLine:
    every = tuple(units)
    return UnitLine("", "", **{name: sum(getattr(one, name) for one in every) for name in COUNTED}, following=None)


def _loaded(one: Loaded, locale: str) -> LoadedLine:
    return LoadedLine(f"/tracks/{one.track}/summary", one.name, one.declared, tuple(asking.one_language(f, locale) for f in one.faults))


def workbook(files: tuple[Upload, ...]) -> Upload:
    """The one file that was sent. Raises: Malformed."""
    if not files:
        raise Malformed(both("file: chọn sổ .xlsx đã điền", "choose the workbook"))
    return files[0]


def download(made: Exported) -> Response:
    headers = {"content-disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=made.media, headers=headers)


def _plan(request: Request) -> PlanId:
    return PlanId(asking.uuid(request, "plan"))


ROUTES = [
    Route("/tracks/{track}/summary", of_track),
    Route("/plans/{plan}/summary", of_plan),
    Route("/plans/{plan}/declaration.xlsx", export),
    Route("/plans/{plan}/declaration.xlsx", load, methods=["POST"]),
]
