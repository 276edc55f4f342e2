"""The second copy of the archive: the same OCFL objects on another disk, and where damaged files are brought back from."""

import logging
from pathlib import Path

from domain.errors import Unavailable
from store.files import replace_file, write_once
from store.ocfl import WRITING, Ocfl

log = logging.getLogger(__name__)


class ArchiveCopy:
    """Keeps objects twice. Without a second root it keeps and mends nothing."""

    def __init__(self, first: Ocfl, second: Path | None) -> None:
        self.first = first
        self.second = Ocfl(second) if second else None

    def keep(self, object_id: str) -> None:
        """Copies what the second root lacks of the object, its inventories last; safe to repeat.

        Raises: Unavailable when the second root's disk is away.
        """
        if self.second is None:
            return
        if not self.second.root.is_dir():
            raise Unavailable("archive_copy")
        self.second.declare()
        source, place = self.first.path(object_id), self.second.path(object_id)
        files = [path for path in source.rglob("*") if path.is_file()]
        for path in sorted(files, key=lambda one: (one.parent == source, len(one.parts), one.name)):
            to = place / path.relative_to(source)
            if path.parent == source:
                _lay(to, path.read_bytes())
            else:
                write_once(to, path.read_bytes())

    def keep_if_there(self, object_id: str) -> None:
        """As `keep`; what cannot be copied now is copied when it is read again."""
        try:
            self.keep(object_id)
        except Unavailable:
            log.warning("the second copy of the archive is away")

    def damages(self, object_id: str, fingerprint: str) -> list[str]:
        """What is damaged in the first root; an object that is whole in itself but not the one of this fingerprint is, too."""
        if object_id not in self.first:
            return ["inventory.json"]
        found = list(self.first.damages(object_id))
        return found if found or self.first.fingerprint(object_id) == fingerprint else ["inventory.json"]

    def mend(self, object_id: str, fingerprint: str) -> tuple[list[str], list[str]]:
        """Brings back what is damaged in the first root; gives what was mended and what stays damaged.

        The second copy's own inventory must be the one of the fingerprint: a copy that was changed too mends nothing.
        """
        damaged = self.damages(object_id, fingerprint)
        if not damaged or self.second is None or not self._sound(object_id, fingerprint):
            return [], damaged
        inventory = self.second.inventory(object_id)
        source, place = self.second.path(object_id), self.first.path(object_id)
        for version in ("", *inventory.versions):
            for name in (inventory.sidecar, "inventory.json"):
                _lay(place / version / name, (source / version / name).read_bytes())
        for path in list(self.first.damages(object_id)):
            held = source / path
            if not held.exists():
                self._put_aside(place / path)
            elif path not in inventory.paths or inventory.digest(held.read_bytes()) == inventory.paths[path]:
                _lay(place / path, held.read_bytes())
        left = self.damages(object_id, fingerprint)
        return [path for path in damaged if path not in left], left

    def remove(self, object_id: str) -> None:
        """The object goes from both roots; safe to repeat. Raises: Unavailable when the second root's disk is away: nothing is done."""
        if self.second and not self.second.root.is_dir():
            raise Unavailable("archive_copy")
        for root in (self.first, *((self.second,) if self.second else ())):
            root.remove(object_id)

    def _sound(self, object_id: str, fingerprint: str) -> bool:
        assert self.second
        return object_id in self.second and self.second.fingerprint(object_id) == fingerprint

    def _put_aside(self, path: Path) -> None:
        """A file that belongs to no version: it is kept where nobody takes it for one."""
        aside = self.first.root / WRITING / f"stray-{path.name}"
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.replace(aside)


def _lay(path: Path, content: bytes) -> None:
    """These bytes in this place, whether something was there or not."""
    if path.exists():
        replace_file(path, content)
    else:
        write_once(path, content)
