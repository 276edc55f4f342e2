"""`python -m tests.store.archive_steps FOLDER`: writes an object and a second version of it, killed at every step on disk in turn.

Prints a line for each step: what is seen after the kill, and what a repeat makes of it.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from domain.errors import NotFound
from store.ocfl import Damaged, Ocfl

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
WHICH = "urn:hsba:record:1"
FIRST = {"README.txt": b"mo ta", "documents/order-1/v1.pdf.age": b"sealed", "manifest.json": b"{}"}
LATER = {"documents/lab-result-2/v1.pdf.age": b"late", "manifest.json": b'{"more": 1}'}
STEPS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir"}
"""What the interpreter tells before it does it: each is one step on disk."""


def interrupted(at: int, root: Path, work: Callable[[], object]) -> bool:
    """Does the work in a child that is killed before its step `at`; whether it came so far."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    steps = count(1)

    def watch(event: str, facts: tuple[Any, ...]) -> None:
        if event in STEPS and str(root) in str(facts[0]) and next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    work()
    os._exit(0)


def seen(archive: Ocfl) -> str:
    """What a reader has: nothing, or how many files of a whole object."""
    try:
        files = {name: path.read_bytes() for name, path in archive.files(WHICH).items()}
    except NotFound:
        return "nothing"
    known = {len(FIRST): FIRST, len(FIRST | LATER): FIRST | LATER}
    return f"{len(files)} files" if files == known.get(len(files)) else f"torn: {sorted(files)}"


def walk(folder: Path) -> Iterator[str]:
    for name, ready, work in (("put", {}, FIRST), ("add", FIRST, LATER)):
        for at in count(1):
            archive = Ocfl(folder / f"{name}-{at}")
            if ready:
                archive.put(WHICH, ready, "Lưu trữ", NOW)
            make = partial(archive.add if ready else archive.put, WHICH, work, "Lưu trữ", NOW)
            killed = interrupted(at, archive.root, make)
            found = seen(archive)
            yield f"{name} {at} {'killed' if killed else 'ended'}: {found}, then {_repeated(archive, make, work)}"
            if not killed:
                break


def _repeated(archive: Ocfl, make: Callable[[], object], work: dict[str, bytes]) -> str:
    """A version that is there after it was settled is not written again."""
    try:
        if WHICH in archive:
            archive.settle(WHICH)
        if WHICH not in archive or not work.keys() <= archive.files(WHICH).keys():
            make()
        archive.verify(WHICH)
    except Damaged as wrong:
        return str(wrong)
    return seen(archive)


if __name__ == "__main__":
    for line in walk(Path(sys.argv[1])):
        print(line)  # noqa: T201 - a command
