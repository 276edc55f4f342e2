"""What a records officer may ask of the archive."""

import asyncio
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from activities.documents import bytes_key
from domain.archived import object_id
from domain.names import GrantId, RecordId
from domain.people import demand
from domain.records import Record
from services import access
from services.context import Context, House
from store.archive_copy import ArchiveCopy
from store.queries import fixity, records


@dataclass(frozen=True)
class Copies:
    """Plain copies of a record as one zip file that is made while it is sent."""

    code: str
    """Of the record."""
    chunks: Iterator[bytes]


async def export(context: Context, which: RecordId, under: GrantId | None = None) -> dict[str, bytes]:
    """Plain copies of an archived record, by path; the copying is audited apart from reading (Luật KCB Đ69 k3–k5).

    By the records office, `under` the grant of an outsider or a patient when it is for them; or by whoever was lent it for copying too.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    record = await _asked(context, which, under)
    return await asyncio.to_thread(lambda: dict(_plain(context.house, record)))


async def copies(context: Context, which: RecordId, under: GrantId | None = None) -> Copies:
    """As `export`, for a page: one file after the other is opened, never the whole record at once. Raises: as `export`."""
    record = await _asked(context, which, under)
    return Copies(record.code, packed(_plain(context.house, record)))


@dataclass(frozen=True)
class Sealed:
    """A record as it lies in the archive, and the key that opens it anywhere."""

    code: str
    folder: Path
    """The OCFL object."""
    identity: str
    """`AGE-SECRET-KEY-1…`."""


async def sealed(context: Context, which: RecordId) -> Sealed:
    """The object with its key, to be handed over: whoever holds both needs no hsba. Audited like any copying. Raises: as `export`."""
    demand(context.position, "record.export", "archived", context.today)
    record, key = await _asked(context, which), bytes_key(which)
    identity = context.house.shelf.keys.exported(key)
    await asyncio.to_thread(context.house.ocfl.verify, object_id(key))
    return Sealed(record.code, context.house.ocfl.path(object_id(key)), identity)


@dataclass(frozen=True)
class Checked:
    """What a reading of the archive found."""

    records: int
    damaged: tuple[tuple[str, tuple[str, ...]], ...]
    """Code of a record and what is gone or changed in its object."""


async def verify(context: Context, which: RecordId | None = None) -> Checked:
    """Reads one record's object, or those of the whole facility, and holds each against its row. Nothing is mended.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    demand(context.position, "record.export", "archived", context.today)
    if which:
        await _asked(context, which)
    async with context.house.sessions() as session:
        asked = await fixity.expected(session, context.position.facility, which)
    copy = ArchiveCopy(context.house.ocfl, None)
    found = [(code, await asyncio.to_thread(copy.damages, object_id(bytes_key(record)), sha256)) for record, code, sha256 in asked]
    return Checked(len(asked), tuple((code, tuple(files)) for code, files in found if files))


async def _asked(context: Context, which: RecordId, under: GrantId | None = None) -> Record:
    async with context.house.sessions.begin() as session:
        await access.copy(session, context, which, under)
        return await records.record(session, which)


def _plain(house: House, record: Record) -> Iterator[tuple[str, bytes]]:
    key = bytes_key(record.id)
    for name, path in sorted(house.ocfl.files(object_id(key)).items()):
        yield name.removesuffix(".age"), _opened(house, key, path) if name.endswith(".age") else path.read_bytes()


def _opened(house: House, key: str, path: Path) -> bytes:
    return house.shelf.keys.decrypt(key, path.read_bytes())


class _Pipe(io.RawIOBase):
    """What a zip is written into: it cannot be sought, and is emptied as it fills."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self.waiting += content
        return len(content)

    def taken(self) -> bytes:
        found = bytes(self.waiting)
        self.waiting.clear()
        return found


def packed(files: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    """A zip file, chunk by chunk. The same files are the same zip: no time of packing in it."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            yield pipe.taken()
    yield pipe.taken()
