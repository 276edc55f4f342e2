"""Where wrapped keys lie: the same files in several folders, on several disks; replicated, never versioned."""

import logging
import os
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from domain.errors import NotFound, Unavailable
from domain.wrapped import MARK, Wrapped
from store.files import replace_file, write_once

GONE = "destroyed"
"""Folder of each place with the names of keys that were destroyed: whatever brings an old copy of a key back is told by it."""
RETIRED = "retired"
"""Folder of each place with the marks of wrapping keys by which nothing is wrapped any more, and since when (ISO 8601)."""
MARKER = "hsba-key-store"
"""File by which a folder is known for a place of the store."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """What a round over all places found: how many keys, copies brought back, destroyed keys that had come back."""

    keys: int = 0
    copied: int = 0
    destroyed: int = 0


class KeyPlaces:
    """Files by name; any place that is there is read, all are written. Knows no key.

    A place is there when it bears the store's mark: an empty mount point has none, so that nothing is written beneath it and nothing
    is called destroyed that lives on a disk that is away.
    """

    def __init__(self, folder: Path, *replicas: Path) -> None:
        self.folder = folder
        self.all = (folder, *replicas)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not replicas or any(_names(folder)):
            write_once(folder / MARKER, b"hsba\n")

    def prepare(self) -> None:
        """Marks every folder as a place of this store: once, when a disk is new, by whoever sees that it is mounted. Raises: OSError."""
        for place in self.all:
            if not place.is_dir():
                raise FileNotFoundError(place)
            write_once(place / MARKER, b"hsba\n")

    @property
    def present(self) -> list[Path]:
        return [place for place in self.all if (place / MARKER).exists()]

    def has(self, name: str) -> bool:
        return not self.gone(name) and any((place / name).exists() for place in self.present)

    def gone(self, name: str) -> bool:
        """Whether the key was destroyed, as any place knows."""
        return any((place / GONE / name).exists() for place in self.present)

    def read(self, name: str) -> bytes:
        """From the first place that has it. Raises: FileNotFoundError, also for what was destroyed."""
        place = next((one for one in self.present if (one / name).exists()), None)
        if place is None or self.gone(name):
            raise FileNotFoundError(name)
        return (place / name).read_bytes()

    def add(self, name: str, content: bytes) -> None:
        """The first that comes stays, wherever it lies. A place that is away gets it at the next round.

        Raises: NotFound for a destroyed key, Unavailable when no place is there, or for what a retired key wrapped.
        """
        if self.gone(name):
            raise NotFound("key", name)
        self._refuse_retired(content)
        if not self.present:
            raise Unavailable("keys")
        kept = self.read(name) if self.has(name) else content
        write_once(self.present[0] / name, kept)
        for place in self.all:
            if place in self.present:
                write_once(place / name, self.read(name))
            else:
                log.warning("key store: a copy is away: %s", place)

    def replace(self, place: Path, name: str, content: bytes) -> None:
        """Other bytes for a key that is there; one that was destroyed meanwhile stays so.

        Raises: Unavailable for what a retired key wrapped.
        """
        self._refuse_retired(content)
        if (place / name).exists() and not self.gone(name):
            replace_file(place / name, content)
        if self.gone(name):
            _shred(place / name)

    def names(self, place: Path | None = None) -> Iterator[str]:
        """Of one place, or of all that are there."""
        if place:
            return _names(place)
        return iter(sorted({name for one in self.present for name in _names(one)}))

    def lying(self, place: Path, name: str, length: int = -1) -> bytes | None:
        """The first `length` bytes of a listed file, or all; None when the key was destroyed since.

        Raises: Unavailable when it went otherwise: a disk that goes must not look like keys that nobody has.
        """
        try:
            with (place / name).open("rb") as file:
                return file.read(length)
        except FileNotFoundError:
            if self.gone(name):
                return None
            raise Unavailable("keys") from None

    def mark(self, place: Path, name: str) -> bytes | None:
        """Of the key that wraps this one. None and Raises: as `lying`."""
        return self.lying(place, name, MARK)

    def marks(self) -> Counter[bytes]:
        """How many files each wrapping key wraps, by its mark, over all places that are there. Raises: as `lying`."""
        found = (self.mark(place, name) for place in self.present for name in self.names(place))
        return Counter(mark for mark in found if mark is not None)

    def retire(self, mark: bytes, at: datetime) -> datetime:
        """From now on nothing that this key wrapped is laid down in any place. Since when: what was noted first stays.

        Raises: Unavailable when a place is away.
        """
        self.demand()
        for place in self.all:
            write_once(place / RETIRED / mark.hex(), at.isoformat().encode())
        return max(datetime.fromisoformat((place / RETIRED / mark.hex()).read_text()) for place in self.all)

    def take_back(self, mark: bytes) -> None:
        """The key was brought back and may wrap again."""
        for place in self.present:
            (place / RETIRED / mark.hex()).unlink(missing_ok=True)

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
        if len(self.present) != len(self.all):
            raise Unavailable("keys")

    def _refuse_retired(self, content: bytes) -> None:
        """Such a keeper does not see the newer key: its module shows the token as it was."""
        mark = Wrapped.of(content).mark
        if any((place / RETIRED / mark.hex()).exists() for place in self.present):
            log.error("the keeper still wraps by the retired key %s: start it anew", mark.hex())
            raise Unavailable("keeper")

    def _gone(self, name: str) -> int:
        there = sum((place / name).exists() for place in self.all)
        self.destroy(name)
        return there

    def _copied(self, name: str) -> int:
        lacking = [place for place in self.all if not (place / name).exists()]
        for place in lacking:
            write_once(place / name, self.read(name))
        return len(lacking)


def name_of(key: str) -> str:
    """What a key's file is called: the SHA-256 of its id, so that the folder says nothing of records."""
    return urlsafe_b64encode(sha256(key.encode()).digest()).decode().rstrip("=")


def _names(place: Path) -> Iterator[str]:
    return (path.name for path in place.glob("*") if path.is_file() and not path.name.startswith(".") and path.name != MARKER)


def _shred(path: Path) -> None:
    """Overwritten before it goes, for what it is worth on the disk at hand."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
