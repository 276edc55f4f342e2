"""What wraps the keys of records. Where it is (a token behind the keeper's door, or memory) the key store does not know."""

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.wrapped import NONCE, Wrapped, mark_of


class Wrapping(Protocol):
    """Wraps and opens; every method also raises Unavailable when what wraps is away. Thread-safe."""

    def newest(self) -> bytes:
        """Mark of the key that wraps from now on."""

    def wrap(self, identity: bytes, name: str) -> bytes:
        """The identity for a file of this name, in the shape of `domain.wrapped`."""

    def unwrap(self, lying: bytes, name: str) -> bytes:
        """What was wrapped for a file of this name. Raises: InvalidTag for other bytes, another name or another key."""

    def unwrap_unmarked(self, lying: bytes, key: str) -> bytes:
        """A key from before keys were marked: nonce and sealed bytes, bound to the key's id. Raises: InvalidTag."""


class Masters:
    """Wrapping keys in memory: those of a setting. The first wraps, all of them open."""

    def __init__(self, master: bytes, *older: bytes) -> None:
        """Each 32 bytes."""
        self._ciphers = {mark_of(one): AESGCM(one) for one in (master, *older)}
        self._newest = mark_of(master)

    def newest(self) -> bytes:
        return self._newest

    def wrap(self, identity: bytes, name: str) -> bytes:
        nonce = os.urandom(NONCE)
        return bytes(Wrapped(self._newest, nonce, self._ciphers[self._newest].encrypt(nonce, identity, name.encode())))

    def unwrap(self, lying: bytes, name: str) -> bytes:
        parts = Wrapped.of(lying)
        if parts.mark not in self._ciphers:
            raise InvalidTag
        return self._ciphers[parts.mark].decrypt(parts.nonce, parts.sealed, name.encode())

    def unwrap_unmarked(self, lying: bytes, key: str) -> bytes:
        return self._ciphers[self._newest].decrypt(lying[:NONCE], lying[NONCE:], key.encode())


class Both:
    """The token wraps; what the master keys of a setting wrapped before it came opens too, until it has been wrapped anew."""

    def __init__(self, token: Wrapping, masters: Masters) -> None:
        self._token, self._masters = token, masters

    def newest(self) -> bytes:
        return self._token.newest()

    def wrap(self, identity: bytes, name: str) -> bytes:
        return self._token.wrap(identity, name)

    def unwrap(self, lying: bytes, name: str) -> bytes:
        """Memory is asked first: what it has is open also while the token is away."""
        try:
            return self._masters.unwrap(lying, name)
        except InvalidTag:
            return self._token.unwrap(lying, name)

    def unwrap_unmarked(self, lying: bytes, key: str) -> bytes:
        return self._masters.unwrap_unmarked(lying, key)
