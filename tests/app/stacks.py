"""Stacks that tests start, look at and kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.devstack import state

ROOT = Path(__file__).parents[2]


@dataclass
class Stack:
    """A supervisor process and the data folder it runs on."""

    data: Path
    process: subprocess.Popen[str]

    def state(self) -> dict[str, Any]:
        """What it last wrote of itself."""
        return state.read(self.data) or {"parts": [], "ready": False, "pid": None}

    def part(self, name: str) -> dict[str, Any]:
        """What it last wrote of one part."""
        return next((part for part in self.state()["parts"] if part["name"] == name), {"pid": None, "stage": "", "restarts": 0})

    def wait_ready(self) -> None:
        """Returns when all parts of this process are ready."""
        eventually(lambda: self.state()["pid"] == self.process.pid and self.state()["ready"])

    def story(self) -> list[str]:
        """What the small parts wrote."""
        return (self.data / "story").read_text().splitlines()

    def end(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Sends a signal and waits; seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=15)
        return time.monotonic() - began


def small_stack(data: Path, story: str = "") -> Stack:
    """Starts the small stack of `small_stack.py`."""
    command = [sys.executable, "-m", "tests.app.small_stack", str(data), story]
    return Stack(data, subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True))


def eventually(true: Callable[[], object], within: float = 10.0) -> None:
    """Waits until something becomes true; fails when it does not."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not yet reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def naming(word: str) -> list[int]:
    """Living processes that name `word` on their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if word in line and int(folder.name) != os.getpid() and lives(int(folder.name)):
            found.append(int(folder.name))
    return found


def session_of(pid: int) -> list[int]:
    """Living processes of the session a part leads."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == pid and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def hsba(*words: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one `hsba` command on a data folder, with few spare tokens so that it starts quickly."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("HSBA_", "TEMPORAL_", "DATABASE_", "PKCS11_"))}
    given = {**plain, "HSBA_TOKEN_POOL": "2", "HSBA_DATA": str(data), "HSBA_TICKETS": str(data / "tickets"), **environment}
    command = [sys.executable, "-m", "app", *words]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=120, check=False)


def told(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON a command answered."""
    assert done.stdout, done.stderr
    return json.loads(done.stdout)
