"""The key store: one age identity per record or rollout paper trail, wrapped, apart from database and archive.

Destroying a key here is what makes disposal reach every backup (design §4): the store is replicated, never versioned, and in no dump.
"""

import logging
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import NotFound, Unavailable
from store.files import replace_file, write_once

GONE = "destroyed"
"""Folder of each place with the names of keys that were destroyed: whatever brings an old copy of a key back is told by it."""
MARK = 8
"""Bytes that say by which master key the rest is wrapped: the begin of its SHA-256."""
NONCE = 12
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """What a round over all places found: how many keys, copies brought back, destroyed keys that had come back."""

    keys: int = 0
    copied: int = 0
    destroyed: int = 0


class KeyStore:
    """Files of mark + nonce + AES-256-GCM of the age identity, named by the key's id; the same in each place."""

    def __init__(self, folder: Path, master: bytes, *older: bytes, replicas: Sequence[Path] = ()) -> None:
        """`master` is 32 bytes, kept elsewhere, and wraps; `older` ones unwrap what was wrapped before a rotation."""
        self.folder = folder
        self.places = (folder, *replicas)
        self._masters = {sha256(one).digest()[:MARK]: AESGCM(one) for one in (master, *older)}
        self._newest = sha256(master).digest()[:MARK]
        self._cached = lru_cache(maxsize=2048)(self._identity)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def create(self, key: str) -> None:
        """Makes the key unless it is there; a place that is away gets it at the next round. Raises: NotFound for a destroyed key."""
        if (self.folder / GONE / _name(key)).exists():
            raise NotFound("key", key)
        path = self.folder / _name(key)
        if not path.exists():
            write_once(path, self._wrapped(str(pyrage.x25519.Identity.generate()).encode(), key))
            content = path.read_bytes()
            for place in self.places[1:]:
                try:
                    _place_in(place, path.name, content)
                except OSError:
                    log.warning("key store: a copy is away: %s", place)

    def identity(self, key: str) -> pyrage.x25519.Identity:
        """Raises: NotFound for a key that is not there, or not there any more."""
        if not (self.folder / _name(key)).exists():
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

    def adopt(self, key: str, identity: str) -> None:
        """Takes in a key that another installation handed over; one that is there stays. Raises: ValueError, NotFound when destroyed."""
        if (self.folder / GONE / _name(key)).exists():
            raise NotFound("key", key)
        try:
            pyrage.x25519.Identity.from_str(identity)
        except pyrage.IdentityError as wrong:
            raise ValueError("no age identity") from wrong
        for place in self.places:
            _place_in(place, _name(key), self._wrapped(identity.encode(), key))

    def destroy(self, key: str) -> None:
        """Destroys the key in every place, for good; safe to repeat. Raises: Unavailable when a place is away: nothing is done then."""
        self._demand_places()
        for place in self.places:
            write_once(place / GONE / _name(key), b"")
        for place in self.places:
            _shred(place / _name(key))

    def rotate(self) -> int:
        """Wraps every key by the newest master key; no file of records is written. Gives how many were wrapped anew; safe to repeat.

        Raises: Unavailable when a place is away, InvalidTag for a key that none of the master keys opens.
        """
        self._demand_places()
        anew = 0
        for path in self._files(self.folder):
            if path.read_bytes()[:MARK] != self._newest:
                content = self._again(path)
                for place in self.places:
                    replace_file(place / path.name, content)
                anew += 1
        return anew

    def mend(self) -> Mended:
        """One round over all places: a key that a place lost is copied back, one that was destroyed and came back goes again.

        Raises: Unavailable when a place is away.
        """
        self._demand_places()
        gone = {path.name for place in self.places for path in (place / GONE).glob("*")}
        names = {path.name for place in self.places for path in self._files(place)}
        copied = back = 0
        for name in sorted(names | gone):
            there = [place for place in self.places if (place / name).exists()]
            if name in gone:
                back += len(there)
                for place in self.places:
                    write_once(place / GONE / name, b"")
                    _shred(place / name)
            else:
                content = (there[0] / name).read_bytes()
                for place in set(self.places) - set(there):
                    _place_in(place, name, content)
                    copied += 1
        return Mended(len(names - gone), copied, back)

    def unreadable(self) -> Iterator[str]:
        """Names of the keys that none of the master keys opens."""
        for path in self._files(self.folder):
            try:
                self._again(path)
            except InvalidTag:
                yield path.name

    def _files(self, place: Path) -> Iterator[Path]:
        return (path for path in place.glob("*") if path.is_file() and not path.name.startswith("."))

    def _demand_places(self) -> None:
        for place in self.places:
            if not place.is_dir():
                raise Unavailable("keys")

    def _identity(self, key: str) -> pyrage.x25519.Identity:
        try:
            wrapped = (self.folder / _name(key)).read_bytes()
        except FileNotFoundError:
            raise NotFound("key", key) from None
        identity = self._unwrapped(wrapped, _name(key)) if wrapped[:MARK] in self._masters else self._unmarked(wrapped, key)
        return pyrage.x25519.Identity.from_str(identity.decode())

    def _unmarked(self, wrapped: bytes, key: str) -> bytes:
        """A key from before keys were marked: opened by the newest master key, and marked from now on. Raises: InvalidTag."""
        identity = self._masters[self._newest].decrypt(wrapped[:NONCE], wrapped[NONCE:], key.encode())
        replace_file(self.folder / _name(key), self._wrapped(identity, key))
        return identity

    def _wrapped(self, identity: bytes, key: str) -> bytes:
        nonce = os.urandom(NONCE)
        return self._newest + nonce + self._masters[self._newest].encrypt(nonce, identity, _name(key).encode())

    def _unwrapped(self, wrapped: bytes, name: str) -> bytes:
        master = self._masters.get(wrapped[:MARK])
        if master is None:
            raise InvalidTag
        return master.decrypt(wrapped[MARK : MARK + NONCE], wrapped[MARK + NONCE :], name.encode())

    def _again(self, path: Path) -> bytes:
        identity, nonce = self._unwrapped(path.read_bytes(), path.name), os.urandom(NONCE)
        return self._newest + nonce + self._masters[self._newest].encrypt(nonce, identity, path.name.encode())


def _name(key: str) -> str:
    """What a key's file is called: the SHA-256 of its id, so that the folder says nothing of records."""
    return urlsafe_b64encode(sha256(key.encode()).digest()).decode().rstrip("=")


def _place_in(place: Path, name: str, content: bytes) -> None:
    """Only into a place that is there: a mount that is away must not be filled beneath. Raises: OSError."""
    if not place.is_dir():
        raise FileNotFoundError(place)
    write_once(place / name, content)


def _shred(path: Path) -> None:
    """Overwritten before it goes, for what it is worth on the disk at hand."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
