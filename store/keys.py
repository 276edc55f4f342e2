"""The key store: one age identity per record, hold or rollout paper trail, wrapped, apart from database and archive.

Destroying a key here is what makes disposal reach every backup (design §4): the store is replicated, never versioned, and in no dump.
"""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import NotFound
from store.key_places import KeyPlaces, name_of

MARK = 8
"""Bytes that say by which master key the rest is wrapped: the begin of its SHA-256."""
NONCE = 12


class KeyStore:
    """Files of mark + nonce + AES-256-GCM of the age identity, named by the key's id."""

    def __init__(self, folder: Path, master: bytes, *older: bytes, replicas: Sequence[Path] = ()) -> None:
        """`master` is 32 bytes, kept elsewhere, and wraps; `older` ones unwrap what was wrapped before a rotation."""
        self.places = KeyPlaces(folder, *replicas)
        self._masters = {sha256(one).digest()[:MARK]: AESGCM(one) for one in (master, *older)}
        self._newest = sha256(master).digest()[:MARK]
        self._cached = lru_cache(maxsize=2048)(self._identity)

    def create(self, key: str) -> None:
        """Makes the key unless it is there. Raises: NotFound for a destroyed key."""
        if not self.places.has(name_of(key)):
            self.places.add(name_of(key), self._wrapped(str(pyrage.x25519.Identity.generate()).encode(), name_of(key)))

    def adopt(self, key: str, identity: str) -> None:
        """Takes in a key that another installation handed over; one that is there stays. Raises: ValueError, NotFound when destroyed."""
        try:
            pyrage.x25519.Identity.from_str(identity)
        except pyrage.IdentityError as wrong:
            raise ValueError("no age identity") from wrong
        self.places.add(name_of(key), self._wrapped(identity.encode(), name_of(key)))

    def identity(self, key: str) -> pyrage.x25519.Identity:
        """Raises: NotFound for a key that is not there, or not there any more: another process may have destroyed it."""
        if not self.places.has(name_of(key)):
            raise NotFound("key", key)
        return self._cached(key)

    def exported(self, key: str) -> str:
        """The identity as text, `AGE-SECRET-KEY-1…`: who holds it opens the record without hsba. Raises: NotFound."""
        return str(self.identity(key))

    def encrypt(self, key: str, plain: bytes) -> bytes:
        """An age file (age-encryption.org/v1) that the exported identity opens."""
        return bytes(pyrage.encrypt(plain, [self.identity(key).to_public()]))

    def decrypt(self, key: str, sealed: bytes) -> bytes:
        """Raises: NotFound for a key that is not there, ValueError for bytes that were not sealed with it, or not whole."""
        try:
            return bytes(pyrage.decrypt(sealed, [self.identity(key)]))
        except pyrage.DecryptError as wrong:
            raise ValueError("sealed bytes") from wrong

    def destroy(self, key: str) -> None:
        """Destroys the key in every place, for good; safe to repeat. Raises: Unavailable when a place is away: nothing is done then."""
        self.places.destroy(name_of(key))

    def rotate(self) -> int:
        """Wraps every key by the newest master key, in each place; no file of records is written. How many files were wrapped anew.

        Safe to repeat, also after a kill between two places. Raises: Unavailable when a place is away, InvalidTag for a key that none of
        the master keys opens.
        """
        self.places.demand()
        old = [(place, name) for place in self.places.all for name in self.places.names(place) if self._is_old(place, name)]
        for place, name in old:
            identity = self._unwrapped((place / name).read_bytes(), name)
            self.places.replace(place, name, self._wrapped(identity, name))
        return len(old)

    def _is_old(self, place: Path, name: str) -> bool:
        return (place / name).read_bytes()[:MARK] != self._newest

    def unreadable(self) -> Iterator[str]:
        """Names of the keys that none of the master keys opens, in any place, or that are another key there."""
        for name in self.places.names():
            try:
                held = {self._unwrapped((place / name).read_bytes(), name) for place in self.places.present if (place / name).exists()}
            except InvalidTag:
                held = set()
            if len(held) != 1:
                yield name

    def _identity(self, key: str) -> pyrage.x25519.Identity:
        name = name_of(key)
        try:
            wrapped = self.places.read(name)
        except FileNotFoundError:
            raise NotFound("key", key) from None
        identity = self._unwrapped(wrapped, name) if wrapped[:MARK] in self._masters else self._unmarked(wrapped, key)
        return pyrage.x25519.Identity.from_str(identity.decode())

    def _unmarked(self, wrapped: bytes, key: str) -> bytes:
        """A key from before keys were marked: opened by the newest master key, and marked from now on. Raises: InvalidTag."""
        identity = self._masters[self._newest].decrypt(wrapped[:NONCE], wrapped[NONCE:], key.encode())
        for place in self.places.present:
            self.places.replace(place, name_of(key), self._wrapped(identity, name_of(key)))
        return identity

    def _wrapped(self, identity: bytes, name: str) -> bytes:
        nonce = os.urandom(NONCE)
        return self._newest + nonce + self._masters[self._newest].encrypt(nonce, identity, name.encode())

    def _unwrapped(self, wrapped: bytes, name: str) -> bytes:
        master = self._masters.get(wrapped[:MARK])
        if master is None:
            raise InvalidTag
        return master.decrypt(wrapped[MARK : MARK + NONCE], wrapped[MARK + NONCE :], name.encode())
