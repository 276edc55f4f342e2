"""What the archive does with files: writing objects, reading them again, renewing within the file, and groups of evidence records."""

import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.devstack.pki.authority import Authority
from app.devstack.pki.server import serving
from signing.evidence_groups import build, renew_stamps
from signing.revocation import Revocation
from signing.timestamps import TimeStamps
from signing.trust import Trust, der
from store.files import make_folder, sync_folder
from store.ocfl import Ocfl

OBJECTS, FILES, SIZE = 60, 20, 60_000
"""Of the writes: a record of some ten sheets with what stands beside them."""
LARGE, LARGE_SIZE = 24, 4 * 1024 * 1024
GROUP = 5_000
NOW = datetime(2026, 11, 28, tzinfo=UTC)


async def measure(documents: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="hsba-archive-", dir=".") as name:
        folder = Path(name)
        return {
            "writes": await asyncio.to_thread(_writes, folder),
            "fixity": await asyncio.to_thread(_fixity, folder),
            "evidence": await _evidence(folder, documents),
        }


def _files(number: int) -> dict[str, bytes]:
    return {f"documents/{n}/v1.pdf.age": os.urandom(SIZE) + number.to_bytes(4) for n in range(FILES)}


def _writes(folder: Path) -> dict[str, float]:
    """Objects a second, beside a loop that writes and syncs the same files: by turns, so that both have the disk's same hours."""
    archive, plain = Ocfl(folder / "writes"), folder / "plain"
    theirs = ours = 0.0
    for number in range(OBJECTS):
        files = _files(number)
        began = time.perf_counter()
        place = archive.put(f"urn:bench:{number}", files, "bench", NOW).path
        ours += time.perf_counter() - began
        written = [path.relative_to(place) for path in place.rglob("*") if path.is_file()]
        contents = [(place / path).read_bytes() for path in written]
        began = time.perf_counter()
        for path, content in zip(written, contents, strict=True):
            _plainly(plain / str(number) / path, content)
        theirs += time.perf_counter() - began
    return {
        "objects_per_second": round(OBJECTS / ours, 1),
        "plain_per_second": round(OBJECTS / theirs, 1),
        "share": round(theirs / ours, 2),
    }


def _plainly(path: Path, content: bytes) -> None:
    """A file as anybody who means it to last would write it."""
    make_folder(path.parent)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _fixity(folder: Path) -> dict[str, float]:
    """MiB a second of files of 4 MiB, beside raw SHA-256 of the same bytes from memory."""
    archive = Ocfl(folder / "large")
    files = {f"image-{n}.age": os.urandom(LARGE_SIZE) for n in range(LARGE)}
    archive.put("urn:bench:large", files, "bench", NOW)
    raw = read = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for content in files.values():
            sha256(content).digest()
        raw = min(raw, time.perf_counter() - began)
        began = time.perf_counter()
        assert not list(archive.damages("urn:bench:large"))
        read = min(read, time.perf_counter() - began)
    size = LARGE * LARGE_SIZE / 1024 / 1024
    return {"mib_per_second": round(size / read), "raw_mib_per_second": round(size / raw), "share": round(raw / read, 2)}


async def _evidence(folder: Path, documents: int) -> dict[str, float]:
    """A tree of `GROUP` documents for each stamp: built and stamped, then renewed by a stamp for each group, and by one for all."""
    authority = Authority(folder / "pki")
    trust = Trust([der(authority.root)])
    async with serving(authority):
        stamps, revocation = TimeStamps(f"{authority.url}/tsa", trust), Revocation(trust)
        try:
            began = time.perf_counter()
            groups = []
            for start in range(0, documents, GROUP):
                some = [sha256(number.to_bytes(8)).digest() for number in range(start, min(start + GROUP, documents))]
                groups.append(await build(some, "sha256").stamp(stamps, revocation))
            built = time.perf_counter()
            renewed = [(await renew_stamps([group], stamps, revocation))[0] for group in groups]
            each = time.perf_counter()
            together = await renew_stamps(renewed, stamps, revocation)
            done = time.perf_counter()
        finally:
            await stamps.close()
            await revocation.close()
    assert len(together) == len(groups)
    return {
        "documents": documents,
        "stamps": len(groups),
        "built_s": round(built - began, 1),
        "renewed_s": round(each - built, 1),
        "renewed_by_one_stamp_s": round(done - each, 1),
    }
