"""Where wrapped keys lie: the same files in several folders, on several disks; replicated, never versioned."""

import logging
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from domain.errors import NotFound, Unavailable
from store.files import replace_file, write_once

GONE = "destroyed"
"""Folder of each place with the names of keys that were destroyed: whatever brings an old copy of a key back is told by it."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """What a round over all places found: how many keys, copies brought back, destroyed keys that had come back."""

    keys: int = 0
    copied: int = 0
    destroyed: int = 0


class KeyPlaces:
    """Files by name; the first place is read, all are written. Knows no key."""

    def __init__(self, folder: Path, *replicas: Path) -> None:
        self.folder = folder
        self.all = (folder, *replicas)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def has(self, name: str) -> bool:
        return (self.folder / name).exists()

    def read(self, name: str) -> bytes:
        """Raises: FileNotFoundError."""
        return (self.folder / name).read_bytes()

    def add(self, name: str, content: bytes) -> None:
        """The first that comes stays. A place that is away gets it at the next round. Raises: NotFound for a destroyed key."""
        if (self.folder / GONE / name).exists():
            raise NotFound("key", name)
        write_once(self.folder / name, content)
        for place in self.all[1:]:
            try:
                _place_in(place, name, self.read(name))
            except OSError:
                log.warning("key store: a copy is away: %s", place)

    def replace(self, name: str, content: bytes) -> None:
        for place in self.all:
            replace_file(place / name, content)

    def names(self) -> Iterator[str]:
        return _names(self.folder)

    def destroy(self, name: str) -> None:
        """In every place, for good; safe to repeat. Raises: Unavailable when a place is away: nothing is done then."""
        self.demand()
        for place in self.all:
            write_once(place / GONE / name, b"")
        for place in self.all:
            _shred(place / name)

    def mend(self) -> Mended:
        """One round over all places: a key that a place lost is copied back, one that was destroyed and came back goes again.

        Raises: Unavailable when a place is away.
        """
        self.demand()
        gone = {path.name for place in self.all for path in (place / GONE).glob("*")}
        names = {name for place in self.all for name in _names(place)}
        back = sum(self._gone(name) for name in sorted(gone))
        copied = sum(self._copied(name) for name in sorted(names - gone))
        return Mended(len(names - gone), copied, back)

    def demand(self) -> None:
        """Raises: Unavailable when a place is away."""
        if not all(place.is_dir() for place in self.all):
            raise Unavailable("keys")

    def _gone(self, name: str) -> int:
        there = sum((place / name).exists() for place in self.all)
        self.destroy(name)
        return there

    def _copied(self, name: str) -> int:
        lacking = [place for place in self.all if not (place / name).exists()]
        source = next(place for place in self.all if place not in lacking)
        for place in lacking:
            _place_in(place, name, (source / name).read_bytes())
        return len(lacking)


def name_of(key: str) -> str:
    """What a key's file is called: the SHA-256 of its id, so that the folder says nothing of records."""
    return urlsafe_b64encode(sha256(key.encode()).digest()).decode().rstrip("=")


def _names(place: Path) -> Iterator[str]:
    return (path.name for path in place.glob("*") if path.is_file() and not path.name.startswith("."))


def _place_in(place: Path, name: str, content: bytes) -> None:
    """Only into a place that is there: a mount that is away must not be filled beneath. Raises: OSError."""
    if not place.is_dir():
        raise FileNotFoundError(place)
    write_once(place / name, content)


def _shred(path: Path) -> None:
    """Overwritten before it goes, for what it is worth on the disk at hand."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
