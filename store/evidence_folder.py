"""Evidence groups beside the objects of the archive: one file for each, on both disks."""

import logging
from hashlib import sha256
from pathlib import Path

from domain.names import EvidenceId
from store.archive_copy import ArchiveCopy
from store.files import make_folder, replace_file
from store.ocfl import Damaged

FOLDER = Path("extensions") / "hsba-evidence"
"""Below the storage root; no object lies there (OCFL 1.1 §4.3)."""
log = logging.getLogger(__name__)


class EvidenceFolder:
    """`extensions/hsba-evidence/<group>.er`, replaced at once when a group is renewed."""

    def __init__(self, copy: ArchiveCopy) -> None:
        self._copy = copy
        self.first = copy.first.root / FOLDER
        self.second = copy.second.root / FOLDER if copy.second else None

    def path(self, group: EvidenceId) -> Path:
        return self.first / f"{group}.er"

    def put(self, group: EvidenceId, content: bytes) -> None:
        """In the place of what was kept; safe to repeat."""
        make_folder(self.first)
        replace_file(self.path(group), content)
        self._copied(group, content)

    def found(self, group: EvidenceId) -> bytes | None:
        """Whatever lies there; the row may not know it yet."""
        return _read(self.path(group))

    def holds(self, group: EvidenceId, digest: str) -> bool:
        """Whether the file of this SHA-256 lies in the first place."""
        content = self.found(group)
        return content is not None and _named(content, digest)

    def get(self, group: EvidenceId, digest: str) -> bytes:
        """The file whose SHA-256 the row names, brought back from the second copy where that alone holds it. Raises: Damaged."""
        content = self.found(group)
        if content is not None and _named(content, digest):
            self._copied(group, content)
            return content
        kept = _read(self.second / f"{group}.er") if self.second else None
        if kept is None or not _named(kept, digest):
            raise Damaged(f"{FOLDER}/{group}.er")
        make_folder(self.first)
        replace_file(self.path(group), kept)
        return kept

    def _copied(self, group: EvidenceId, content: bytes) -> None:
        """A disk that is away gets it when the group is next read."""
        if self.second is None:
            return
        if not self._copy.there:
            log.warning("the second copy of the archive is away")
            return
        make_folder(self.second)
        replace_file(self.second / f"{group}.er", content)


def _named(content: bytes, digest: str) -> bool:
    return sha256(content).hexdigest() == digest


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
