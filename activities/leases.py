"""Tokens of a time-stamp service that one process holds for a moment."""

import asyncio
import time
from dataclasses import dataclass, field

from domain.stamps import LEASE, LEASE_UNRATED, MOST, MOST_UNRATED
from signing.stamping import Grant
from store.writes.stamps import Taken


@dataclass
class Lease:
    """Lost with its process, or when its moment is over; never used twice."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    grant: Grant = field(default_factory=Grant)
    left: int = 0
    many: int = 0
    """Tokens it began with."""
    until: float = 0.0
    """By the monotonic clock, counted from before the database was asked."""
    waiting: int = 0
    rated: bool = True
    """By a service that counts by the second."""

    @property
    def length(self) -> float:
        return (LEASE if self.rated else LEASE_UNRATED).total_seconds()

    def use(self) -> Grant | None:
        if self.left < 1 or time.monotonic() >= self.until:
            return None
        self.left -= 1
        return self.grant

    def wish(self, now: float) -> int:
        """How many to ask for: as many as wait, and what the last lease shows to be needed in its time."""
        used = self.many - self.left
        needed = 2 * used if now < self.until else used if now < self.until + self.length else 1
        return max(1, min(MOST if self.rated else MOST_UNRATED, max(self.waiting, needed)))

    def begin(self, taken: Taken, asked_at: float) -> Grant:
        """The first token is used at once."""
        self.rated, self.grant = taken.rated, Grant(taken.probe, taken.ailing)
        self.many, self.left = taken.many, taken.many - 1
        self.until = asked_at + self.length
        return self.grant
