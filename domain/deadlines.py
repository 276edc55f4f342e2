"""Deadlines: the last day in time, and the words it was taken from."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.basis import Certainty


class DueForm(StrEnum):
    """How the words name the time."""

    BY = "by"
    """That day at the latest."""
    BEFORE = "before"
    """Before that day: the day itself is too late."""
    FROM = "from"
    """From that day on: it must be so when the day begins."""
    MONTH = "month"
    """Within the month."""
    RANGE = "range"
    """From one day to another."""
    RECURRING = "recurring"
    """Again and again until the day."""


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
    """`by`, `before`, `from`, `month`, `range` or `recurring`."""
    nature: Nature
    """`legal`, `directed`, `own` or `local`."""
    words: str
    """The source's own words."""
    day: date
    """The day the words name; of a month or range its last day."""
    first: date | None = None
    """First day of a month or range."""
    tentative: bool = False
    """The source says `dự kiến`."""
    reading: str = ""
    """How we read the words, when they can be read otherwise."""
    certainty: Certainty = Certainty.INFERRED
    """How sure we are of the reading."""

    @property
    def last(self) -> date:
        """The last day on which it is still in time."""
        too_late = self.form in (DueForm.BEFORE, DueForm.FROM)
        return self.day - timedelta(days=1) if too_late else self.day
