"""What open pages are told by themselves: one LISTEN connection of the process wakes the pages of each person."""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

import psycopg

from domain.errors import NotAllowed, SignInRefused

CHANNEL = "inbox"
"""Told by `store.writes` in the act's own transaction; the payload is the person's id."""
HEARTBEAT = 20.0
"""Seconds of silence after which a comment is sent, so that proxies keep the stream and dead ones are noticed."""
Connect = Callable[[], Awaitable[psycopg.AsyncConnection[tuple[object, ...]]]]
"""Gives an autocommit connection of its own."""
log = logging.getLogger(__name__)


class Wake:
    """What one open page waits for.

    A mark, not a queue: "your inbox changed" said five times is said once, so nothing can pile up behind a slow page, and whoever was
    away (an overflow, a lost connection) is simply woken and counts afresh.
    """

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.ended = False

    async def wait(self) -> bool:
        """True when something changed, False after `HEARTBEAT` seconds of silence."""
        try:
            await asyncio.wait_for(self.event.wait(), HEARTBEAT)
        except TimeoutError:
            return False
        self.event.clear()
        return True


class Broker:
    """Fans NOTIFY out to the pages that wait."""

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self.waiting: dict[str, set[Wake]] = {}
        self.listening = asyncio.Event()
        self.ended = False

    @contextmanager
    def page(self, person: str) -> Iterator[Wake]:
        """Registers one open page of `person` for as long as its stream lives."""
        wake = Wake()
        wake.ended = self.ended
        self.waiting.setdefault(person, set()).add(wake)
        try:
            yield wake
        finally:
            self.waiting[person].discard(wake)
            if not self.waiting[person]:
                del self.waiting[person]

    def tell(self, person: str) -> None:
        for wake in self.waiting.get(person, ()):
            wake.event.set()

    def tell_all(self) -> None:
        for person in self.waiting:
            self.tell(person)

    def close(self) -> None:
        """Ends every stream now: a server that stops waits for them."""
        self.ended = True
        for wakes in self.waiting.values():
            for wake in wakes:
                wake.ended = True
                wake.event.set()

    async def run(self) -> None:
        """Listens until cancelled. After a lost connection everybody counts again: NOTIFY is not kept for who was away."""
        delay = 0.2
        while True:
            try:
                async with await self.connect() as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self.listening.set()
                    self.tell_all()
                    delay = 0.2
                    async for told in connection.notifies():
                        self.tell(told.payload)
            except (psycopg.Error, OSError) as lost:
                log.warning("live counts: connection lost: %s", lost)
            self.listening.clear()
            await asyncio.sleep(delay)
            delay = min(delay * 2, 5.0)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Broker"]:
        """The broker at work for the life of the web process."""
        self._end_on_signals(asyncio.get_running_loop())
        task = asyncio.create_task(self.run())
        try:
            yield self
        finally:
            self.close()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _end_on_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        # uvicorn waits for open streams before it lets the lifespan end: the signal itself must end them (0.1 s instead of seconds).
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)
            if callable(before):
                signal.signal(number, self._closing_then(loop, before))

    def _closing_then(
        self, loop: asyncio.AbstractEventLoop, before: Callable[[int, FrameType | None], object]
    ) -> Callable[[int, FrameType | None], None]:
        def close(number: int, where: FrameType | None) -> None:
            loop.call_soon_threadsafe(self.close)
            before(number, where)

        return close


async def changes(broker: Broker, person: str, look: Callable[[], Awaitable[Mapping[str, str]]]) -> AsyncIterator[bytes]:
    """A person's stream: everything at once, then what changed, looked for when woken and after silence; a comment when nothing did.

    `look` gives event → data, and refuses whoever is no longer signed in or holds no post any more: that ends the stream.
    Silence is looked at too: what was put aside comes back by the clock, and nobody writes a row for it.
    """
    with broker.page(person) as wake:
        yield b"retry: 2000\n\n"
        told: Mapping[str, str] = {}
        woken = True
        while not wake.ended:
            try:
                now = await look()
            except (SignInRefused, NotAllowed):
                return
            for event, data in now.items():
                if told.get(event) != data:
                    yield f"event: {event}\ndata: {data}\n\n".encode()
            if told == now and not woken:
                yield b": \n\n"
            told, woken = now, await wake.wait()
