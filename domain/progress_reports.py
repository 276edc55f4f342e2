"""A progress report of a plan (báo cáo tiến độ): what stood on its day, what is late and why, what changed since the one before.

It is made from how the plan stood, and kept as it was made: nothing of it is counted anew when somebody reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.boards import Figures, cell
from domain.cadences import Every, Period
from domain.forecasts import forecast, live_due, slack
from domain.names import ObstacleId, PlanId, ProgressReportId, TrackId
from domain.plans import Plan
from domain.standings import Shown, Standing, Unit, figures, going_live, is_live, is_one, stands_aside
from domain.tracks import Progress, Track


@dataclass(frozen=True)
class PartLine:
    """A milestone over all units that have it."""

    code: str
    title: str
    due: date | None
    figures: Figures


@dataclass(frozen=True)
class TaskLine:
    """A task of the plan with its parts."""

    code: str
    title: str
    figures: Figures
    parts: tuple[PartLine, ...]


@dataclass(frozen=True)
class UnitLine:
    """One unit: how much of its track is done, and when it is expected to be live."""

    track: TrackId
    name: str
    kind: str
    figures: Figures
    worst: int
    """Days by which it is late at worst."""
    near: date | None
    expected: date | None
    far: date | None
    slack: int | None
    """Days between what is expected and the last day; negative when it will be late."""
    live: str
    """`live`, `live_said`, `live_due` (it should be), `coming`, `aside_said` (it says that this does not apply to it), `aside` (and that
    was verified), or empty for a unit that goes live with nothing."""


@dataclass(frozen=True)
class WorkLine:
    """A unit's milestone that is late, or done since the report before."""

    track: TrackId
    name: str
    code: str
    title: str
    due: date | None
    days: int
    """Days late."""
    why: str
    """Of a late one, as `domain.boards.Cell.why`; of a done one its state."""
    waits_for: tuple[str, ...]
    new: bool
    """Whether it was not so when the report before was made."""
    done_on: date | None = None


@dataclass(frozen=True)
class ObstacleLine:
    """An obstacle that was open on the day."""

    id: ObstacleId
    track: TrackId
    name: str
    title: str
    lifter: str
    raised_on: date
    due: date | None
    """The day by which an answer was due then."""


@dataclass(frozen=True)
class MoveLine:
    """A last day that was moved in the period."""

    on: date
    code: str
    before: date | None
    after: date | None
    reason: str
    paper: str
    units: int
    """How many units alone; 0 for the whole plan."""


@dataclass(frozen=True)
class Live:
    """Units that go live: how many are, say so, should be by now, and are to be in all."""

    verified: int
    said: int
    due: int
    total: int
    """Without those of which it was verified that going live does not apply to them."""
    by: date | None
    """The last day of the last of them."""
    aside: tuple[str, ...] = ()
    """Names of those that are left out for that,"""
    aside_said: tuple[str, ...] = ()
    """and of those that say so and were not verified: they are in `total`."""


@dataclass(frozen=True)
class Content:
    """The numbers of a report, as they were."""

    title: str
    """Of the plan."""
    number: str
    authority: str
    """Name of the department of health in charge on the day."""
    place: str
    units: int
    late_units: int
    figures: Figures
    live: Live
    tasks: tuple[TaskLine, ...]
    lines: tuple[UnitLine, ...]
    late: tuple[WorkLine, ...]
    """Most days late first."""
    done: tuple[WorkLine, ...]
    """Newly done."""
    obstacles: tuple[ObstacleLine, ...]
    moves: tuple[MoveLine, ...]
    since: date
    """The day with which it is compared: that of the report before, or the one before the period."""
    first: bool = False
    """There was nothing yet on that day: it is compared with nothing."""


@dataclass(frozen=True)
class Report:
    """A report that was made."""

    id: ProgressReportId
    plan: PlanId
    every: Every | None
    """None for one that somebody asked for."""
    period: Period
    made_at: datetime
    made_by: str
    """Name of whoever asked for it; empty for one made by the clock."""
    content: Content

    @property
    def as_of(self) -> date:
        return self.period.last


@dataclass(frozen=True)
class Around:
    """What a report says besides how the plan stands."""

    authority: str
    place: str
    obstacles: tuple[ObstacleLine, ...]
    moves: tuple[MoveLine, ...]


