"""Tokens of a time-stamp service that one process holds for a moment."""

import asyncio
import time
from dataclasses import dataclass, field

from domain.stamps import LEASE, MOST
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

    def use(self) -> Grant | None:
        if self.left < 1 or time.monotonic() >= self.until:
            return None
        self.left -= 1
        return self.grant

    def wish(self, now: float) -> int:
        """How many to ask for: as many as wait, and what the last lease shows to be needed in its time."""
        used = self.many - self.left
        needed = 2 * used if now < self.until else used if now < self.until + LEASE.total_seconds() else 1
        return max(1, min(MOST, max(self.waiting, needed)))

    def begin(self, taken: Taken, asked_at: float) -> Grant:
        """The first token is used at once."""
        self.grant, self.many, self.left = Grant(taken.probe, taken.ailing), taken.many, taken.many - 1
        self.until = asked_at + LEASE.total_seconds()
        return self.grant
