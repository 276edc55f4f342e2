"""Times and days: the clock itself is always given."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

VIETNAM = timezone(timedelta(hours=7), "+07")
"""No daylight saving since 1975; days are judged here."""


def day(moment: datetime) -> date:
    """The calendar day in Vietnam."""
    return moment.astimezone(VIETNAM).date()
