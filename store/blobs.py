"""The shelf: write-once files named by the SHA-256 of their plain bytes, encrypted with their subject's key."""

import asyncio
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from domain.archived import object_id
from domain.errors import NotFound
from domain.names import Sha256
from store.files import write_once
from store.keys import KeyStore
from store.ocfl import Ocfl


class Shelf:
    """`folder/<key>/<sha256>.age`. A file without a row is never served, and swept when older than a day.

    What was archived is read from the archive: its working file is gone.
    """

    def __init__(self, folder: Path, keys: KeyStore, archive: Ocfl) -> None:
        self.folder = folder
        self.keys = keys
        self.archive = archive

    async def put(self, key: str, content: bytes) -> Sha256:
        """Keeps the bytes; safe to repeat, and young again when repeated: the sweep must not take what is about to be named."""
        return await asyncio.to_thread(self.put_now, key, content)

    async def get(self, key: str, digest: Sha256) -> bytes:
        """The plain bytes, checked against their name. Raises: NotFound."""
        return await asyncio.to_thread(self.get_now, key, digest)

    def put_now(self, key: str, content: bytes) -> Sha256:
        digest = Sha256(sha256(content).hexdigest())
        path = self.path(key, digest)
        try:
            os.utime(path)
        except FileNotFoundError:
            self.keys.create(key)
            write_once(path, self.keys.encrypt(key, content))
        return digest

    def get_now(self, key: str, digest: Sha256) -> bytes:
        try:
            content = self.keys.decrypt(key, self.sealed(key, digest))
        except ValueError:
            raise NotFound("blob", digest) from None
        if sha256(content).hexdigest() != digest:
            raise NotFound("blob", digest)
        return content

    def clear(self, key: str, digests: Iterable[str]) -> None:
        """Removes these working files: the archive has them."""
        for digest in digests:
            self.path(key, digest).unlink(missing_ok=True)

    def remove(self, key: str) -> None:
        """Every working file of the key goes; safe to repeat."""
        folder = self.path(key, "").parent
        if folder.exists():
            shutil.rmtree(folder)

    def sealed(self, key: str, digest: str) -> bytes:
        """The bytes as they lie, encrypted. Raises: NotFound."""
        try:
            return self.path(key, digest).read_bytes()
        except FileNotFoundError:
            return self._archived(key, digest)

    def _archived(self, key: str, digest: str) -> bytes:
        """Where the record's manifest says these plain bytes lie. Raises: NotFound."""
        files = self.archive.files(object_id(key))
        held: dict[str, str] = json.loads(files["manifest.json"].read_bytes()).get("files", {})
        found = next((path for path, plain in held.items() if plain == digest and path in files), None)
        if found is None:
            raise NotFound("blob", digest)
        return files[found].read_bytes()

    def path(self, key: str, digest: str) -> Path:
        return self.folder / key.replace("/", "_") / f"{digest}.age"

    def every(self) -> Iterator[Path]:
        return self.folder.glob("*/*.age")
