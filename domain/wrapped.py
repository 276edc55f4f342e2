"""How a record's key lies in the key store: which key wraps it, and the wrapped bytes. Nothing here opens anything."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

MARK = 8
"""Bytes that say by which key the rest is wrapped."""
NONCE = 12


@dataclass(frozen=True)
class Wrapped:
    """Mark, nonce, AES-256-GCM of the age identity with the key's name as additional data (NIST SP 800-38D), tag of 16 bytes at its end."""

    mark: bytes
    nonce: bytes
    sealed: bytes

    @classmethod
    def of(cls, lying: bytes) -> Self:
        """The parts of a file; a file too short for them has empty ones, which nothing opens."""
        return cls(lying[:MARK], lying[MARK : MARK + NONCE], lying[MARK + NONCE :])

    def __bytes__(self) -> bytes:
        return self.mark + self.nonce + self.sealed


def mark_of(key: bytes) -> bytes:
    """The mark of a wrapping key, which is also its check value: the begin of its SHA-256. It tells nothing of a key of 32 random bytes."""
    return sha256(key).digest()[:MARK]
