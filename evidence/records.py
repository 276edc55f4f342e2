"""Evidence records made for the judges: by hsba's signing room, with the time-stamp service of the stack while it runs.

They prove the demo's finished documents in a group as large as a hospital's day, and are kept as they were after each renewal.
"""

import asyncio
import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from signing.evidence_groups import Group, build, renew_stamps, renew_tree
from signing.revocation import Revocation
from signing.timestamps import TimeStamps
from signing.trust import Trust

SIZE = 5000
"""Documents in the group; those that no file stands for are only digests."""


@dataclass(frozen=True)
class Kept:
    """One evidence record, `NAME.er`, beside a copy of its document, `NAME`."""

    path: Path
    renewals: str
    """What was done to it, in words."""
    stamps: int
    """Archive time stamps it must have."""

    @property
    def document(self) -> Path:
        return self.path.with_suffix("")


def make(documents: Iterable[Path], root: Path, service: str, folder: Path) -> tuple[Kept, ...]:
    """Evidence records of these documents after each of four stamps, in folders of their own. Raises: as `signing.evidence_groups`."""
    return asyncio.run(_make(tuple(documents), Trust([root.read_bytes()]), service, folder))


async def _make(documents: tuple[Path, ...], trust: Trust, service: str, folder: Path) -> tuple[Kept, ...]:
    others = (hashlib.sha256(b"another document %d" % number).digest() for number in range(SIZE - len(documents)))
    digests = {_digest(one, "sha256"): _digest(one, "sha512") for one in documents}
    kept: list[Kept] = []
    stamps, revocation = TimeStamps(service, trust), Revocation(trust)
    try:
        group = await build([*digests, *others]).stamp(stamps, revocation)
        kept += _kept(group, documents, folder, "built", 1)
        (group,) = await renew_stamps([group], stamps, revocation)
        kept += _kept(group, documents, folder, "renewed by time stamp", 2)
        group = await renew_tree(group, "sha512", digests, stamps, revocation)
        kept += _kept(group, documents, folder, "renewed by hash tree", 3)
        other = await build([hashlib.sha512(b"elsewhere").digest()], "sha512").stamp(stamps, revocation)
        group, _ = await renew_stamps([group, other], stamps, revocation)
        kept += _kept(group, documents, folder, "renewed by a stamp shared with another group", 4)
    finally:
        await stamps.close()
        await revocation.close()
    return tuple(kept)


def _kept(group: Group, documents: Iterable[Path], folder: Path, renewals: str, stamps: int) -> Iterator[Kept]:
    place = folder / str(stamps)
    place.mkdir(parents=True)
    for document in documents:
        shutil.copy(document, place)
        path = place / f"{document.name}.er"
        path.write_bytes(group.record_of(_digest(document, "sha256")).der)
        yield Kept(path, renewals, stamps)


def _digest(document: Path, algorithm: str) -> bytes:
    return hashlib.new(algorithm, document.read_bytes()).digest()
