"""Tickets: what a checked PIN is exchanged for, good for one exact set of documents and a few minutes.

A ticket is 256 random bits held by the asker. The signer keeps a file named by its SHA-256, encrypted under it: neither
half is worth anything alone. The folder is memory-backed: it survives a killed process, not a reboot.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes, token_urlsafe
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import TicketRefused
from domain.names import DocumentId, FacilityId, PersonId, Sha256
from signing.folders import own


@dataclass(frozen=True)
class Reviewed:
    """One document version as the person saw it."""

    document: DocumentId
    version: int
    content: Sha256


class Unchecked(StrEnum):
    """What becomes of a ticket whose certificate nobody can judge now."""

    REFUSE = "refuse"
    """It is given; the signer then refuses to sign."""
    WARN = "warn"
    """It is not given: the person has to be warned first."""
    WARNED = "warned"
    """It is given to whoever was warned, and says so."""


@dataclass(frozen=True)
class Capacity:
    """Whose key a ticket opens: the token's serial number, its secret, and the organisation if it is not the person's own."""

    serial: str
    secret: str
    organisation: FacilityId | None = None
    warned: bool = False
    """The person was told that nobody can say whether the certificate is still good, and signs all the same."""


@dataclass(frozen=True)
class Opened:
    """What a ticket says, once it is read."""

    person: PersonId
    reviewed: frozenset[tuple[str, int, str]]
    """As it is written: each chunk of a large set reads all of it again."""
    expires: float
    capacity: Capacity

    def redeem(self, person: PersonId, one: Reviewed, now: datetime) -> Capacity:
        """Raises: TicketRefused (expired, person, document)."""
        if self.expires <= now.timestamp():
            raise TicketRefused("expired")
        if self.person != person:
            raise TicketRefused("person")
        if _written(one) not in self.reviewed:
            raise TicketRefused("document")
        return self.capacity


class Tickets:
    """The folder of tickets. Safe for several processes: every ticket is a file of its own."""

    def __init__(self, folder: Path) -> None:
        """Makes `folder` (0700). Raises PermissionError when it is there and not this user's alone."""
        own(folder)
        self._folder = folder

    def issue(self, person: PersonId, capacity: Capacity, reviewed: Iterable[Reviewed], expires: datetime) -> str:
        """A new ticket, kept as a file before it is told."""
        ticket = token_urlsafe(32)
        said = {"person": str(person), "capacity": asdict(capacity), "set": [*map(_written, reviewed)], "expires": expires.timestamp()}
        nonce = token_bytes(12)
        sealed = nonce + AESGCM(_key(ticket)).encrypt(nonce, json.dumps(said).encode(), None)
        self._write(self._folder / _name(ticket), sealed, expires)
        return ticket

    def redeem(self, ticket: str, person: PersonId, one: Reviewed, now: datetime) -> Capacity:
        """The key this ticket opens for this document. Raises: TicketRefused (unknown, expired, person, document)."""
        return self.opened(ticket).redeem(person, one, now)

    def opened(self, ticket: str) -> Opened:
        """What this ticket says, whoever asks. Raises: TicketRefused("unknown")."""
        said = self._read(ticket)
        return Opened(PersonId(UUID(said["person"])), frozenset(map(tuple, said["set"])), said["expires"], Capacity(**said["capacity"]))

    def sweep(self, now: datetime) -> int:
        """Removes expired tickets; how many."""
        gone = [Path(entry.path) for entry in os.scandir(self._folder) if entry.stat().st_mtime <= now.timestamp()]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _read(self, ticket: str) -> Any:
        try:
            sealed = (self._folder / _name(ticket)).read_bytes()
            return json.loads(AESGCM(_key(ticket)).decrypt(sealed[:12], sealed[12:], None))
        except (FileNotFoundError, InvalidTag):
            raise TicketRefused("unknown") from None

    def _write(self, path: Path, sealed: bytes, expires: datetime) -> None:
        """The file's time is when it expires: the sweep cannot read what is inside."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.utime(handle, (expires.timestamp(), expires.timestamp()))


def _written(one: Reviewed) -> tuple[str, int, str]:
    return str(one.document), one.version, one.content


def _name(ticket: str) -> str:
    return sha256(ticket.encode()).hexdigest()


def _key(ticket: str) -> bytes:
    return HKDF(SHA256(), 32, None, b"hsba ticket").derive(ticket.encode())
