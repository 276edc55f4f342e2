"""The archive and its second copy: the same OCFL objects on another disk, each the other's help when something is damaged."""

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from domain.errors import NotFound, Unavailable
from store.files import put_in_place
from store.ocfl import WRITING, ArchivedObject, Ocfl, Overtaken

log = logging.getLogger(__name__)


class ArchiveCopy:
    """Keeps objects twice. Without a second root it keeps and mends nothing.

    The second root counts as there when it is declared as one: an empty mount point is not, so that nothing is written beneath it, and
    nothing is called removed that lives on a disk that is away.
    """

    def __init__(self, first: Ocfl, second: Path | None) -> None:
        self.first = first
        self.second = Ocfl(second) if second else None

    def prepare(self) -> None:
        """Declares the second root: once, when its disk is new, by whoever sees that it is mounted. Raises: OSError."""
        if self.second:
            if not self.second.root.is_dir():
                raise FileNotFoundError(self.second.root)
            self.second.declare()

    def demand(self) -> None:
        """Raises: Unavailable when the second root is configured and away."""
        if self.second and not self.there:
            raise Unavailable("archive_copy")

    def put(self, object_id: str, files: Mapping[str, bytes], message: str, now: datetime) -> ArchivedObject:
        """As `Ocfl.put`, alone on the object."""
        with self.first.locked(object_id):
            return self.first.put(object_id, files, message, now)

    def add(self, object_id: str, files: Mapping[str, bytes], message: str, now: datetime, head: str) -> ArchivedObject:
        """As `Ocfl.add`, alone on the object, on the version the files were made for. Raises: Overtaken, Damaged."""
        with self.first.locked(object_id):
            if self.first.fingerprint(object_id) != head:
                raise Overtaken(object_id)
            return self.first.add(object_id, files, message, now)

    def keep(self, object_id: str) -> None:
        """Copies what the second root lacks of the object, its inventories last; safe to repeat. Raises: Unavailable."""
        if self.second:
            self.demand()
            with self.first.locked(object_id):
                _level(self.first.path(object_id), self.second.path(object_id))

    def kept(self, object_id: str) -> bool:
        """As `keep`; False where it cannot be copied now: it is when it is read again."""
        try:
            self.keep(object_id)
        except (Unavailable, OSError):
            log.warning("the second copy of the archive is away")
            return False
        return True

    def damages(self, object_id: str, fingerprint: str) -> list[str]:
        """What is damaged in the first root; an object that is whole in itself but not the one of this fingerprint is, too."""
        return _damages(self.first, object_id, fingerprint)

    def check(self, object_id: str, fingerprint: str) -> tuple[list[str], list[str]]:
        """Reads both roots and mends each from the other; gives what was mended and what stays damaged anywhere.

        Nothing is laid over an object that has more versions than its helper. What the second root never had is filled, not mended.
        """
        with self.first.locked(object_id):
            mended, left = _mended(self.first, self.second, object_id, fingerprint)
            if self.second and self.there:
                filled = _versions(self.second.path(object_id)) < _versions(self.first.path(object_id))
                if filled and not left:
                    _level(self.first.path(object_id), self.second.path(object_id))
                more, bad = _mended(self.second, self.first, object_id, fingerprint)
                mended, left = mended + [one for one in more if not filled], list(dict.fromkeys(left + bad))
            return mended, left

    def remove(self, object_id: str) -> None:
        """The object goes from both roots; safe to repeat. Raises: Unavailable when the second root is away: nothing is done."""
        self.demand()
        with self.first.locked(object_id):
            self.first.remove(object_id)
            if self.second:
                self.second.remove(object_id)

    @property
    def there(self) -> bool:
        """Whether a second root is configured and its disk is mounted."""
        return self.second is not None and (self.second.root / "0=ocfl_1.1").exists()


def _level(source: Path, place: Path) -> None:
    """Files that are lacking, the object's own inventory last; nothing where the other has more versions."""
    if _versions(place) > _versions(source):
        return
    files = [path for path in source.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda one: (one.parent == source, len(one.parts), one.name)):
        to = place / path.relative_to(source)
        if not to.exists() or (path.parent == source and to.read_bytes() != path.read_bytes()):
            put_in_place(to, path.read_bytes())


def _versions(place: Path) -> int:
    return len(list(place.glob("v*")))


def _damages(root: Ocfl, object_id: str, fingerprint: str) -> list[str]:
    """Whatever keeps the object from being read is damage."""
    try:
        found = list(root.damages(object_id))
        return found if found or root.knows(object_id, fingerprint) else ["inventory.json"]
    except (NotFound, OSError, ValueError):
        return ["inventory.json"]


def _mended(root: Ocfl, helper: Ocfl | None, object_id: str, fingerprint: str) -> tuple[list[str], list[str]]:
    damaged = _damages(root, object_id, fingerprint)
    if not damaged or helper is None or not _may_help(helper, root, object_id, fingerprint):
        return [], damaged
    inventory, source, place = helper.inventory(object_id), helper.path(object_id), root.path(object_id)
    for version in ("", *inventory.versions):
        for name in (inventory.sidecar, "inventory.json"):
            put_in_place(place / version / name, (source / version / name).read_bytes())
    for path in list(root.damages(object_id)):
        held = source / path
        if not held.exists():
            _put_aside(root, place / path)
        elif path not in inventory.paths or inventory.digest(held.read_bytes()) == inventory.paths[path]:
            put_in_place(place / path, held.read_bytes())
    left = _damages(root, object_id, fingerprint)
    return [path for path in damaged if path not in left], left


def _may_help(helper: Ocfl, root: Ocfl, object_id: str, fingerprint: str) -> bool:
    """A copy that was changed too mends nothing, nor does one that lacks a version the other has."""
    try:
        if not helper.knows(object_id, fingerprint):
            return False
        versions = len(helper.inventory(object_id).versions)
    except (NotFound, OSError, ValueError):
        return False
    return versions >= _versions(root.path(object_id))


def _put_aside(root: Ocfl, path: Path) -> None:
    """A file that belongs to no version: it is kept for a day where nobody takes it for one."""
    aside = root.root / WRITING / f"stray-{uuid4().hex}-{path.name}"
    aside.parent.mkdir(parents=True, exist_ok=True)
    path.replace(aside)
