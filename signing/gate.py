"""The gate before SoftHSM's files, where several processes have the same tokens: one at a time, and no token lost whoever is killed.

SoftHSM empties a token's file and then writes it, at each login and each signature, and never syncs it. Who reads it in between
stumbles; who is killed in between (35 of 300 `kill -9` tried), a full disk or a power cut leaves it empty or torn for ever, and with it
the person's key is lost. Whoever passes the gate to a token therefore keeps a copy of its file as the act left it, and puts the copy
back where the file is shorter. A copy with another PIN is worse than none: when it cannot be renewed it goes.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import NotFound, Unavailable

GENERATION = 8
"""Bytes at the head of a token's file that count how often it was written."""
log = logging.getLogger(__name__)


class Gate:
    """A file to lock and the folder of tokens behind it. Safe for threads and processes; a killed process lets go."""

    def __init__(self, lock: Path, tokens: Path) -> None:
        self._lock, self._tokens = lock, tokens
        self._files: dict[str, Path] = {}

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Alone with all tokens, none of them torn. Waits."""
        with self._alone():
            for file in self._tokens.glob("*/token.object"):
                with _told():
                    _put_back(file)
            yield

    @contextmanager
    def at(self, serial: str) -> Iterator[None]:
        """Alone, and the token is safe from whatever ends its writing. Waits. Raises: NotFound, Unavailable("signer")."""
        with self._alone():
            file = self._file(serial)
            try:
                _put_back(file)
                _renew(file)
            except OSError as full:
                log.warning("a token's copy: %s", full)
                raise Unavailable("signer") from full
            try:
                yield
            finally:
                _leave(file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(os.open(self._lock, os.O_CREAT | os.O_RDWR, 0o600), "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _file(self, serial: str) -> Path:
        """The token's file: a token's serial number is the end of its folder's UUID. Raises: NotFound."""
        if serial not in self._files:
            self._files = {one.parent.name.replace("-", "")[-len(serial) :]: one for one in self._tokens.glob("*/token.object")}
        if serial not in self._files:
            raise NotFound("token", serial)
        return self._files[serial]


@contextmanager
def _told() -> Iterator[None]:
    """A full disk: logged, and no more than that."""
    try:
        yield
    except OSError as full:
        log.warning("a token's copy: %s", full)


def _put_back(file: Path) -> None:
    """The copy in the place of a file that is shorter. Raises: OSError."""
    if _torn(file):
        log.warning("a token's file was left half written and is put back")
        _write(file, _copy(file).read_bytes(), firm=True)


def _renew(file: Path) -> None:
    """The copy as the file is now; synced when more than the count changed, a PIN perhaps. Raises: OSError."""
    now, copy = file.read_bytes(), _copy(file)
    before = copy.read_bytes() if copy.exists() else b""
    if now != before:
        _write(copy, now, firm=now[GENERATION:] != before[GENERATION:])


def _leave(file: Path) -> None:
    """After an act, done or refused: the copy follows the file, and the file never stays torn."""
    with _told():
        _put_back(file)
        try:
            _renew(file)
        except OSError:
            _copy(file).unlink(missing_ok=True)
            raise


def _torn(file: Path) -> bool:
    """SoftHSM writes a token's file at one length; what is shorter than its copy is not whole."""
    copy = _copy(file)
    return copy.exists() and file.stat().st_size < copy.stat().st_size


def _copy(file: Path) -> Path:
    """Beside it, under a name that SoftHSM passes over."""
    return file.with_suffix(".kept")


def _write(to: Path, content: bytes, firm: bool) -> None:
    new = to.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        if firm:
            os.fsync(file.fileno())
    new.rename(to)
