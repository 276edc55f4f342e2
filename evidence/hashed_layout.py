"""Where an OCFL object lies under extension 0004 (hashed N-tuple storage layout), which ocfl-py 2.1.0 does not know."""

import hashlib
import json
from typing import Any

NAME = "0004-hashed-n-tuple-storage-layout"


class HashedLayout:
    """As ocfl-py asks a layout of its registry: https://ocfl.github.io/extensions/0004-hashed-n-tuple-storage-layout.html."""

    NAME = NAME

    def __init__(self) -> None:
        self.config: dict[str, Any] = {"digestAlgorithm": "sha256", "tupleSize": 3, "numberOfTuples": 3, "shortObjectRoot": False}

    def read_layout_params(self, root_fs: Any) -> None:
        """Takes the parameters of the storage root, where it gives any. Raises: ValueError."""
        path = f"extensions/{NAME}/config.json"
        if root_fs.exists(path):
            with root_fs.open(path) as file:
                self.configure(json.load(file))

    def configure(self, given: dict[str, Any]) -> None:
        """Raises: ValueError when the parameters belong to another extension."""
        if given.get("extensionName") != NAME:
            raise ValueError(f"extensionName {given.get('extensionName')!r}, not {NAME}")
        self.config |= given

    def identifier_to_path(self, identifier: str) -> str:
        digest = hashlib.new(self.config["digestAlgorithm"], identifier.encode()).hexdigest()
        size, count = self.config["tupleSize"], self.config["numberOfTuples"]
        tuples = [digest[at * size : (at + 1) * size] for at in range(count)]
        return "/".join((*tuples, digest[size * count :] if self.config["shortObjectRoot"] else digest))
