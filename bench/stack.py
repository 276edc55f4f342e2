"""A stack of its own for a benchmark, and what its processes cost."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HSBA = (sys.executable, "-m", "app")
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A stack with the demo's people and nothing else."""

    data: Path
    url: str
    pids: dict[str, int]

    def cpu(self) -> dict[str, float]:
        """CPU seconds used so far by each part and the processes under it, and by the load itself."""
        return {name: sum(map(_seconds, _family(pid))) for name, pid in self.pids.items()} | {"load": time.process_time()}


@contextmanager
def stack(port: int = 0) -> Iterator[Running]:
    """Starts a stack in a folder of its own, without playing the stories, and takes it away afterwards."""
    data = Path(tempfile.mkdtemp(prefix="hsba-bench-"))
    try:
        _hsba("up", "--data", str(data), "--port", str(port or _free()), "--detach", "--no-stories")
        status = json.loads(_hsba("status", "--data", str(data), "--json"))
        pids = {part["name"]: part["pid"] for part in status["parts"] if part["pid"]}
        yield Running(data, status["urls"]["web"], pids)
    except BaseException:
        shutil.copytree(data / "logs", "bench-out/logs", dirs_exist_ok=True)
        raise
    finally:
        subprocess.run([*HSBA, "down", "--data", str(data)], check=False, capture_output=True)
        shutil.rmtree(data, ignore_errors=True)


def _hsba(*words: str) -> str:
    done = subprocess.run([*HSBA, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"hsba {words[0]}: {done.stderr or done.stdout}")
    return done.stdout


def _free() -> int:
    from app.ports import free

    return free(set())


def _family(pid: int) -> list[int]:
    """The process and everything below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                below.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        waiting += below.get(one, [])
    return found


def _seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])) / TICK if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent, …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "")
    return {"cores": os.cpu_count(), "cpu": model, "python": sys.version.split()[0], "kernel": os.uname().release}
