"""The governor of the time-stamp services: rows that all processes share, asked for a few tokens at a time when much is stamped."""

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta

from activities.leases import Lease
from domain.stamps import Service
from signing.stamping import Grant
from store.engine import Sessions
from store.writes import stamps as writes


class Quotas:
    """`signing.stamping.Governor` for one process. Use it in one event loop."""

    def __init__(self, sessions: Sessions, named: Sequence[Service]) -> None:
        self.sessions = sessions
        self.named = named
        self.leases = {(one.name, waited): Lease() for one in named for waited in (False, True)}
        self.introducing = asyncio.Lock()
        self.introduced = False

    async def take(self, service: str, waited: bool) -> Grant | None:
        await self._introduce()
        lease = self.leases[service, waited]
        lease.waiting += 1
        try:
            async with lease.lock:
                return lease.use() or await self._renew(lease, service, waited)
        finally:
            lease.waiting -= 1

    async def _renew(self, lease: Lease, service: str, waited: bool) -> Grant | None:
        now = time.monotonic()
        async with self.sessions.begin() as session:
            taken = await writes.take(session, service, lease.wish(now), waited)
        if taken is None:
            lease.left = 0
            return None
        return lease.begin(taken, now)

    async def failed(self, service: str, grant: Grant, fault: str, rest: timedelta | None) -> None:
        """What was taken before is not used to ask a service that fails."""
        self._drop(service)
        async with self.sessions.begin() as session:
            await writes.failed(session, service, grant.probe, fault, rest)

    async def answered(self, service: str) -> None:
        self._drop(service)
        async with self.sessions.begin() as session:
            await writes.answered(session, service)

    def _drop(self, service: str) -> None:
        for waited in (False, True):
            self.leases[service, waited].left = 0

    async def _introduce(self) -> None:
        """The rows are what this installation names, from the first question of a process on."""
        if self.introduced:
            return
        async with self.introducing:
            if not self.introduced:
                async with self.sessions.begin() as session:
                    await writes.name(session, self.named)
                self.introduced = True
