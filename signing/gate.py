"""The gate before SoftHSM's files, where several processes have the same tokens: one at a time, and no token lost whoever is killed.

SoftHSM empties a token's file and then writes it, at each login and each signature, and never syncs it. Who reads it in between
stumbles; who is killed in between (35 of 300 `kill -9` tried), a full disk or a power cut leaves it empty or torn for ever, and with it
the person's key is lost. Whoever passes the gate to a token therefore keeps a copy of its file beside it, and puts the copy back where
the file is shorter. A copy with another PIN is worse than none: when it cannot be renewed it goes.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from domain.errors import NotFound, Unavailable

COUNT = 8
"""Bytes at the head of a token's file that count how often it was written: who remembers the number reads the file no more."""
LONGEST = 1 << 16
"""Bytes that no token's file has."""
AHEAD = 1 << 20
"""How far the count of a file that is put back goes on, so that nobody remembers it from before."""
log = logging.getLogger(__name__)


class Gate:
    """A file to lock and the folder of tokens behind it. Safe for threads and processes; a killed process lets go."""

    def __init__(self, lock: Path, tokens: Path, part: str = "signer") -> None:
        """`part`: what is called away when a copy cannot be kept."""
        self._lock, self._tokens, self._part = lock, tokens, part
        self._of_this_process = Lock()
        self._held: int | None = None
        self._files: dict[str, Path] = {}
        self._kept: dict[Path, bytes] = {}
        """What this process saw in a token's file, after its count, when a copy of it was there."""

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Alone with all tokens, none of them torn. Waits."""
        with self._alone():
            for file in self._tokens.glob("*/token.object"):
                with _told():
                    _put_back(file, _read(file))
            yield

    @contextmanager
    def at(self, serial: str) -> Iterator[None]:
        """Alone, and the token is safe from whatever ends its writing. Waits. Raises: NotFound, Unavailable(part)."""
        with self._alone():
            file = self._file(serial)
            try:
                self._keep(file)
            except OSError as full:
                log.warning("a token's copy: %s", full)
                raise Unavailable(self._part) from full
            try:
                yield
            finally:
                with _told():
                    self._keep(file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._of_this_process:
            held = self._locked()
            try:
                yield
            finally:
                fcntl.flock(held, fcntl.LOCK_UN)

    def _locked(self) -> int:
        """The lock file that everybody locks: one that was put in its place (a restored folder) is opened anew."""
        while True:
            held = self._held = self._held or os.open(self._lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(held, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(held), self._lock.stat()):
                    return held
            os.close(held)
            self._held = None

    def _file(self, serial: str) -> Path:
        """The token's file: a token's serial number is the end of its folder's UUID. Raises: NotFound."""
        if serial not in self._files:
            self._files = {one.parent.name.replace("-", "")[-len(serial) :]: one for one in self._tokens.glob("*/token.object")}
        if serial not in self._files:
            raise NotFound("token", serial)
        return self._files[serial]

    def _keep(self, file: Path) -> None:
        """The file is whole, and a copy of it is there; told by one reading when nothing but its count changed. Raises: OSError."""
        now = _read(file)
        if now[COUNT:] == self._kept.get(file) and _copy(file).exists():
            return
        self._kept.pop(file, None)
        now = _put_back(file, now)
        if not now:
            raise OSError("a token's file is gone or empty, and no copy of it is there")
        try:
            _renew(_copy(file), now)
        except OSError:
            with suppress(OSError):
                _copy(file).unlink()
            raise
        self._kept[file] = now[COUNT:]


@contextmanager
def _told() -> Iterator[None]:
    """A full disk: logged, and no more than that."""
    try:
        yield
    except OSError as full:
        log.warning("a token's copy: %s", full)


def _put_back(file: Path, now: bytes) -> bytes:
    """The copy in the place of a file that is shorter (SoftHSM writes it at one length); what the file holds. Raises: OSError."""
    kept = _read(_copy(file))
    if len(now) >= len(kept):
        return now
    log.warning("a token's file was left half written and is put back")
    whole = (int.from_bytes(kept[:COUNT], "big") + AHEAD).to_bytes(COUNT, "big") + kept[COUNT:]
    _write(file, whole)
    return whole


def _renew(copy: Path, now: bytes) -> None:
    """The copy as the file is now, unless only the count differs. Raises: OSError."""
    if _read(copy)[COUNT:] != now[COUNT:]:
        _write(copy, now)


def _copy(file: Path) -> Path:
    """Beside it, under a name that SoftHSM passes over."""
    return file.with_suffix(".kept")


def _read(file: Path) -> bytes:
    """Nothing of a file that is not there. Raises: OSError, also for one that is no token's: SoftHSM's are some hundred bytes."""
    try:
        opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return b""
    try:
        if len(content := os.read(opened, LONGEST)) == LONGEST:
            raise OSError("a token's file is longer than any")
        return content
    finally:
        os.close(opened)


def _write(to: Path, content: bytes) -> None:
    """All or nothing, and on the disk."""
    new = to.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.rename(to)
