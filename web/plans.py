"""Plans: the list, opening one, and the board of facilities × milestones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.boards import Cell as Found
from domain.errors import Refusal
from domain.forecasts import Forecast
from domain.mergers import Authority
from domain.names import FacilityId, PlanId, TrackId
from domain.parts import Scope
from domain.plans import Plan
from services import plan_papers, plans
from services.boards import Row
from services.context import Context
from services.plans import Board
from services.plans import Column as Counted
from web import asking
from web.board_filters import Filters, kinds, leads, of_part, units
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import FACILITIES


@dataclass(frozen=True)
class PlanLine:
    address: str
    title: str
    number: str
    province: str
    deadline: date
    facilities: int
    done: int
    total: int
    late: int
    undeclared: int = 0
    paper: str = ""
    """Address of its paper with what is unclear in it."""


@dataclass(frozen=True)
class PlansPage:
    lines: tuple[PlanLine, ...]
    papers: tuple[Option, ...] = ()
    """Every plan there is as data: address, title, who issued it."""
    form: Form | None = None
    """Present when this position may open a plan."""
    known: tuple[Option, ...] = ()
    """Plans that ship as data and are not open yet."""
    facilities: tuple[Option, ...] = ()


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
        return 100 * self.done // self.total if self.total else 0


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
    authorities: tuple[Authority, ...] = ()
    """Departments that were in charge before."""


async def listing(request: Request) -> Response:
    return page(request, "plans/list.html", await _listing(request, Form()))


async def open_plan(request: Request) -> Response:
    """Opens a plan for the facilities chosen, or for all of them."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        named = tuple(FacilityId(str(one)) for one in sent.getlist("facility"))
        opened = await plans.open_plan(context, asking.text(sent, "plan"), named)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "plans/list.html", await _listing(request, form), status_of(no))
    return asking.seen(request, f"/plans/{opened}")


async def board(request: Request) -> Response:
    context, which = asking.context(request), PlanId(asking.uuid(request, "plan"))
    asked = request.query_params
    after = TrackId(asking.id_of(asked["after"])) if asked.get("after") else None
    filters = Filters.of(request)
    found = await plans.board(context, which, after, filters.asked)
    return page(request, "plans/board.html", board_page(found, filters, bool(after), asking.words(request), _letters(found, context)))


async def _listing(request: Request, form: Form) -> PlansPage:
    context = asking.context(request)
    lines = tuple(_line(one) for one in await plans.listing(context))
    papers = tuple(Option(f"/plan-papers/{one.code}", one.title, one.issuer) for one in await plan_papers.listing(context))
    if not await plans.may_open(context):
        return PlansPage(lines, papers)
    known = tuple(Option(one.code, one.title, f"{number(one)} · {one.issuer}") for one in await plans.known(context))
    return PlansPage(lines, papers, form, known, tuple(Option(one.id, one.name) for one in await plans.facilities(context)))


def _line(one: plans.PlanLine) -> PlanLine:
    done, words = one.figures, one.words
    return PlanLine(
        f"/plans/{one.plan.id}",
        words.title,
        number(words),
        words.issuer,
        words.effective_until,
        one.facilities,
        done.accepted,
        done.total,
        done.late,
        done.undeclared,
        f"/plan-papers/{words.code}",
    )


def number(plan: Plan) -> str:
    """The plan's number, or what its source shows in place of it: `Số: …/KH-UBND`, with the blank as an office writes it; else a dash."""
    return plan.number or re.sub(r"(?i)(số:?)\s*/", r"\1 …/", plan.number_words) or "—"


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
        tuple(_column(one, at(part="" if part == one.code else one.code), at(late=one.code)) for one in shown),
        tuple(_row(one, shown, words) for one in found.rows),
        found.total,
        found.total_late,
        found.listed,
        str(found.plan.id),
        at(late=""),
        at(late="1"),
        bool(filters.late),
        part,
        at(found.following) if found.following else "",
        at() if paged else "",
        letters,
        at(part=""),
        filters,
        kinds(words),
        units(found.units),
        leads(found.words),
        tuple(found.authorities),
    )


def _column(one: Counted, address: str, late_address: str) -> Column:
    counted, was = one.figures, one.was if one.was != one.due else None
    return Column(one.code, one.title, one.due, address, late_address, counted.accepted, counted.total, counted.late, was)


def _row(row: Row, columns: Sequence[Counted], words: Words) -> BoardRow:
    here = f"/tracks/{row.line.track}"
    cells = tuple(_cell(row.cells[one.code], here) if one.code in row.cells else None for one in columns)
    return BoardRow(row.line.name, here, words(FACILITIES.get(row.line.kind, row.line.kind)), cells, row.forecast, row.slack)


def _cell(found: Found, track: str) -> Cell:
    told = found.on if found.word in ("accepted", "reported") else None
    return Cell(found.word, told, f"{track}/milestones/{found.code}", found.days_late)


ROUTES = [
    Route("/plans", listing),
    Route("/plans", open_plan, methods=["POST"]),
    Route("/plans/{plan}", board),
]
