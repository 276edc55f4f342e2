"""One started process: a session of its own that ends with whoever started it, a log, and what it says of itself."""

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.devstack.part import Part
from app.readiness import READY_FD

PR_SET_PDEATHSIG: Final = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, by: signal.Signals) -> None:
    """Asks the kernel to send `by` to this process when the thread that started it ends (prctl(2)); call it between fork and exec.

    The kernel forgets it when the user id changes. A parent that died before the call is noticed here.
    """
    _libc.prctl(PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:
        os.kill(os.getpid(), by)


class Child:
    """A running part. Build it in the main thread of a running loop: the kernel ties it to the thread that forks."""

    def __init__(self, part: Part, log: Path, environment: dict[str, str], told: Callable[[str], None]) -> None:
        self.part = part
        self._log = log
        self._begins = log.stat().st_size if log.exists() else 0
        self._loop = asyncio.get_running_loop()
        self._told = told
        self._heard = b""
        self._said, says = os.pipe()
        os.set_blocking(self._said, False)
        me = os.getpid()
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                part.command,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env={**environment, **part.environment, READY_FD: str(says)},
                pass_fds=(says,),
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(me, signal.SIGKILL),
            )
        os.close(says)
        self.pid = self._process.pid
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._pidfd = os.pidfd_open(self.pid)
        self._loop.add_reader(self._pidfd, self._end)
        self._loop.add_reader(self._said, self._hear)

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to the process, if it still runs."""
        if not self.ended.done():
            self._process.send_signal(number)

    def last_lines(self, count: int = 3) -> tuple[str, ...]:
        """The last lines it wrote, shortened."""
        with self._log.open("rb") as log:
            log.seek(max(self._begins, self._log.stat().st_size - 8192))
            lines = [line.strip() for line in log.read().decode(errors="replace").splitlines()]
        return tuple(line[:300] for line in lines if line)[-count:]

    def _end(self) -> None:
        self._loop.remove_reader(self._pidfd)
        os.close(self._pidfd)
        self._loop.remove_reader(self._said)
        os.close(self._said)
        code = self._process.wait()
        self._end_session()
        self.ended.set_result(code)

    def _end_session(self) -> None:
        """Ends what the process left behind in its session."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _hear(self) -> None:
        heard = os.read(self._said, 65536)
        if not heard:
            self._loop.remove_reader(self._said)
        *lines, self._heard = (self._heard + heard).split(b"\n")
        for line in lines:
            self._told(line.decode(errors="replace"))


def python(*arguments: str) -> tuple[str, ...]:
    """A command of this installation's own Python, run from anywhere."""
    return (sys.executable, *arguments)
