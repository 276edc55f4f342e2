"""How a process of ours runs: until it is told to stop, then cleanly."""

import asyncio
import gc
import logging
import signal
from collections.abc import Awaitable, Callable

import uvloop

from app.settings import Settings

TALKATIVE = ("fontTools",)
"""Libraries that tell each step at `info`: the one that cuts a font to the letters of a signature tells forty lines for each."""
Serve = Callable[[Settings, asyncio.Event], Awaitable[None]]


def run(settings: Settings, serve: Serve) -> None:
    """Runs `serve` until SIGTERM or SIGINT sets its event."""
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for talkative in TALKATIVE:
        logging.getLogger(talkative).setLevel(max(logging.WARNING, logging.getLogger().level))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_told(settings, serve))


async def _until_told(settings: Settings, serve: Serve) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    await serve(settings, stop)


def calm_collector() -> None:
    """What was imported stays; collections become rare (measured: p99 of a page from 40–80 ms to 15–25 ms)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
