"""When the end of a certificate is told, and when an authority is asked again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

SHORTEST = timedelta(minutes=1)
"""An authority is never asked more often of its own accord."""
LONGEST = timedelta(minutes=15)
"""A silent one is tried at least this often."""


def threshold(ends: date, today: date, days: Iterable[int]) -> int | None:
    """The warning that is due: the smallest of these numbers of days not yet passed; none before the first or after the end.

    A day on which nobody looked loses nothing: the warning is told at the next look.
    """
    left = (ends - today).days
    return min((one for one in days if left <= one), default=None) if left >= 0 else None


def ask_again(asked_at: datetime, until: datetime, fresh: timedelta) -> datetime:
    """When an answer is to be fetched anew: at half of the time for which it is used."""
    return asked_at + max(min(until - asked_at, fresh) / 2, SHORTEST)


def try_again(tried_at: datetime, failures: int) -> datetime:
    """When somebody who did not answer is asked again: each time later."""
    wait: timedelta = min(SHORTEST * (1 << min(failures - 1, 8)), LONGEST)
    return tried_at + wait
