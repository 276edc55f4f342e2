"""The key store: one age identity per record, hold or rollout paper trail, wrapped, apart from database and archive.

Destroying a key here is what makes disposal reach every backup (design §4).
"""

import os
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import NotFound
from store.files import write_once


class KeyStore:
    """Files of 12 bytes nonce + AES-256-GCM of the age identity, named by the key's id."""

    def __init__(self, folder: Path, master: bytes) -> None:
        """`master` is 32 bytes, kept elsewhere."""
        self.folder = folder
        self.master = AESGCM(master)
        self.identity = lru_cache(maxsize=2048)(self._identity)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def create(self, key: str) -> None:
        """Makes the key unless it is there."""
        if not self._path(key).exists():
            nonce = os.urandom(12)
            identity = str(pyrage.x25519.Identity.generate()).encode()
            write_once(self._path(key), nonce + self.master.encrypt(nonce, identity, key.encode()))

    def encrypt(self, key: str, plain: bytes) -> bytes:
        """An age file (age-encryption.org/v1) that the exported identity opens."""
        return bytes(pyrage.encrypt(plain, [self.identity(key).to_public()]))

    def decrypt(self, key: str, sealed: bytes) -> bytes:
        """Raises: NotFound for a key that is not there, ValueError for bytes that were not sealed with it, or not whole."""
        try:
            return bytes(pyrage.decrypt(sealed, [self.identity(key)]))
        except pyrage.DecryptError as wrong:
            raise ValueError("sealed bytes") from wrong

    def _identity(self, key: str) -> pyrage.x25519.Identity:
        try:
            wrapped = self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFound("key", key) from None
        return pyrage.x25519.Identity.from_str(self.master.decrypt(wrapped[:12], wrapped[12:], key.encode()).decode())

    def _path(self, key: str) -> Path:
        return self.folder / urlsafe_b64encode(sha256(key.encode()).digest()).decode().rstrip("=")
