"""The board of facilities × milestones: as it stands, and as it stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.boards import Cell as Found
from domain.boards import percent
from domain.errors import Malformed
from domain.faults import both
from domain.forecasts import Forecast
from domain.mergers import Authority
from domain.names import PlanId, TrackId
from domain.parts import Scope
from domain.standings import Shown
from services import plans, standings
from services.boards import Row
from services.context import Context
from services.plans import Board, Past
from services.plans import Column as Counted
from services.progress_reports import may_read
from web import asking
from web.board_filters import Filters, kinds, leads, of_part, units
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.plans import number
from web.reading import Words
from web.render import page
from web.rollout_words import NARROWED
from web.words import FACILITIES


@dataclass(frozen=True)
class Column:
    """One milestone: its short name, when it is due, and how many are done."""

    code: str
    title: str
    due: date | None
    address: str = ""
    """The board with this column alone, or with all of them again."""
    late_address: str = ""
    """The board of the facilities that are late in it."""
    done: int = 0
    total: int = 0
    late: int = 0
    was: date | None = None
    """When it was due before its last day was moved; None when it never was."""

    @property
    def percent(self) -> int:
        return percent(self.done, self.total)


@dataclass(frozen=True)
class Group:
    """A task of the plan over the columns of its parts."""

    code: str
    title: str
    address: str
    columns: int
    current: bool = False


@dataclass(frozen=True)
class Cell:
    """One facility's milestone: state, the day it speaks of, and its page."""

    state: str
    on: date | None
    """The day it was done or reported; None while there is none to tell (the column says when it is due)."""
    address: str
    late_days: int = 0


@dataclass(frozen=True)
class BoardRow:
    facility: str
    address: str
    level: str
    cells: tuple[Cell | None, ...]
    """One per column, in the columns' order; None where the milestone is not this facility's."""
    forecast: Forecast | None
    slack: int | None
    """Days between forecast and deadline; negative when it will be late."""


@dataclass(frozen=True)
class BoardPage:
    title: str
    number: str
    issuer: str
    deadline: date
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    rows: tuple[BoardRow, ...]
    total: int
    late: int
    listed: int
    """Facilities on all pages of this board."""
    plan: str
    everything: str
    """Address of the board with every facility."""
    late_ones: str
    """Address of the board with the late facilities only."""
    only_late: bool
    part: str = ""
    """Code of the one task or milestone shown; empty for all."""
    later: str = ""
    from_start: str = ""
    """Address of the first page; empty on it."""
    letters: str = ""
    """Address of the letters that remind late units; empty for whoever is not of the department."""
    every_task: str = ""
    """Address of the board with the columns of every task."""
    filters: Filters = Filters()  # noqa: RUF009  frozen
    kinds: tuple[Option, ...] = ()
    units: tuple[Option, ...] = ()
    leads: tuple[Option, ...] = ()
    reports: str = ""
    """Address of its progress reports; empty for whoever does not read them."""
    today: str = ""
    """The last day the board may be asked for."""
    asked: Form = field(default_factory=Form)
    """Which day it was asked for; given back with its fault."""
    past: Past | None = None
    """Of a board as it stood on a day."""
    now: str = ""
    """Address of the board as it stands now, of the same part."""
    authorities: tuple[Authority, ...] = ()
    """Departments that were in charge before."""
    wrong: tuple[str, ...] = ()
    """What the address asks for and the plan does not have: the board is shown without it."""
    narrowed: str = ""
    """In words, which units alone are shown; empty for all, or those that are late."""


async def board(request: Request) -> Response:
    """As it stands, or with `on` as it stood on a day; a day that cannot be asked for is told above the board of now."""
    which, context, filters = PlanId(asking.uuid(request, "plan")), asking.context(request), Filters.of(request)
    told = request.query_params.get("after", "")
    after = TrackId(asking.id_of(told)) if told else None
    form, status = Form(values={"on": filters.on}), 200
    try:
        found = await _found(context, which, filters, after)
    except Malformed as no:
        form, status = asking.again({"on": filters.on}, no, locale_of(request)), status_of(no)
        filters, after = Filters() if set(form.faults) - {"on"} else filters.now, None
        found = await plans.board(context, which, after, filters.asked)
    if filters.lead and filters.lead not in {one.value for one in leads(found.words)}:
        unknown = Malformed(both(f"lead: kế hoạch không giao việc cho “{filters.lead}”", f"the plan gives nothing to “{filters.lead}”"))
        form, status, filters = asking.again({"on": filters.on}, unknown, locale_of(request)), status_of(unknown), replace(filters, lead="")
    shown = board_page(found, filters, after is not None, asking.words(request), _letters(found, context))
    reports = f"/plans/{which}/reports" if may_read(context, found.plan) else ""
    wrong = tuple(said for name, said in form.faults.items() if name != "on")
    whole = replace(shown, today=context.today.isoformat(), asked=form, reports=reports, wrong=wrong)
    return page(request, "plans/board.html", whole, status)