def content(words: Plan, now: Standing, before: Standing, around: Around) -> Content:
    """`before`: how the plan stood on the day it is compared with; of a day on which it was not open yet nothing is called new."""
    first = not before.units
    milestones = [one for unit in now.units for one in unit.track.milestones]
    return Content(
        words.title,
        words.number or words.number_words,
        around.authority,
        around.place,
        len(now.units),
        len(now.fitting(Shown.LATE)),
        figures(milestones, now.on),
        _live(now),
        tuple(_tasks(words, now)),
        tuple(_unit(words, now, unit) for unit in now.units),
        tuple(sorted((replace(one, new=one.new and not first) for one in _works(now, before, Shown.LATE)), key=_worst)),
        tuple(one for one in _works(now, before, Shown.REPORTED) if one.new),
        around.obstacles,
        around.moves,
        before.on,
        first,
    )


def _worst(one: WorkLine) -> tuple[int, str, str]:
    return -one.days, one.name, one.code


def _live(now: Standing) -> Live:
    those = [unit.track for unit in now.units if going_live(unit.track)]
    by = max((due for track in those if (due := live_due(track))), default=None)
    verified, said, late = (
        sum(is_live(track, shown, now.on) for track in those) for shown in (Shown.LIVE, Shown.LIVE_SAID, Shown.LIVE_DUE)
    )
    aside, unverified = (
        tuple(unit.name for unit in now.units if stands_aside(unit.track) is one) for one in (Shown.ACCEPTED, Shown.REPORTED)
    )
    return Live(verified, said, late, len(those), by, aside, unverified)


def _tasks(words: Plan, now: Standing) -> Iterable[TaskLine]:
    """In the plan's order; what its edition of today has no more comes last."""
    titles = {task.code: task.title for task in words.tasks}
    order = {part.code: n for n, (_, part) in enumerate(words.parts())}
    by_code: dict[str, list[Progress]] = {}
    for unit in now.units:
        for one in unit.track.milestones:
            by_code.setdefault(one.code, []).append(one)
    codes = sorted(by_code, key=lambda code: (order.get(code, len(order)), code))
    for task in dict.fromkeys(now.said[code].task for code in codes):
        mine = [code for code in codes if now.said[code].task == task]
        parts = tuple(_part(now, code, by_code[code]) for code in mine)
        yield TaskLine(task, titles.get(task, ""), figures((one for code in mine for one in by_code[code]), now.on), parts)


def _part(now: Standing, code: str, of: list[Progress]) -> PartLine:
    return PartLine(code, now.said[code].title, min((one.due for one in of if one.due), default=None), figures(of, now.on))


def _unit(words: Plan, now: Standing, unit: Unit) -> UnitLine:
    track = unit.track
    expected = forecast(track, now.habit, words.effective_from, now.on)
    worst = max((cell(track, one, now.on).days_late for one in track.milestones), default=0)
    near, middle, far = (expected.near, expected.expected, expected.far) if expected else (None, None, None)
    counted, room = figures(track.milestones, now.on), slack(track, expected)
    return UnitLine(track.id, unit.name, unit.kind, counted, worst, near, middle, far, room, _state(track, now.on))


def _state(track: Track, on: date) -> str:
    if aside := stands_aside(track):
        return "aside" if aside is Shown.ACCEPTED else "aside_said"
    if not going_live(track):
        return ""
    return next((str(shown) for shown in (Shown.LIVE, Shown.LIVE_SAID, Shown.LIVE_DUE) if is_live(track, shown, on)), "coming")


def _works(now: Standing, before: Standing, shown: Shown) -> Iterable[WorkLine]:
    was: Mapping[TrackId, set[str]] = {
        unit.track.id: {one.code for one in unit.track.milestones if is_one(one, shown, before.on)} for unit in before.units
    }
    for unit in now.units:
        for one in unit.track.milestones:
            if is_one(one, shown, now.on):
                found = cell(unit.track, one, now.on)
                why = found.why if shown is Shown.LATE else found.word
                new = one.code not in was.get(unit.track.id, set())
                title = now.said[one.code].title
                yield WorkLine(unit.track.id, unit.name, one.code, title, one.due, found.days_late, why, found.waits_for, new, one.done_on)
