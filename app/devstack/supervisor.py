"""Keeps the parts of a stack running: starts them in order, restarts what dies, and ends all of them together."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app.devstack.child import Child
from app.devstack.logs import log_of
from app.devstack.part import Part, PartState, Stage, present, waves
from app.devstack.state import StateFile
from app.readiness import HOPELESS, tell_ready

FIRST_DELAY, LONGEST_DELAY = 0.2, 15.0
"""Seconds before a dead part is started again: doubled each time, as before once it has stayed ready for `STEADY`."""
STEADY = 10.0
MOST_STARTS = 6
"""A part that never became ready in so many starts ends the whole start; one that ends with `HOPELESS` does so at once."""
FAREWELL = 8.0
"""Seconds all parts together have to end cleanly; what is left is killed."""


class StartFailed(Exception):
    """A part that all others need did not come up. Facts: its state."""

    def __init__(self, state: PartState) -> None:
        super().__init__(state.name, state.ended, state.log)
        self.state = state


class Supervisor:
    """Runs parts until told to stop. One thread, one loop: the kernel ties every part to it."""

    def __init__(
        self,
        parts: Iterable[Part],
        data: Path,
        facts: dict[str, Any],
        show: Callable[[dict[str, Any]], None],
        farewell: float = FAREWELL,
    ) -> None:
        """`facts` go into the state file; `show` gets the whole state at every change; `farewell` are the seconds to end in."""
        self._farewell = farewell
        self._parts = present(parts)
        self._data = data
        self._show = show
        self._file = StateFile(data, facts)
        self._states = {part.name: PartState(part.name, spare=part.spare) for part in self._parts}
        self._up = {part.name: asyncio.Event() for part in self._parts}
        self._said: dict[str, asyncio.Event] = {}
        self._children: dict[str, Child] = {}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Starts everything, serves until SIGTERM, SIGINT or SIGHUP, ends everything. Raises StartFailed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, self._stopping.set)
        self._changed()
        keepers = [asyncio.create_task(self._keep(part)) for part in self._parts]
        announcer, ender = asyncio.create_task(self._announce()), asyncio.create_task(self._stopping.wait())
        try:
            done, _ = await asyncio.wait([*keepers, ender], return_when=asyncio.FIRST_COMPLETED)
            while ender not in done:
                for task in done:
                    task.result()
                keepers = [keeper for keeper in keepers if not keeper.done()]
                done, _ = await asyncio.wait([*keepers, ender], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stopping.set()
            for task in (*keepers, announcer, ender):
                task.cancel()
            await asyncio.gather(*keepers, announcer, ender, return_exceptions=True)
            await self._end_all()

    async def _announce(self) -> None:
        for up in self._up.values():
            await up.wait()
        tell_ready()

    async def _keep(self, part: Part) -> None:
        """One part's whole life: start, watch, and start again while nobody stops the stack."""
        state, delay, vain = self._states[part.name], FIRST_DELAY, 0
        for need in part.needs:
            await self._up[need].wait()
        while True:
            began = asyncio.get_running_loop().time()
            code = await self._live(part)
            if part.once and code == 0:
                return
            if part.spare:
                self._ready(part, Stage.FAILED)
                return
            vain = 0 if self._up[part.name].is_set() else vain + 1
            if part.once or code == HOPELESS or vain >= MOST_STARTS:
                self._enter(part, Stage.FAILED)
                raise StartFailed(state)
            delay = FIRST_DELAY if asyncio.get_running_loop().time() - began > STEADY else delay
            self._enter(part, Stage.RESTARTING)
            state.restarts += 1
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    async def _live(self, part: Part) -> int:
        """From start to end of one process; gives its exit code, or minus the signal's number."""
        self._said[part.name] = asyncio.Event()
        child = Child(part, log_of(self._data, part.name), dict(os.environ), lambda line: self._hear(part, line))
        state = self._states[part.name]
        self._children[part.name], state.pid = child, child.pid
        self._enter(part, Stage.STARTING)
        try:
            async with asyncio.timeout(part.patience):
                await self._until_ready(part, child)
        except TimeoutError:
            child.send(signal.SIGKILL)
        code = await asyncio.shield(child.ended)
        del self._children[part.name]
        state.pid, state.log = None, child.last_lines()
        state.ended = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return code

    async def _until_ready(self, part: Part, child: Child) -> None:
        """Waits until the part serves, or a step has ended well; returns as well when it has died."""
        if part.once:
            if await asyncio.shield(child.ended) == 0:
                self._states[part.name].pid = None
                self._ready(part, Stage.DONE)
            return
        told = asyncio.create_task(self._serves(part))
        try:
            either: set[asyncio.Future[Any]] = {told, child.ended}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            told.cancel()
        if not child.ended.done():
            self._ready(part, Stage.READY)

    async def _serves(self, part: Part) -> None:
        """Returns when the part serves: its probe agrees, or it says so itself."""
        if part.probe is None:
            await self._said[part.name].wait()
        while part.probe and not await part.probe():  # noqa: ASYNC110 - another process cannot set an event here
            await asyncio.sleep(0.05)

    def _hear(self, part: Part, line: str) -> None:
        match line.split(" ", 3):
            case ["ready"]:
                self._said[part.name].set()
            case ["progress", done, total, what] if done.isdigit() and total.isdigit():
                self._states[part.name].progress = (int(done), int(total), what)
                self._changed()

    def _ready(self, part: Part, stage: Stage) -> None:
        self._states[part.name].progress = None
        self._enter(part, stage)
        self._up[part.name].set()

    def _enter(self, part: Part, stage: Stage) -> None:
        self._states[part.name].enter(stage)
        self._changed()

    def _changed(self) -> None:
        self._show(self._file.write(self._states.values()))

    async def _end_all(self) -> None:
        """Ends every part, those nobody needs first; within the farewell whatever happens."""
        deadline = asyncio.get_running_loop().time() + self._farewell
        for wave in waves(self._parts):
            living = [(part, self._children[part.name]) for part in wave if part.name in self._children]
            for part, child in living:
                self._states[part.name].progress = None
                self._enter(part, Stage.STOPPING)
                child.send(part.stop)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(deadline):
                    await asyncio.gather(*(asyncio.shield(child.ended) for _, child in living))
            for part, child in living:
                child.send(signal.SIGKILL)
                await child.ended
                self._states[part.name].pid = None
                self._enter(part, Stage.STOPPED)
