"""Renews chosen archived documents in the file: a further archive time stamp, as a version more of the object; no byte there is touched."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha512
from typing import Any

from activities.desk import Desk
from activities.documents import bytes_key
from activities.preserving import Preservation
from domain.archived import object_id, renewed_path
from domain.errors import WrongState
from domain.names import RecordId
from domain.people import Actor, Position
from domain.records import RecordState
from store.archive_copy import ArchiveCopy
from store.ocfl import ArchivedObject, Damaged
from store.queries import records
from store.writes import audit
from store.writes import records as writes

MESSAGE = "Gia hạn dấu thời gian lưu trữ"
"""Of the versions that only these hands write."""


@dataclass(frozen=True)
class RenewedFile:
    """One document renewed."""

    path: str
    """Of the new file in the object."""
    sha256: str
    """Of its plain bytes."""


class FileRenewals:
    """Hands that renew few documents: one time stamp for each, so not for the many."""

    def __init__(self, desk: Desk, copy: ArchiveCopy, prover: Preservation) -> None:
        self.desk = desk
        self.copy = copy
        self.prover = prover

    async def renew(self, which: RecordId, actor: Actor, position: Position) -> list[RenewedFile]:
        """Every preserved document of an archived record. Killed at any moment, the record is whole, and a repeat begins anew.

        Raises: WrongState, Damaged, Overtaken, Unavailable("timestamps"), CertificateRefused, Incomplete.
        """
        name, known = object_id(bytes_key(which)), await self._known(which)
        await asyncio.to_thread(self._settle, name, known)
        manifest = await asyncio.to_thread(self._manifest, name)
        preserved = [one for one in manifest["documents"] if one["state"] == "preserved"]
        made = {path: pdf for one in preserved for path, pdf in [await self._renewed(which, manifest, one)]}
        if not made:
            return []
        now = self.desk.clock()
        files = await asyncio.to_thread(self._sealed, which, manifest, made)
        kept = await asyncio.to_thread(self.copy.add, name, files, MESSAGE, now, known)
        await self._note(which, kept, actor, position, sorted(made), now)
        await asyncio.to_thread(self.copy.kept, name)
        return [RenewedFile(path, sha256(pdf).hexdigest()) for path, pdf in sorted(made.items())]

    async def _known(self, which: RecordId) -> str:
        """SHA-256 of the inventory that the row knows. Raises: WrongState."""
        async with self.desk.sessions() as session:
            page = await records.page(session, which)
        if page.record.state is not RecordState.ARCHIVED or not page.archive_sha256:
            raise WrongState("record.renew", page.record.state)
        return page.archive_sha256

    def _settle(self, name: str, known: str) -> None:
        """The object is the one that the row knows; a version that a killed attempt left beyond it goes. Raises: Damaged."""
        with self.copy.first.locked(name):
            self.copy.first.settle(name)
            if self.copy.first.fingerprint(name) != known and not self.copy.first.take_back(name, known, MESSAGE):
                raise Damaged(f"{name}: inventory.json")
        self.copy.first.verify(name)

    async def _renewed(self, which: RecordId, manifest: dict[str, Any], one: dict[str, Any]) -> tuple[str, bytes]:
        """The new file's path, and the newest PDF of the document with one time stamp more."""
        files, number = manifest["files"], 1
        newest = one["path"]
        while (path := renewed_path(one["path"], number)) in files:
            newest, number = path, number + 1
        pdf = await self.desk.shelf.get(bytes_key(which), files[newest])
        return path, await self.prover.renew(pdf, one["content_size"])

    def _sealed(self, which: RecordId, manifest: dict[str, Any], made: dict[str, bytes]) -> dict[str, bytes]:
        files = {**manifest["files"], **{path: sha256(pdf).hexdigest() for path, pdf in made.items()}}
        sha512s = {**manifest.get("sha512", {}), **{path: sha512(pdf).hexdigest() for path, pdf in made.items()}}
        said = json.dumps({**manifest, "files": files, "sha512": sha512s}, ensure_ascii=False, indent=2, sort_keys=True)
        sealed = {path: self.desk.shelf.keys.encrypt(bytes_key(which), pdf) for path, pdf in made.items()}
        return {**sealed, "manifest.json": said.encode() + b"\n"}

    def _manifest(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.copy.first.files(name)["manifest.json"].read_bytes())
        return found

    async def _note(self, which: RecordId, kept: ArchivedObject, actor: Actor, position: Position, files: list[str], now: datetime) -> None:
        async with self.desk.act() as (session, _):
            await records.record(session, which, lock=True)
            await writes.supplement(session, which, kept.inventory_sha256, (), now)
            facts: dict[str, Any] = {"sha256": kept.inventory_sha256, "files": files}
            await audit.note_act(session, now, actor, position, "record.renew", ("record", which), which, **facts)
