"""Time-stamp services in order of preference: what each is asked for, when it rests, and who goes first when stamps are scarce."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from urllib.parse import urlsplit

from domain.clock import VIETNAM

LEASE = timedelta(milliseconds=100)
"""How long one process may use the tokens it took together; what it has not used then is lost, never used later."""
MOST = 16
"""Tokens taken together at most."""
LEASE_UNRATED, MOST_UNRATED = timedelta(seconds=1), 256
"""The same of a service that does not count by the second: how late others hear that it fails, and the day's count."""
FAILURES = 3
"""In a row, until a service rests."""
LONGEST_REST = timedelta(seconds=30)
"""Between two probes of a service that stays away; its own wish (`Retry-After`) may be longer."""
PROBE = timedelta(seconds=10)
"""How long one caller alone asks a service that rested: the next one may when nothing was heard of it."""
SPACING = timedelta(milliseconds=500)
"""Between two tries of all who wait together: a queue of fifty asks no more often than one of five."""
LONGEST_WAIT = timedelta(minutes=5)
"""Between two tries for one signature, however many wait."""
PERIODS = {"s": 1, "m": 60, "h": 3600}
QUOTA = re.compile(r"([1-9]\d{0,6})/([1-9]\d{0,3})?(s|m|h|day)", re.ASCII)


@dataclass(frozen=True)
class Quota:
    """So many stamps in any stretch of so many seconds."""

    many: int
    seconds: int

    @property
    def burst(self) -> int:
        """Tokens the bucket holds: half of the quota may be asked for at once, as people sign."""
        return max(1, self.many // 2)

    @property
    def rate(self) -> float:
        """Tokens a second. The burst and the lease are paid from the quota: no stretch of its length ever sees more than `many`."""
        return (self.many - self.burst + 1) / (self.seconds + LEASE.total_seconds())

    def __str__(self) -> str:
        unit, length = next((u, n) for u, n in reversed(PERIODS.items()) if self.seconds % n == 0)
        times = self.seconds // length
        return f"{self.many}/{times if times > 1 else ''}{unit}"


@dataclass(frozen=True)
class Service:
    """One time-stamp service as the installation names it."""

    name: str
    url: str
    quota: Quota | None = None
    per_day: int | None = None
    """Calendar day in Vietnam."""


def services(text: str) -> tuple[Service, ...]:
    """`[name=]URL [N/period] [N/day]` for each, first choice first, one a line or separated by `;`.

    A period is `s`, `m`, `h` or a multiple (`20/20m`). Raises ValueError naming what cannot be understood.
    """
    lines = [line.split() for line in re.split(r"[;\n]", text) if line.strip()]
    found = [_service(number, words) for number, words in enumerate(lines, 1)]
    names = [one.name for one in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise ValueError(f"{twice!r} is named twice: give each service a name (name=URL)")
    return tuple(found)


def _service(number: int, words: list[str]) -> Service:
    """The address is not repeated in what is said of it: it may hold a password."""
    name, equals, url = words[0].partition("=")
    if not equals or "/" in name:
        name, url = "", words[0]
    where = urlsplit(url)
    if where.scheme not in ("http", "https") or not where.hostname:
        raise ValueError(f"service {number}: no http address")
    quota: Quota | None = None
    per_day: int | None = None
    for word in words[1:]:
        matched = QUOTA.fullmatch(word)
        if matched is None or (matched[3] == "day" and matched[2]):
            raise ValueError(f"{word!r} is no quota (10/s, 20/20m, 5000/day)")
        if (per_day if matched[3] == "day" else quota) is not None:
            raise ValueError(f"{word!r}: one quota of this kind is enough")
        if matched[3] == "day":
            per_day = int(matched[1])
        else:
            quota = Quota(int(matched[1]), int(matched[2] or 1) * PERIODS[matched[3]])
    return Service(name or where.netloc.rpartition("@")[2], url, quota, per_day)


@dataclass(frozen=True)
class ServiceState:
    """One service as its row says, at `now` by the database's clock."""

    name: str
    quota: str
    """In the words of the setting; empty without one."""
    rate: float | None
    tokens: float
    """Now in the bucket."""
    per_day: int | None
    spent: int
    """Today, in Vietnam; with what was taken and not used."""
    failures: int
    """In a row, the last of them at `failed_at` because of `fault`."""
    fault: str
    failed_at: datetime | None
    resting_until: datetime | None
    now: datetime

    @property
    def state(self) -> str:
        """`well`, `spent` (the day's quota), `resting`, or `probed`: rested long enough, the next caller tries."""
        if self.resting_until:
            return "resting" if self.resting_until > self.now else "probed"
        return "spent" if self.left < 1 else "well"

    @property
    def left(self) -> float:
        """Of the day's quota."""
        return inf if self.per_day is None else self.per_day - self.spent

    @property
    def at_once(self) -> int:
        """How many stamps it may be asked for now, `MOST` at most; one when it is probed."""
        if self.ready_in > timedelta():
            return 0
        return 1 if self.resting_until else int(min(MOST, self.left, self.tokens if self.rate else MOST))

    @property
    def ready_in(self) -> timedelta:
        """How long until it may be asked."""
        waits = [timedelta()]
        if self.resting_until:
            waits.append(self.resting_until - self.now)
        elif self.rate and self.tokens < 1:
            waits.append(timedelta(seconds=(1 - self.tokens) / self.rate))
        if self.left < 1:
            waits.append(midnight_after(self.now) - self.now)
        return max(waits)


@dataclass(frozen=True)
class Queue:
    """Signatures that wait for their time stamp."""

    depth: int
    oldest: datetime | None
    """When the one that has waited longest was made."""


def midnight_after(moment: datetime) -> datetime:
    """When the next day begins in Vietnam."""
    here = moment.astimezone(VIETNAM)
    return here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def ready_in(states: list[ServiceState]) -> timedelta:
    """How long until the first of them may be asked; at once when none was ever asked."""
    return min((one.ready_in for one in states), default=timedelta())


def at_once(states: list[ServiceState]) -> int:
    """How many stamps the first of them that may be asked gives now; one when none was ever asked."""
    return next((one.at_once for one in states if one.at_once), 0 if states else 1)


def next_try(depth: int, ready: timedelta) -> timedelta:
    """When one of `depth` who wait tries again: all together every half second, and not before anybody can be asked."""
    return min(max(ready, SPACING * depth, timedelta(seconds=1)), LONGEST_WAIT)
