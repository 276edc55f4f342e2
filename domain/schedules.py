"""A facility's milestones over time, and the chain of them that decides when it goes live (critical path)."""

from dataclasses import dataclass
from datetime import date

from domain.forecasts import expected_days
from domain.parts import LIVE
from domain.tracks import WAITS, Progress, Track


@dataclass(frozen=True)
class Bar:
    """One milestone: from the day it can begin to the day it is done, or expected to be."""

    code: str
    begins: date
    ends: date
    due: date | None
    """Last day in time."""
    done: bool
    critical: bool
    """Whether a day more here is a day more until the facility goes live."""


def bars(track: Track, late: int, began: date, today: date) -> tuple[Bar, ...]:
    """In the track's order; `late` is by how many days milestones are late as a rule (`Habit.expected`)."""
    days = expected_days(track, late, today)
    critical = critical_path(track, days)
    return tuple(_bar(one, days, began, one.code in critical) for one in track.milestones)


def _bar(one: Progress, days: dict[str, date], began: date, critical: bool) -> Bar:
    ends = days[one.code]
    begins = min(max((days[code] for code in one.after), default=began), ends)
    return Bar(one.code, begins, ends, one.due, one.state not in WAITS, critical)


def critical_path(track: Track, days: dict[str, date]) -> frozenset[str]:
    """Open milestones from the last of going live back through what it is held up by: each done on the day, or after which, the next is.

    It ends where a milestone is held up by its own last day, not by another.
    """
    live = [one for one in track.milestones if one.kind in LIVE and one.state in WAITS]
    path: set[str] = set()
    waiting = [max(live, key=lambda one: days[one.code])] if live else []
    while waiting:
        one = waiting.pop()
        path.add(one.code)
        before = [track.of(code) for code in one.after if code not in path]
        waiting += [other for other in before if other.state in WAITS and days[other.code] == days[one.code]]
    return frozenset(path)
