"""The board of facilities × milestones: as it stands, and as it stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.boards import Cell as Found
from domain.errors import Malformed
from domain.forecasts import Forecast
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
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.plans import number
from web.reading import Words
from web.render import page
from web.words import FACILITIES, NARROWED


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
class Asked:
    """What the address of a board asks for, as it was typed."""

    part: str = ""
    """One task or milestone."""
    late: str = ""
    """`1`, or the milestone in which they are late."""
    after: str = ""
    on: str = ""
    """The day it stood so."""
    show: str = ""
    """Of a day: units with such a milestone alone (`domain.standings.Shown`)."""
    unit: str = ""
    """Of a day: this unit alone."""


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
    also: tuple[tuple[str, str], ...] = ()
    """What else was asked for, to be kept when another day is."""
    every_part: str = ""
    """Address of the same board with the columns of every task."""
    narrowed: str = ""
    """In words, which units alone are shown; empty for all, or those that are late."""


async def board(request: Request) -> Response:
    """As it stands, or with `on` as it stood on a day; a day that cannot be asked for is told above the board of now."""
    which, context, asked = PlanId(asking.uuid(request, "plan")), asking.context(request), _asked(request)
    form, status = Form(values={"on": asked.on}), 200
    if asked.on:
        try:
            found = await standings.board(context, which, _of_day(asked))
        except Malformed as no:
            form, status = asking.again({"on": asked.on}, no, locale_of(request)), status_of(no)
            asked = replace(asked, on="", show="", unit="", after="")
    if not asked.on:
        late = asked.late
        after = TrackId(asking.id_of(asked.after)) if asked.after else None
        found = await plans.board(context, which, after, bool(late), "" if late == "1" else late, asked.part)
    shown = board_page(found, asked, asking.words(request), _letters(found, context))
    reports = f"/plans/{which}/reports" if may_read(context, found.plan) else ""
    return page(request, "plans/board.html", replace(shown, today=context.today.isoformat(), asked=form, reports=reports), status)


def _asked(request: Request) -> Asked:
    told = request.query_params
    return Asked(**{one.name: told.get(one.name, "").strip() for one in fields(Asked)})


def _of_day(asked: Asked) -> standings.Asked:
    """Raises: Malformed for what is no day, NotFound for what is no unit."""
    shown = next((one for one in Shown if one.value == asked.show), Shown.ALL)
    part = asked.part
    if asked.late:
        shown, part = Shown.LATE, part if asked.late == "1" else asked.late
    unit, after = (TrackId(asking.id_of(told)) if told else None for told in (asked.unit, asked.after))
    return standings.Asked(asking.a_day({"on": asked.on}, "on"), shown, part, unit, after)


def _letters(found: Board, context: Context) -> str:
    return f"/plans/{found.plan.id}/letters" if context.position.facility == found.plan.department else ""


def board_page(found: Board, asked: Asked, words: Words, letters: str = "") -> BoardPage:
    """The board with all columns, those of one task, or a single one (`part` names it)."""
    here, part, late = f"/plans/{found.plan.id}", asked.part, asked.late

    def at(part: str, late: str = "", after: object = "", **other: str) -> str:
        of = {"on": asked.on, "show": asked.show if not late else "", "unit": asked.unit} | other
        known = {"part": part, "late": late, "after": str(after)} | of
        told = {name: value for name, value in known.items() if value}
        return f"{here}?{urlencode(told)}" if told else here

    order = {part.code: n for n, (_, part) in enumerate(found.words.parts())}
    columns = sorted(found.columns, key=lambda one: order.get(one.code, len(order)))
    # What only the department itself does stands last: the board is read for the facilities.
    own = {one.code for _, one in found.words.parts() if one.scope in (Scope.DEPARTMENT, Scope.PROVINCE)}
    shown = sorted((one for one in columns if part in ("", one.code, one.task)), key=lambda one: one.code in own)
    titles = {task.code: task.title for task in found.words.tasks}
    groups = [(task, len(list(of))) for task, of in groupby(columns, lambda one: one.task)]
    return BoardPage(
        found.words.title,
        number(found.words),
        found.words.issuer,
        found.words.effective_until,
        tuple(Group(task, titles.get(task, ""), at(task, late), many, part == task) for task, many in groups),
        tuple(_column(one, at("" if part == one.code else one.code, late), at(part, one.code)) for one in shown),
        tuple(_row(one, shown, words) for one in found.rows),
        found.total,
        found.total_late,
        found.listed,
        str(found.plan.id),
        at(part, show="", unit=""),
        at(part, "1", show="", unit=""),
        bool(late) or asked.show == Shown.LATE,
        part,
        at(part, late, found.following) if found.following else "",
        at(part, late) if asked.after else "",
        letters,
        past=found.past,
        now=at(part, late, on="", show="", unit=""),
        also=tuple((name, value) for name, value in (("part", part), ("late", late)) if value),
        narrowed=_narrowed(found, asked, words),
        every_part=at("", late),
    )


def _narrowed(found: Board, asked: Asked, words: Words) -> str:
    """`Bệnh viện Mắt · Đã báo cáo xong`."""
    unit = found.rows[0].line.name if asked.unit and found.rows else ""
    told = words(NARROWED[asked.show]) if asked.show in NARROWED else ""
    return " · ".join(one for one in (unit, told) if one)


def _column(one: Counted, address: str, late_address: str) -> Column:
    counted = one.figures
    return Column(one.code, one.title, one.due, address, late_address, counted.accepted, counted.total, counted.late)


def _row(row: Row, columns: Sequence[Counted], words: Words) -> BoardRow:
    here = f"/tracks/{row.line.track}"
    cells = tuple(_cell(row.cells[one.code], here) if one.code in row.cells else None for one in columns)
    return BoardRow(row.line.name, here, words(FACILITIES.get(row.line.kind, row.line.kind)), cells, row.forecast, row.slack)


def _cell(found: Found, track: str) -> Cell:
    told = found.on if found.word in ("accepted", "reported") else None
    return Cell(found.word, told, f"{track}/milestones/{found.code}", found.days_late)


ROUTES = [Route("/plans/{plan}", board)]
