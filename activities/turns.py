"""Whose turn it is in one worker process: what nobody waits for gives way to what somebody may wait for."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

LINGER = timedelta(seconds=2)
"""How long what went ahead counts as going on: a large set comes in several pieces, with a trip to Temporal between two."""
AT_MOST = timedelta(seconds=30)
"""How long all that is behind gives way, from when the first went ahead; half the time-out of whoever waits here."""


class Turns:
    """Of this process alone: with several workers each gives way to its own."""

    def __init__(self, linger: timedelta = LINGER, at_most: timedelta = AT_MOST) -> None:
        self._linger, self._at_most = linger.total_seconds(), at_most.total_seconds()
        self._ahead = 0
        self._free = asyncio.Event()
        self._free.set()
        self._resting: asyncio.TimerHandle | None = None
        self._began = 0.0

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """While the block runs, and a moment longer, others wait."""
        self._ahead += 1
        if self._free.is_set():
            self._free.clear()
            self._began = asyncio.get_running_loop().time()
        if self._resting:
            self._resting.cancel()
        try:
            yield
        finally:
            self._ahead -= 1
            if not self._ahead:
                self._resting = asyncio.get_running_loop().call_later(self._linger, self._free.set)

    async def behind(self) -> None:
        """Returns when nothing goes ahead, or when everybody behind has waited long enough, together."""
        left = self._began + self._at_most - asyncio.get_running_loop().time()
        if not self._free.is_set() and left > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._free.wait(), left)
