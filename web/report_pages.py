"""One progress report as a page: every number leads to the board it was counted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.boards import Figures
from domain.names import TrackId
from domain.progress_reports import Report, UnitLine, WorkLine
from domain.report_links import Links
from domain.standings import Shown
from web.reading import Words
from web.report_words import period_words, state_of, waiting, why_words

COUNTED = (Shown.ALL, Shown.REPORTED, Shown.ACCEPTED, Shown.NOT_APPLICABLE, Shown.LATE, Shown.UNDECLARED)
"""In the order of `domain.boards.Figures.numbers`."""


@dataclass(frozen=True)
class Number:
    """A number, and where it was counted; nowhere when it is none."""

    value: int | None
    """None for what was not counted apart when the report was made."""
    address: str


@dataclass(frozen=True)
class CountedLine:
    code: str
    title: str
    address: str
    due: date | None
    numbers: tuple[Number, ...]
    task: bool = False


@dataclass(frozen=True)
class Place:
    """One unit of the report."""

    name: str
    address: str
    numbers: tuple[Number, ...]
    state: str
    """`accepted`, `reported`, `late`, `on_time` or empty."""
    near: date | None
    expected: date | None
    far: date | None
    slack: int | None


@dataclass(frozen=True)
class Work:
    unit: str
    unit_address: str
    code: str
    title: str
    address: str
    due: date | None
    days: int
    why: str
    new: bool
    done_on: date | None


@dataclass(frozen=True)
class Blocked:
    unit: str
    title: str
    address: str
    lifter: str
    raised_on: date
    due: date | None


@dataclass(frozen=True)
class Moved:
    code: str
    address: str
    before: date | None
    after: date | None
    reason: str
    units: int


@dataclass(frozen=True)
class ReportPage:
    plan: str
    here: str
    title: str
    period: str
    as_of: date
    authority: str
    made_at: datetime
    made_by: str
    board: str
    units: Number
    late_units: Number
    numbers: tuple[Number, ...]
    live: Number
    live_said: Number
    live_due: Number
    live_total: int
    live_by: date | None
    aside: tuple[str, ...]
    """Units that are left out of those that go live, and those that only say that it does not apply to them."""
    aside_said: tuple[str, ...]
    waived: int
    """Milestones of which it was accepted that they do not apply."""
    lines: tuple[CountedLine, ...]
    places: tuple[Place, ...]
    late: tuple[Work, ...]
    newly_late: int
    done: tuple[Work, ...]
    since: date
    obstacles: tuple[Blocked, ...]
    moves: tuple[Moved, ...]
    first: bool = False
    """There was no day before to compare it with."""


def report_page(report: Report, words: Words) -> ReportPage:
    said, links = report.content, Links(report.plan, report.as_of)
    live = said.live
    return ReportPage(
        f"/plans/{report.plan}",
        links.report(report.id),
        said.title,
        period_words(report.every, report.period, words),
        report.as_of,
        said.authority,
        report.made_at,
        report.made_by,
        links.board(),
        Number(said.units, links.board()),
        Number(said.late_units, links.board(Shown.LATE)),
        _numbers(said.figures, links),
        Number(live.verified, links.board(Shown.LIVE)),
        Number(live.said, links.board(Shown.LIVE_SAID)),
        Number(live.due, links.board(Shown.LIVE_DUE)),
        live.total,
        live.by,
        live.aside,
        live.aside_said,
        said.figures.waived,
        tuple(_counted(report, links)),
        tuple(_place(one, links) for one in said.lines),
        _works(said.late, links, words),
        sum(one.new for one in said.late),
        _works(said.done, links, words),
        said.since,
        tuple(Blocked(one.name, one.title, links.obstacle(one.id), one.lifter, one.raised_on, one.due) for one in said.obstacles),
        tuple(
            Moved(one.code, links.board(part=one.code), one.before, one.after, waiting(one.reason, one.paper), one.units)
            for one in said.moves
        ),
        said.first,
    )


def _numbers(counted: Figures, links: Links, part: str = "", unit: TrackId | None = None) -> tuple[Number, ...]:
    pairs = zip(COUNTED, counted.numbers, strict=True)
    return tuple(Number(value, links.board(shown, part, unit) if value else "") for shown, value in pairs)


def _counted(report: Report, links: Links) -> Sequence[CountedLine]:
    found = []
    for task in report.content.tasks:
        found.append(CountedLine(task.code, task.title, links.board(part=task.code), None, _numbers(task.figures, links, task.code), True))
        found += [
            CountedLine(one.code, one.title, links.board(part=one.code), one.due, _numbers(one.figures, links, one.code))
            for one in task.parts
        ]
    return found


def _place(one: UnitLine, links: Links) -> Place:
    numbers = _numbers(one.figures, links, unit=one.track)
    return Place(one.name, links.board(unit=one.track), numbers, state_of(one.live), one.near, one.expected, one.far, one.slack)


def _works(of: Sequence[WorkLine], links: Links, words: Words) -> tuple[Work, ...]:
    return tuple(
        Work(
            one.name,
            links.track(one.track),
            one.code,
            one.title,
            links.milestone(one.track, one.code),
            one.due,
            one.days,
            why_words(one.why, one.waits_for, words),
            one.new,
            one.done_on,
        )
        for one in of
    )
