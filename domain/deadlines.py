"""Deadlines: the last day in time, and the words it was taken from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.basis import Certainty


class DueForm(StrEnum):
    """How the words name the time."""

    ON = "on"
    """That very day."""
    BY = "by"
    """That day at the latest."""
    BEFORE = "before"
    """Before that day: the day itself is too late."""
    FROM = "from"
    """From that day on: it must be so when the day begins."""
    MONTH = "month"
    """Within the month."""
    QUARTER = "quarter"
    """Within the quarter."""
    YEAR = "year"
    """Within the year."""
    RANGE = "range"
    """From one day to another."""
    CONTINUOUS = "continuous"
    """Again and again, until the day or for as long as the plan runs; `rhythm` says how often."""
    AFTER = "after"
    """When other tasks are done, or something outside the plan has happened, plus a term."""
    ROAD_MAP = "road_map"
    """By a road map that is still to be entered."""


PERIODS = frozenset({DueForm.MONTH, DueForm.QUARTER, DueForm.YEAR, DueForm.RANGE})
"""Forms that have a first and a last day."""
DATED = PERIODS | {DueForm.ON, DueForm.BY, DueForm.BEFORE, DueForm.FROM}
"""Forms that name a day."""


class Nature(StrEnum):
    """What kind of deadline it is: only `own` and `local` may be moved by the province."""

    LEGAL = "legal"
    DIRECTED = "directed"
    """Set from above by a plan or order that is no norm."""
    OWN = "own"
    LOCAL = "local"
    """A facility's own, stricter one."""


@dataclass(frozen=True)
class Due:
    """A deadline: the day, and the words it was taken from."""

    form: DueForm
    """How the words name the time."""
    nature: Nature
    """`legal`, `directed`, `own` or `local`."""
    words: str
    """The source's own words."""
    day: date | None = None
    """The day the words name; of a period its last day; null when the words name none."""
    first: date | None = None
    """First day of a period."""
    tentative: bool = False
    """The source says `dự kiến`."""
    rhythm: str = ""
    """Of something continuous, how often, in the source's words; empty when it does not say."""
    after: tuple[str, ...] = ()
    """Of `after`, codes of the tasks that come first; none when the words wait for something outside the plan."""
    days_after: int = 0
    """Of `after`, the term in days once they are done."""
    place: str = ""
    """Section of the source, when it is another than the task's own."""
    reading: str = ""
    """How we read the words, when they can be read otherwise."""
    certainty: Certainty = Certainty.INFERRED
    """How sure we are of the reading."""

    @property
    def last(self) -> date | None:
        """The last day on which it is still in time; None when the words name no day."""
        too_late = self.form in (DueForm.BEFORE, DueForm.FROM)
        return self.day - timedelta(days=1) if self.day and too_late else self.day


def ruling(dues: Iterable[Due]) -> Due | None:
    """Of several, the one that rules: the strictest, with the earliest last day, wherever it stands; without a day the first.

    The end of something continuous rules only where nothing else has a day: it is no day to be done by.
    """
    return min(dues, key=lambda one: (one.last is None, one.form is DueForm.CONTINUOUS, one.last or date.max), default=None)
