"""How often a department of health wants a progress report of a plan, and which days each report is about."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both

LAST = 31
"""The last day of any month."""
MOST = 60
"""Periods that are made up for at once."""


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class Period:
    """The days a report is about; its numbers are of the end of the last."""

    first: date
    last: date


@dataclass(frozen=True)
class Cadence:
    """How often, and the day on which its numbers are closed (ngày chốt số liệu)."""

    every: Every
    day: int
    """Of a week 1 (Monday) to 7; of a month, or of a quarter's last month, 1 to 31, where what a month has not is its last day."""

    def period(self, of: date) -> Period:
        """The period this day lies in."""
        if self.every is Every.WEEK:
            last = of + timedelta(days=(self.day - of.isoweekday()) % 7)
            return Period(last - timedelta(days=6), last)
        step = 3 if self.every is Every.QUARTER else 1
        month = of.year * 12 + of.month - 1
        month += (step - 1 - month) % step
        if of > self._closing(month):
            month += step
        return Period(self._closing(month - step) + timedelta(days=1), self._closing(month))

    def _closing(self, month: int) -> date:
        """`month`: how many since the year 0."""
        year, number = divmod(month, 12)
        return date(year, number + 1, min(self.day, monthrange(year, number + 1)[1]))

    def over(self, since: date, made: Collection[date], today: date) -> Iterator[Period]:
        """Periods that ended before today and since the cadence was entered, without those whose last day is among `made`."""
        period, found = self.period(since), 0
        while period.last < today and found < MOST:
            if period.last not in made:
                found += 1
                yield period
            period = self.period(period.last + timedelta(days=1))


def cadence(every: str, day: int) -> Cadence | None:
    """What was entered; None when no report is to be made by itself. Raises: Malformed with every fault."""
    if not every:
        return None
    if every not in list(Every):
        allowed = ", ".join(Every)
        raise Malformed(both(f"every: chỉ nhận {allowed} hoặc để trống", f"{allowed}, or nothing"))
    most = 7 if every == Every.WEEK else LAST
    if not 1 <= day <= most:
        raise Malformed(both(f"day: ngày chốt số liệu từ 1 đến {most}", f"the closing day is 1 to {most}"))
    return Cadence(Every(every), day)
