"""A facility's milestones over the months, as coordinates an SVG draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.schedules import Bar

WIDTH, ROW, HEAD, MONTH = 800, 24, 28, 60
"""Pixels of the picture: its width, a row, the line of months, the room for the words of a month.

The names beside it (`.names` in work.css) have rows as high, below a head as high.
"""


@dataclass(frozen=True)
class Drawn:
    """One row."""

    y: int
    label: str
    """Code and name, which stand beside the picture."""
    when: str
    """From when to when."""
    title: str
    """All of it in words, for who points at it."""
    x: float
    width: float
    due_x: float | None
    done: bool
    critical: bool
    late: bool
    address: str


@dataclass(frozen=True)
class Gantt:
    """The picture: months as (x, words), rows, the line of today."""

    width: int
    height: int
    months: tuple[tuple[float, str], ...]
    rows: tuple[Drawn, ...]
    today_x: float
    row: int = ROW
    head: int = HEAD


def gantt(bars: Sequence[Bar], titles: Mapping[str, str], here: str, today: date) -> Gantt | None:
    """None without a bar."""
    if not bars:
        return None
    first = min((*(one.begins for one in bars), today)).replace(day=1)
    last = max((*(one.ends for one in bars), *(one.due for one in bars if one.due), today)) + timedelta(days=6)
    scale = (WIDTH - 8) / max((last - first).days, 1)

    def x(day: date) -> float:
        return round((day - first).days * scale, 1)

    rows = tuple(_drawn(one, n, titles.get(one.code, ""), here, x) for n, one in enumerate(bars))
    return Gantt(WIDTH, HEAD + ROW * len(rows) + 6, _months(first, last, x), rows, x(today))


def _drawn(one: Bar, n: int, name: str, here: str, x: Callable[[date], float]) -> Drawn:
    label, when = f"{one.code} {name}".strip(), f"{one.begins:%d/%m/%Y} – {one.ends:%d/%m/%Y}"
    begins, ends = x(one.begins), x(one.ends)
    late = one.due is not None and one.ends > one.due
    return Drawn(
        HEAD + ROW * n,
        label,
        when,
        f"{label}: {when}",
        begins,
        max(round(ends - begins, 1), 4.0),
        x(one.due) if one.due else None,
        one.done,
        one.critical,
        late,
        f"{here}/milestones/{one.code}",
    )


def _months(first: date, last: date, x: Callable[[date], float]) -> tuple[tuple[float, str], ...]:
    """Each month that stands clear of the one named before it, and of the picture's end."""
    found: list[tuple[float, str]] = []
    day = first
    while day <= last:
        if x(day) <= WIDTH - MONTH and (not found or x(day) - found[-1][0] >= MONTH):
            found.append((x(day), f"{day:%m/%Y}"))
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(found)
