"""Tokens made ahead: serial number, first secret and kind of key of each, in a file only the signer reads."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from domain.errors import Unavailable
from signing.tokens import KeyKind


@dataclass(frozen=True)
class Spare:
    """A token nobody has yet."""

    serial: str
    secret: str
    kind: KeyKind


class Pool:
    """The file of spare tokens (0600). Safe for several processes: each change is made under a lock, in one rename."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, spares: Iterable[Spare]) -> None:
        with self._changing() as kept:
            kept.extend(spares)

    def take(self, kind: KeyKind = KeyKind.P256) -> Spare:
        """A spare token, no longer in the pool. Raises: Unavailable("tokens") when there is none."""
        with self._changing() as kept:
            spare = next((one for one in kept if one.kind is kind), None)
            if spare is None:
                raise Unavailable("tokens")
            kept.remove(spare)
        return spare

    def count(self, kind: KeyKind = KeyKind.P256) -> int:
        return sum(one.kind is kind for one in self._read())

    @contextmanager
    def _changing(self) -> Iterator[list[Spare]]:
        with open(os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            kept = self._read()
            yield kept
            self._write(kept)

    def _read(self) -> list[Spare]:
        if not self._path.exists():
            return []
        return [Spare(one["serial"], one["secret"], KeyKind(one["kind"])) for one in json.loads(self._path.read_text())]

    def _write(self, kept: list[Spare]) -> None:
        new = self._path.with_suffix(".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump([asdict(one) for one in kept], file)
            file.flush()
            os.fsync(file.fileno())
        new.rename(self._path)
