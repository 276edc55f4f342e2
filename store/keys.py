"""The key store: one age identity per record, hold or rollout paper trail, wrapped, apart from database and archive.

Destroying a key here is what makes disposal reach every backup (design §4): the store is replicated, never versioned, and in no dump.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidTag

from domain.errors import NotFound
from store.key_places import KeyPlaces, name_of
from store.wrapping import Wrapping


class KeyStore:
    """Files in the shape of `domain.wrapped`, named by the key's id; what was opened lately is not asked for again."""

    def __init__(self, folder: Path, wrapping: Wrapping, replicas: Sequence[Path] = ()) -> None:
        """Every method that opens or makes a key also raises Unavailable when what wraps is away."""
        self.places = KeyPlaces(folder, *replicas)
        self._wrapping = wrapping
        self._cached = lru_cache(maxsize=2048)(self._identity)

    def create(self, key: str) -> None:
        """Makes the key unless it is there. Raises: NotFound for a destroyed key."""
        if not self.places.has(name_of(key)):
            self.places.add(name_of(key), self._wrapping.wrap(str(pyrage.x25519.Identity.generate()).encode(), name_of(key)))

    def adopt(self, key: str, identity: str) -> None:
        """Takes in a key that another installation handed over; one that is there stays. Raises: ValueError, NotFound when destroyed."""
        try:
            pyrage.x25519.Identity.from_str(identity)
        except pyrage.IdentityError as wrong:
            raise ValueError("no age identity") from wrong
        self.places.add(name_of(key), self._wrapping.wrap(identity.encode(), name_of(key)))

    def identity(self, key: str) -> pyrage.x25519.Identity:
        """Raises: NotFound for a key that is not there, or not there any more: another process may have destroyed it."""
        if not self.places.has(name_of(key)):
            raise NotFound("key", key)
        return self._cached(key)

    def gone(self, key: str) -> bool:
        """Whether the key was destroyed, as any place knows."""
        return self.places.gone(name_of(key))

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
        """Wraps every key by the newest wrapping key, in each place; no file of records is written. How many files were wrapped anew.

        Safe to repeat, also after a kill between two places; a key that is destroyed meanwhile is left out. Raises: Unavailable when a
        place is away, InvalidTag for a key that nothing at hand opens.
        """
        self.places.demand()
        newest = self._wrapping.newest()
        files = ((place, name) for place in self.places.all for name in self.places.names(place))
        old = [(place, name) for place, name in files if self.places.mark(place, name) not in (newest, None)]
        return sum(self._wrapped_anew(place, name) for place, name in old)

    def unreadable(self) -> Iterator[str]:
        """Names of the keys that nothing at hand opens, in any place, or that are another key there; not of those destroyed meanwhile."""
        for name in self.places.names():
            lying = [self.places.lying(place, name) for place in self.places.present if (place / name).exists()]
            try:
                held = {self._wrapping.unwrap(one, name) for one in lying if one is not None}
            except InvalidTag:
                held = set()
            if len(held) != 1 and not self.places.gone(name):
                yield name

    def _wrapped_anew(self, place: Path, name: str) -> bool:
        """False for a key that was destroyed, or is being shredded. Raises: as `rotate`."""
        lying = self.places.lying(place, name)
        if lying is None:
            return False
        try:
            identity = self._wrapping.unwrap(lying, name)
        except InvalidTag:
            if self.places.gone(name):
                return False
            raise
        self.places.replace(place, name, self._wrapping.wrap(identity, name))
        return not self.places.gone(name)

    def _identity(self, key: str) -> pyrage.x25519.Identity:
        name = name_of(key)
        try:
            lying = self.places.read(name)
        except FileNotFoundError:
            raise NotFound("key", key) from None
        try:
            identity = self._wrapping.unwrap(lying, name)
        except InvalidTag:
            identity = self._unmarked(lying, key)
        return pyrage.x25519.Identity.from_str(identity.decode())

    def _unmarked(self, lying: bytes, key: str) -> bytes:
        """A key from before keys were marked is marked from now on. Raises: InvalidTag."""
        identity = self._wrapping.unwrap_unmarked(lying, key)
        for place in self.places.present:
            self.places.replace(place, name_of(key), self._wrapping.wrap(identity, name_of(key)))
        return identity
