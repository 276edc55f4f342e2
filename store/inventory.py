"""The inventory of an OCFL object: which files it holds, and which of them are the state of each version (OCFL 1.1 §3.5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import new as hashed
from typing import Any

TYPE = "https://ocfl.io/1.1/spec/#inventory"
ALGORITHM = "sha256"
"""Of objects made from now on (OCFL 1.1 §3.5.1 allows sha256 and sha512); an object keeps the one it began with."""


@dataclass(frozen=True)
class Inventory:
    """One object's inventory as a value."""

    id: str
    algorithm: str = ALGORITHM
    manifest: Mapping[str, list[str]] = field(default_factory=dict)
    """Digest → files below the object's folder."""
    versions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """`v1` … → when, why, and its state: digest → logical paths."""

    @property
    def head(self) -> str:
        return f"v{len(self.versions)}"

    @property
    def state(self) -> dict[str, str]:
        """Logical path → digest, of the newest version."""
        return {path: digest for digest, paths in self.versions[self.head]["state"].items() for path in paths} if self.versions else {}

    @property
    def paths(self) -> dict[str, str]:
        """File below the object's folder → digest."""
        return {path: digest for digest, paths in self.manifest.items() for path in paths}

    def digest(self, content: bytes) -> str:
        return hashed(self.algorithm, content).hexdigest()

    def following(self, files: Mapping[str, bytes], message: str, now: datetime) -> "tuple[Inventory, dict[str, bytes]]":
        """The inventory with a version more, in which these files stand beside or in place of what stood; and what is to be written.

        Bytes that are there already are named again, never written again.
        """
        version = f"v{len(self.versions) + 1}"
        manifest, state, written = {digest: list(paths) for digest, paths in self.manifest.items()}, self.state, {}
        for path, content in files.items():
            state[path] = digest = self.digest(content)
            if digest not in manifest:
                manifest[digest] = [f"{version}/content/{path}"]
                written[path] = content
        by_digest: dict[str, list[str]] = {}
        for path, digest in sorted(state.items()):
            by_digest.setdefault(digest, []).append(path)
        made = {"created": now.isoformat(timespec="seconds"), "message": message, "state": by_digest}
        return replace(self, manifest=manifest, versions={**self.versions, version: made}), written

    def dumped(self) -> bytes:
        whole = {
            "id": self.id,
            "type": TYPE,
            "digestAlgorithm": self.algorithm,
            "head": self.head,
            "manifest": self.manifest,
            "versions": self.versions,
        }
        return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"

    @property
    def sidecar(self) -> str:
        return f"inventory.json.{self.algorithm}"


def loaded(raw: bytes) -> Inventory:
    """Raises: ValueError for what is no inventory."""
    try:
        whole = json.loads(raw)
        return Inventory(whole["id"], whole["digestAlgorithm"], whole["manifest"], whole["versions"])
    except (KeyError, TypeError) as wrong:
        raise ValueError("no inventory") from wrong
