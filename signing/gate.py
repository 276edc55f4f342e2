"""The gate before SoftHSM's files, where several processes have the same tokens: one at a time, and no token lost whoever is killed.

SoftHSM empties a token's file and then writes it, at each login and each signature. Who reads it in between stumbles; who is killed in
between (35 of 300 `kill -9` tried) leaves it empty for ever, and with it the person's key is lost. Whoever passes the gate to a token
therefore keeps a copy of its file beside it, and puts the copy back where the file is empty.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GENERATION = 8
"""Bytes at the head of a token's file that count how often it was written."""


class Gate:
    """A file to lock and the folder of tokens behind it. Safe for threads and processes; a killed process lets go."""

    def __init__(self, lock: Path, tokens: Path) -> None:
        self._lock, self._tokens = lock, tokens
        self._files: dict[str, Path] = {}

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Alone with all tokens, none of them emptied. Waits."""
        with self._alone():
            for file in self._tokens.glob("*/token.object"):
                _put_back(file)
            yield

    @contextmanager
    def at(self, serial: str) -> Iterator[None]:
        """Alone, and the token is safe from whoever is killed while it is written. Waits."""
        with self._alone():
            _keep(self._file(serial))
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(os.open(self._lock, os.O_CREAT | os.O_RDWR, 0o600), "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _file(self, serial: str) -> Path:
        """The token's file: a token's serial number is the end of its folder's UUID."""
        if serial not in self._files:
            self._files = {one.parent.name.replace("-", "")[-len(serial) :]: one for one in self._tokens.glob("*/token.object")}
        return self._files[serial]


def _keep(file: Path) -> None:
    """A copy of the file as it is, unless it is empty: then its copy is put back."""
    _put_back(file)
    now, copy = file.read_bytes(), _copy(file)
    if not copy.exists() or copy.read_bytes()[GENERATION:] != now[GENERATION:]:
        _write(copy, now)


def _put_back(file: Path) -> None:
    copy = _copy(file)
    if not file.stat().st_size and copy.exists():
        _write(file, copy.read_bytes())


def _copy(file: Path) -> Path:
    """Beside it, under a name that SoftHSM passes over."""
    return file.with_suffix(".kept")


def _write(to: Path, content: bytes) -> None:
    new = to.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.rename(to)
