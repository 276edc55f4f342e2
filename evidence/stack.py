"""An hsba of its own, in a folder that goes away, started and stopped by its own commands."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HSBA = Path(sys.executable).with_name("hsba")
SETTINGS = ("HSBA_", "DATABASE_URL", "MIGRATION_URL", "TEMPORAL_", "PKCS11_MODULE", "PG_BINDIR")
"""Settings of another installation that must not leak into this one."""


class Failed(Exception):
    """A command of hsba did not do what it should: its own words."""


@dataclass(frozen=True)
class Stack:
    """A running installation."""

    data: Path

    def demo(self, out: Path) -> Mapping[str, Any]:
        """Plays both stories; the finished PDFs are in `out`."""
        return self._told("demo", "--out", str(out), seconds=180)

    def status(self) -> Mapping[str, Any]:
        """Where everything is."""
        return self._told("status", seconds=30)

    def _told(self, *words: str, seconds: int) -> Mapping[str, Any]:
        said = hsba(*words, "--json", data=self.data, seconds=seconds)
        try:
            told: Mapping[str, Any] = json.loads(said)
        except json.JSONDecodeError as fault:
            raise Failed(f"hsba {words[0]} --json: {fault}: {said[:300]!r}") from fault
        return told


@contextmanager
def running(data: Path) -> Iterator[Stack]:
    """Starts a stack on `data` and always brings it down again. Raises: Failed."""
    try:
        hsba("up", "--detach", "--no-stories", "--port", str(_free_port()), data=data, seconds=180)
        yield Stack(data)
    except BaseException:
        # What went wrong first is what is told.
        with suppress(Failed, subprocess.SubprocessError):
            hsba("down", data=data, seconds=30)
        raise
    hsba("down", data=data, seconds=30)


def hsba(*words: str, data: Path, seconds: int) -> str:
    """What a command of hsba prints, with `data` as its folder. Raises: Failed, TimeoutExpired."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    command = (str(HSBA), *words, "--data", str(data))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        try:
            said, complained = child.communicate(timeout=seconds)
        except BaseException:
            _interrupt(child)
            raise
    if child.returncode:
        raise Failed(f"hsba {' '.join(words)}: exit {child.returncode}\n{said[-2000:]}\n{complained[-4000:]}")
    return said


def _interrupt(child: subprocess.Popen[str]) -> None:
    """Asks it to end, before killing it: `hsba up` then also ends the stack that it was starting."""
    child.send_signal(signal.SIGINT)
    try:
        child.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
