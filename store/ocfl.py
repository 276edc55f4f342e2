"""The archive: OCFL 1.1 objects on disk, written aside, synced, renamed, and verified before they count."""

import errno
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any
from uuid import uuid4

from domain.errors import NotFound
from store.files import make_folder, sync_folder, write_once

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


class Damaged(Exception):
    """An object on disk is not what its inventory says."""


@dataclass(frozen=True)
class ArchivedObject:
    """An object as written: its id, where it lies, and the SHA-256 of its inventory."""

    id: str
    path: Path
    inventory_sha256: str


class Ocfl:
    """One storage root (OCFL 1.1 §4)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_once(root / "0=ocfl_1.1", b"ocfl_1.1\n")
        write_once(root / "ocfl_layout.json", _json(LAYOUT))
        write_once(root / "extensions" / str(LAYOUT["extension"]) / "config.json", _json(LAYOUT_CONFIG))

    def path(self, object_id: str) -> Path:
        digest = sha256(object_id.encode()).hexdigest()
        return self.root / digest[:3] / digest[3:6] / digest[6:9] / digest

    def put(self, object_id: str, files: Mapping[str, bytes], message: str, now: datetime) -> ArchivedObject:
        """Writes version 1 with these files (logical path → bytes) and verifies it; one that is there is verified only.

        Raises: Damaged.
        """
        place = self.path(object_id)
        if not place.exists():
            aside = self.root / "extensions" / "hsba-writing" / uuid4().hex
            self._write(aside, object_id, files, message, now)
            make_folder(place.parent)
            try:
                aside.rename(place)
            except OSError as taken:
                shutil.rmtree(aside)
                if taken.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # else another attempt was quicker: verified below like any other
                    raise
            sync_folder(place.parent)
        return self.verify(object_id)

    def _write(self, place: Path, object_id: str, files: Mapping[str, bytes], message: str, now: datetime) -> None:
        state: dict[str, list[str]] = {}
        manifest: dict[str, list[str]] = {}
        for path, content in files.items():
            digest = sha512(content).hexdigest()
            if digest not in manifest:
                manifest[digest] = [f"v1/content/{path}"]
                write_once(place / "v1" / "content" / path, content)
            state.setdefault(digest, []).append(path)
        version = {"created": now.isoformat(timespec="seconds"), "message": message, "state": state}
        inventory = _json(
            {
                "id": object_id,
                "type": "https://ocfl.io/1.1/spec/#inventory",
                "digestAlgorithm": "sha512",
                "head": "v1",
                "manifest": manifest,
                "versions": {"v1": version},
            }
        )
        sidecar = f"{sha512(inventory).hexdigest()} inventory.json\n".encode()
        for folder in (place / "v1", place):
            write_once(folder / "inventory.json", inventory)
            write_once(folder / "inventory.json.sha512", sidecar)
        write_once(place / "0=ocfl_object_1.1", b"ocfl_object_1.1\n")

    def verify(self, object_id: str) -> ArchivedObject:
        """Reads every file again. Raises: NotFound, Damaged naming the file."""
        place, raw = self.path(object_id), self._raw(object_id)
        _check(place, "inventory.json", (place / "inventory.json.sha512").read_text().split()[0])
        for digest, paths in json.loads(raw)["manifest"].items():
            for path in paths:
                _check(place, path, digest)
        return ArchivedObject(object_id, place, sha256(raw).hexdigest())

    def files(self, object_id: str) -> dict[str, Path]:
        """Logical path → file, of the newest version."""
        inventory = self._inventory(object_id)
        state = inventory["versions"][inventory["head"]]["state"]
        where = inventory["manifest"]
        return {name: self.path(object_id) / where[digest][0] for digest, names in state.items() for name in names}

    def _inventory(self, object_id: str) -> Any:
        return json.loads(self._raw(object_id))

    def _raw(self, object_id: str) -> bytes:
        try:
            return (self.path(object_id) / "inventory.json").read_bytes()
        except FileNotFoundError:
            raise NotFound("archive", object_id) from None


def _check(place: Path, path: str, digest: str) -> None:
    """Raises: Damaged unless the object's file is there and has this SHA-512."""
    try:
        good = sha512((place / path).read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        good = False
    if not good:
        raise Damaged(f"{place.name}: {path}")


def _json(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
