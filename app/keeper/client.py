"""Knocks at the keeper's door: what the key store of web, worker, signer and command line uses. Holds no key."""

import json
import socket
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from domain.errors import Refusal, Unavailable, kinds

KINDS = kinds()
LARGEST = 1 << 20


class KeeperClient:
    """A `store.wrapping.Wrapping` over the keeper's socket. A connection for each ask: nothing to mend when the keeper was killed."""

    def __init__(self, path: Path, patience: float = 2.0) -> None:
        """`patience` in seconds, for each step of one ask; a keeper that is not there is told at once."""
        self._path, self._patience = path, patience

    def newest(self) -> bytes:
        return bytes.fromhex(self._ask("newest"))

    def wrap(self, identity: bytes, name: str) -> bytes:
        return b64decode(self._ask("wrap", identity=b64encode(identity).decode(), name=name))

    def unwrap(self, lying: bytes, name: str) -> bytes:
        said = self._ask("unwrap", lying=b64encode(lying).decode(), name=name)
        if said is None:
            raise InvalidTag
        return b64decode(said)

    def unwrap_unmarked(self, lying: bytes, key: str) -> bytes:
        """Raises: InvalidTag always: keys were marked before there was a keeper."""
        raise InvalidTag

    def status(self) -> dict[str, Any]:
        """Serial number of the token, its keys by mark, and how much was done. Raises: Unavailable."""
        found: dict[str, Any] = self._ask("status")
        return found

    def _ask(self, ask: str, **what: str) -> Any:
        try:
            said = json.loads(self._exchange(json.dumps({"ask": ask, **what}).encode() + b"\n"))
        except (OSError, ValueError):
            raise Unavailable("keeper") from None
        if name := said.get("refusal"):
            raise KINDS.get(name, Refusal)(*said["facts"])
        return said["answer"]

    def _exchange(self, line: bytes) -> bytes:
        """One line there and one back. Raises: OSError, also when the keeper ended amid its answer."""
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(self._patience)
            door.connect(str(self._path))
            door.sendall(line)
            heard = b""
            while not heard.endswith(b"\n"):
                piece = door.recv(LARGEST)
                if not piece:
                    raise ConnectionResetError
                heard += piece
            return heard