async def _found(context: Context, which: PlanId, filters: Filters, after: TrackId | None) -> Board:
    if filters.on:
        return await standings.board(context, which, filters.then(after))
    return await plans.board(context, which, after, filters.asked)


def _letters(found: Board, context: Context) -> str:
    return f"/plans/{found.plan.id}/letters" if context.position.facility == found.plan.department else ""


def board_page(found: Board, filters: Filters, paged: bool, words: Words, letters: str = "") -> BoardPage:
    """The board with all columns, or with those its filters leave."""
    here = f"/plans/{found.plan.id}"
    at = partial(filters.at, here)
    order = {part.code: n for n, (_, part) in enumerate(found.words.parts())}
    columns = sorted(found.columns, key=lambda one: order.get(one.code, len(order)))
    # What only the department itself does stands last: the board is read for the facilities.
    own = {one.code for _, one in found.words.parts() if one.scope in (Scope.DEPARTMENT, Scope.PROVINCE)}
    led = {part.code for task, part in found.words.parts() if filters.lead in ("", *of_part(task, part))}
    left = (one for one in columns if filters.part in ("", one.code, one.task) and one.code in led)
    shown = sorted(left, key=lambda one: one.code in own)
    titles = {task.code: task.title for task in found.words.tasks}
    groups = [(task, len(list(of))) for task, of in groupby(columns, lambda one: one.task)]
    part = filters.part
    return BoardPage(
        found.words.title,
        number(found.words),
        found.words.issuer,
        found.words.effective_until,
        tuple(Group(task, titles.get(task, ""), at(part=task), many, part == task) for task, many in groups),
        tuple(_column(one, at(part="" if part == one.code else one.code), at(late=one.code, show="", only="")) for one in shown),
        tuple(_row(one, shown, words) for one in found.rows),
        found.total,
        found.total_late,
        found.listed,
        str(found.plan.id),
        at(late="", show="", only=""),
        at(late="1", show="", only=""),
        bool(filters.late) or filters.show == Shown.LATE,
        part,
        at(found.following) if found.following else "",
        at() if paged else "",
        letters,
        at(part=""),
        filters,
        kinds(words),
        units(found.units),
        leads(found.words),
        past=found.past,
        authorities=tuple(found.authorities),
        now=filters.now.at(here),
        narrowed=_narrowed(found, filters, words),
    )


def _narrowed(found: Board, asked: Filters, words: Words) -> str:
    """`Bệnh viện Mắt · Đã báo cáo xong`."""
    unit = found.rows[0].line.name if asked.only and found.rows else ""
    told = words(NARROWED[asked.show]) if asked.show in NARROWED else ""
    return " · ".join(one for one in (unit, told) if one)


def _column(one: Counted, address: str, late_address: str) -> Column:
    counted, was = one.figures, one.was if one.was != one.due else None
    return Column(one.code, one.title, one.due, address, late_address, counted.accepted, counted.applies, counted.late, was)


def _row(row: Row, columns: Sequence[Counted], words: Words) -> BoardRow:
    here = f"/tracks/{row.line.track}"
    cells = tuple(_cell(row.cells[one.code], here) if one.code in row.cells else None for one in columns)
    return BoardRow(row.line.name, here, words(FACILITIES.get(row.line.kind, row.line.kind)), cells, row.forecast, row.slack)


def _cell(found: Found, track: str) -> Cell:
    told = found.on if found.word in ("accepted", "reported") else None
    return Cell(found.word, told, f"{track}/milestones/{found.code}", found.days_late)


ROUTES = [Route("/plans/{plan}", board)]
