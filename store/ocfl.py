"""The archive: OCFL 1.1 objects on disk, written aside, synced, renamed, and verified before they count."""

import errno
import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from uuid import uuid4

from domain.errors import NotFound
from store.files import make_folder, replace_file, sync_folder, write_once
from store.inventory import Inventory, loaded

LAYOUT = {
    "extension": "0004-hashed-n-tuple-storage-layout",
    "description": "Objects lie under three pairs of three digits of the SHA-256 of their id",
}
LAYOUT_CONFIG = {
    "extensionName": "0004-hashed-n-tuple-storage-layout",
    "digestAlgorithm": "sha256",
    "tupleSize": 3,
    "numberOfTuples": 3,
    "shortObjectRoot": False,
}
WRITING = Path("extensions") / "hsba-writing"
"""Where objects and versions stand until they are whole."""
LOCKS = Path("extensions") / "hsba-locks"
DECLARED = "0=ocfl_object_1.1"


class Damaged(Exception):
    """An object on disk is not what its inventory says. Facts: folder of the object and file."""


class Overtaken(Exception):
    """Another attempt wrote the version that was to be written. Facts: id of the object."""


@dataclass(frozen=True)
class ArchivedObject:
    """An object as written: its id, where it lies, and the SHA-256 of its inventory."""

    id: str
    path: Path
    inventory_sha256: str


