"""Plans: the list, and the board of facilities × milestones."""

from dataclasses import dataclass
from datetime import date

from web.forms import Form, Option


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


@dataclass(frozen=True)
class PlansPage:
    lines: tuple[PlanLine, ...]
    form: Form | None = None
    """Present when this position may open a plan."""
    known: tuple[Option, ...] = ()
    """Plans that ship as data and are not open yet."""


@dataclass(frozen=True)
class Column:
    """One milestone: its short name, when it is due, and how many are done."""

    code: str
    title: str
    due: date
    done: int = 0
    total: int = 0
    late: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Cell:
    """One facility's milestone: state, the day it speaks of, and its page."""

    state: str
    on: date | None
    """The day it was done, reported or sent back; None while there is none to tell (the column says when it is due)."""
    address: str
    late_days: int = 0


@dataclass(frozen=True)
class BoardRow:
    facility: str
    address: str
    level: str
    cells: tuple[Cell, ...]
    """One per column, in the columns' order."""
    forecast: date | None
    slack: int | None
    """Days between forecast and deadline; negative when it will be late."""


@dataclass(frozen=True)
class BoardPage:
    title: str
    number: str
    issuer: str
    deadline: date
    columns: tuple[Column, ...]
    rows: tuple[BoardRow, ...]
    first: int
    total: int
    only_late: bool
    late: int
    plan: str
    earlier: str = ""
    later: str = ""
    table: str = ""
    """Address of the same figures as a file."""
