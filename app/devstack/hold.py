"""Who runs an installation: one supervisor per data folder, by a file lock that ends with its process."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Holder:
    """The supervisor that holds a data folder."""

    pid: int
    since: str
    command: str


class Held(Exception):
    """Another supervisor runs this installation. Facts: the holder."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def hold(data: Path) -> Iterator[None]:
    """Holds the data folder while the block runs. Raises Held."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "lock").open("a+") as lock:
        if not _locked(lock.fileno()):
            time.sleep(0.2)  # `hsba status` looks by locking for an instant
            if not _locked(lock.fileno()):
                raise Held(_written(data))
        me = Holder(os.getpid(), datetime.now().astimezone().isoformat(timespec="seconds"), " ".join(sys.argv))
        lock.truncate(0)
        lock.write(json.dumps(asdict(me)))
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def holder(data: Path) -> Holder | None:
    """Who holds the data folder now."""
    try:
        with (data / "lock").open() as lock:
            return None if _locked(lock.fileno()) else _written(data)
    except FileNotFoundError:
        return None


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _written(data: Path) -> Holder:
    try:
        return Holder(**json.loads((data / "lock").read_text()))
    except ValueError:  # it holds the lock and has not yet written its name
        return Holder(0, "", "")