class Ocfl:
    """One storage root (OCFL 1.1 §4)."""

    def __init__(self, root: Path) -> None:
        """Nothing is written before there is something to keep."""
        self.root = root

    def declare(self) -> None:
        """Makes the root what it says it is; safe to repeat."""
        write_once(self.root / "0=ocfl_1.1", b"ocfl_1.1\n")
        write_once(self.root / "ocfl_layout.json", _json(LAYOUT))
        write_once(self.root / "extensions" / str(LAYOUT["extension"]) / "config.json", _json(LAYOUT_CONFIG))

    def path(self, object_id: str) -> Path:
        digest = sha256(object_id.encode()).hexdigest()
        return self.root / digest[:3] / digest[3:6] / digest[6:9] / digest

    def __contains__(self, object_id: str) -> bool:
        return self.path(object_id).exists()

    def objects(self) -> Iterator[str]:
        """The ids of all objects, in the order of their folders."""
        for declared in sorted(self.root.glob(f"???/???/???/*/{DECLARED}")):
            yield loaded((declared.parent / "inventory.json").read_bytes()).id

    def put(self, object_id: str, files: Mapping[str, bytes], message: str, now: datetime) -> ArchivedObject:
        """Writes version 1 with these files (logical path → bytes) and verifies it; one that is there is verified only.

        Raises: Damaged.
        """
        place = self.path(object_id)
        if not place.exists():
            self.declare()
            inventory, written = Inventory(object_id).following(files, message, now)
            aside = self._aside()
            self._write_version(aside / "v1", inventory, written)
            self._write_inventory(aside, inventory)
            write_once(aside / DECLARED, b"ocfl_object_1.1\n")
            self._move(aside, place)
        return self.verify(object_id)

    def add(self, object_id: str, files: Mapping[str, bytes], message: str, now: datetime) -> ArchivedObject:
        """Writes one version more, in which these files stand beside or in place of what stood: no byte there is touched.

        A version whose writing was interrupted is finished first. Raises: NotFound, Damaged, Overtaken.
        """
        self.settle(object_id)
        place = self.path(object_id)
        inventory, written = self.inventory(object_id).following(files, message, now)
        aside = self._aside()
        self._write_version(aside, inventory, written)
        if not self._move(aside, place / inventory.head):
            raise Overtaken(object_id)
        self.settle(object_id)
        return self.verify(object_id)

    def take(self, folder: Path, object_id: str) -> None:
        """Copies an object of another root, byte for byte, into its place here."""
        self.declare()
        aside = self._aside()
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            write_once(aside / path.relative_to(folder), path.read_bytes())
        self._move(aside, self.path(object_id))

    def settle(self, object_id: str) -> None:
        """Makes the newest version that is wholly there the head: what was killed between its two last steps is finished."""
        place, now = self.path(object_id), self.inventory(object_id)
        newest = f"v{len(now.versions) + 1}"
        raw = place / (newest if (place / newest).exists() else now.head) / "inventory.json"
        content = raw.read_bytes()
        replace_file(place / "inventory.json", content)
        replace_file(place / loaded(content).sidecar, _sidecar(loaded(content), content))

    def take_back(self, object_id: str, known: str, message: str) -> bool:
        """The version before stands again where its inventory is the one of this SHA-256: what came after it nobody ever heard of.

        Only a version with this message, which whoever asks writes alone, is put aside, for the sweep. Gives whether it was so.
        Raises: NotFound.
        """
        place, now = self.path(object_id), self.inventory(object_id)
        before = place / f"v{len(now.versions) - 1}" / "inventory.json"
        mine = now.versions[now.head]["message"] == message
        if not mine or not before.exists() or sha256(before.read_bytes()).hexdigest() != known:
            return False
        content, left = before.read_bytes(), place / now.head
        replace_file(place / "inventory.json", content)
        replace_file(place / loaded(content).sidecar, _sidecar(loaded(content), content))
        aside = self._aside()
        make_folder(aside.parent)
        left.rename(aside)
        sync_folder(place)
        return True

    def verify(self, object_id: str) -> ArchivedObject:
        """Reads every file again. Raises: NotFound, Damaged naming the file."""
        for path in self.damages(object_id):
            raise Damaged(f"{self.path(object_id).name}: {path}")
        return ArchivedObject(object_id, self.path(object_id), self.fingerprint(object_id))

    def fingerprint(self, object_id: str) -> str:
        """SHA-256 of the inventory, which says which object it is. Raises: NotFound."""
        return sha256(self._raw(object_id)).hexdigest()

    @contextmanager
    def locked(self, object_id: str) -> Iterator[None]:
        """One hand at a time on an object, of all processes of this machine: whoever writes, scrubs, mends or removes it."""
        lock = self.root / LOCKS / self.path(object_id).name[:3]
        make_folder(lock.parent)
        with lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def knows(self, object_id: str, fingerprint: str) -> bool:
        """Whether the object is the one of this fingerprint, or has grown from it. Raises: NotFound."""
        inventory, place = self.inventory(object_id), self.path(object_id)
        inventories = [place / "inventory.json", *(place / version / "inventory.json" for version in inventory.versions)]
        return any(sha256(path.read_bytes()).hexdigest() == fingerprint for path in inventories if path.exists())

    def damages(self, object_id: str) -> Iterator[str]:
        """Every file of the object, its inventories too, that is gone, not what it was, or never was. Raises: NotFound."""
        place = self.path(object_id)
        try:
            raw = self._raw(object_id) if (place / "inventory.json").exists() or not place.exists() else b""
            inventory = loaded(raw)
        except (ValueError, OSError):
            yield "inventory.json"
            return
        if not (place / DECLARED).exists():
            yield DECLARED
        if not _vouched(place, inventory):
            yield "inventory.json"
        for version in inventory.versions:
            if not _vouched(place / version, inventory):
                yield f"{version}/inventory.json"
        if not _holds(place / inventory.head / "inventory.json", inventory.algorithm, inventory.digest(raw)):
            yield f"{inventory.head}/inventory.json"
        kept = inventory.paths
        yield from (path for path, digest in kept.items() if not _holds(place / path, inventory.algorithm, digest))
        there = (path for path in place.glob("v*/content/**/*") if path.is_file())
        unfinished = place / f"v{len(inventory.versions) + 1}"  # moved into its place, and `settle` is still to come
        strays = (str(path.relative_to(place)) for path in there if unfinished not in path.parents)
        yield from (path for path in strays if path not in kept)

    def files(self, object_id: str) -> dict[str, Path]:
        """Logical path → file, of the newest version. Raises: NotFound."""
        inventory, place = self.inventory(object_id), self.path(object_id)
        return {name: place / inventory.manifest[digest][0] for name, digest in inventory.state.items()}

    def inventory(self, object_id: str) -> Inventory:
        """Raises: NotFound."""
        return loaded(self._raw(object_id))

    def _raw(self, object_id: str) -> bytes:
        try:
            return (self.path(object_id) / "inventory.json").read_bytes()
        except FileNotFoundError:
            raise NotFound("archive", object_id) from None

    def _aside(self) -> Path:
        return self.root / WRITING / uuid4().hex

    def _write_version(self, place: Path, inventory: Inventory, written: Mapping[str, bytes]) -> None:
        for path, content in written.items():
            write_once(place / "content" / path, content)
        self._write_inventory(place, inventory)

    def _write_inventory(self, place: Path, inventory: Inventory) -> None:
        write_once(place / "inventory.json", inventory.dumped())
        write_once(place / inventory.sidecar, _sidecar(inventory, inventory.dumped()))

    def _move(self, aside: Path, place: Path) -> bool:
        """Into its place at once; False where another attempt was quicker: that one's stands, and is verified like any other."""
        make_folder(place.parent)
        try:
            aside.rename(place)
        except OSError as taken:
            shutil.rmtree(aside)
            if taken.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            return False
        sync_folder(place.parent)
        return True

    def remove(self, object_id: str) -> None:
        """The object goes: out of its place at once, then file by file; safe to repeat, also after a kill."""
        place = self.path(object_id)
        if place.exists():
            aside = self.root / WRITING / f"removed-{place.name}-{uuid4().hex}"
            make_folder(aside.parent)
            place.rename(aside)
            sync_folder(place.parent)
        for left in (self.root / WRITING).glob(f"removed-{place.name}-*"):
            shutil.rmtree(left)

    def sweep(self, before: datetime) -> int:
        """Removes what was never moved into its place and is older; gives how many."""
        old = [one for one in (self.root / WRITING).glob("*") if one.stat().st_mtime < before.timestamp()]
        for one in old:
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)
        return len(old)


def _vouched(folder: Path, inventory: Inventory) -> bool:
    """Whether the folder's inventory is what the file beside it says."""
    try:
        said = (folder / inventory.sidecar).read_text().split()
        return bool(said) and said[0] == inventory.digest((folder / "inventory.json").read_bytes())
    except OSError:
        return False


def _holds(path: Path, algorithm: str, digest: str) -> bool:
    """Whether the file is there and has this digest."""
    try:
        with path.open("rb") as file:
            return file_digest(file, algorithm).hexdigest() == digest
    except OSError:
        return False


def _sidecar(inventory: Inventory, content: bytes) -> bytes:
    return f"{inventory.digest(content)} inventory.json\n".encode()


def _json(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
