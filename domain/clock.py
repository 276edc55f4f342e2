"""Times and days: the clock itself is always given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

from domain.faults import both

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

VIETNAM = timezone(timedelta(hours=7), "+07")
"""No daylight saving since 1975; days are judged here."""


def clock_time(moment: datetime) -> str:
    """`13:05 21/11/2026`, in Vietnam."""
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def day(moment: datetime) -> date:
    """The calendar day in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def end(of: date) -> datetime:
    """The first moment that is no longer on this day in Vietnam."""
    return datetime.combine(of + timedelta(days=1), time(), VIETNAM).astimezone(UTC)


def before(moment: datetime, of: date) -> bool:
    """Whether a moment that is not in the future lies before the day; the first year of the calendar too, which no other zone has."""
    return moment.year == 1 or day(moment) < of


A_YEAR = timedelta(days=366)


def too_far(name: str, on: date, today: date) -> list[str]:
    """A fault when the day lies more than a year ahead: nobody plans a visit or wants an answer so late, a year was mistyped."""
    if on <= today + A_YEAR:
        return []
    last = today + A_YEAR
    return [both(f"{name}: xa quá một năm, chọn ngày đến {last:%d/%m/%Y}", f"more than a year ahead, choose {last:%d/%m/%Y} or before")]


EARLIEST = date(2000, 1, 1)
"""What is said of a plan is of this century: a day before it is a slip of the finger."""
