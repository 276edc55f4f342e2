"""What a records officer may ask of the archive."""

import asyncio
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from activities.documents import bytes_key
from domain.archived import LOST, LOST_WORDS, object_id
from domain.errors import Incomplete
from domain.faults import both
from domain.names import GrantId, RecordId
from domain.people import demand
from domain.records import Record
from services import access
from services.context import Context, House
from services.proofs import damaged_groups, of_record
from store.archive_copy import ArchiveCopy
from store.evidence_folder import FOLDER
from store.queries import evidence, fixity, records


@dataclass(frozen=True)
class Copies:
    """Plain copies of a record as one zip file that is made while it is sent."""

    code: str
    """Of the record."""
    chunks: Iterator[bytes]


async def export(context: Context, which: RecordId, under: GrantId | None = None) -> dict[str, bytes]:
    """Plain copies of an archived record, by path, with each document's own evidence record.

    The copying is audited apart from reading (Luật KCB Đ69 k3–k5).

    By the records office, `under` the grant of an outsider or a patient when it is for them; or by whoever was lent it for copying too.
    What is damaged is left out and named in `LOST`.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Incomplete when nothing of it can be told from damage.
    """
    record = await _asked(context, which, under)
    proofs = await of_record(context.house, which)
    readable = await asyncio.to_thread(_readable, context.house, record)
    return await asyncio.to_thread(lambda: dict(_plain(context.house, record, readable)) | proofs)


async def copies(context: Context, which: RecordId, under: GrantId | None = None) -> Copies:
    """As `export`, for a page: one file after the other is opened, never the whole record at once. Raises: as `export`."""
    record = await _asked(context, which, under)
    proofs = await of_record(context.house, which)
    readable = await asyncio.to_thread(_readable, context.house, record)
    return Copies(record.code, packed(chain(_plain(context.house, record, readable), proofs.items())))


@dataclass(frozen=True)
class Sealed:
    """A record as it lies in the archive, and the key that opens it anywhere."""

    code: str
    folder: Path
    """The OCFL object."""
    identity: str
    """`AGE-SECRET-KEY-1…`."""
    proofs: dict[str, bytes]
    """Path → evidence record of each document that has one: they lie beside the object, not in it."""


async def sealed(context: Context, which: RecordId) -> Sealed:
    """The object with its key, to be handed over: whoever holds both needs no hsba. Audited like any copying. Raises: as `export`."""
    demand(context.position, "record.export", "archived", context.today)
    record, key = await _asked(context, which), bytes_key(which)
    identity = await asyncio.to_thread(context.house.shelf.keys.exported, key)
    await asyncio.to_thread(context.house.ocfl.verify, object_id(key))
    return Sealed(record.code, context.house.ocfl.path(object_id(key)), identity, await of_record(context.house, which))


@dataclass(frozen=True)
class Checked:
    """What a reading of the archive found."""

    records: int
    damaged: tuple[tuple[str, tuple[str, ...]], ...]
    """Code of a record and what is gone or changed in its object; the folder of the evidence groups, and which of them."""


async def verify(context: Context, which: RecordId | None = None) -> Checked:
    """Reads one record's object, or those of the whole facility with the evidence beside them, and holds each against its row.

    Nothing is mended.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    demand(context.position, "record.export", "archived", context.today)
    if which:
        await _asked(context, which)
    async with context.house.sessions() as session:
        asked = await fixity.expected(session, context.position.facility, which)
        groups = await evidence.groups(session, context.position.facility)
    copy = ArchiveCopy(context.house.ocfl, None)
    found = [(code, await asyncio.to_thread(copy.damages, object_id(bytes_key(record)), sha256)) for record, code, sha256 in asked]
    unproved = [] if which else await asyncio.to_thread(damaged_groups, context.house, groups)
    damaged = [*found, (str(FOLDER), unproved)]
    return Checked(len(asked), tuple((code, tuple(files)) for code, files in damaged if files))


async def may_renew(context: Context, which: RecordId) -> None:
    """Whether this person may have the record's documents renewed in their files.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    async with context.house.sessions() as session:
        found = await access.reached(session, context, which, "record.renew")
    demand(context.position, "record.renew", found.state, context.today)


@dataclass(frozen=True)
class Signed:
    """A preserved document of the archive, opened."""

    path: str
    """In the object, with the record's code before it."""
    pdf: bytes
    content: int
    """Bytes before its first signature."""


async def samples(context: Context, many: int) -> list[Signed]:
    """One preserved document of each of so many records of the facility; opening them is audited like any copying.

    Raises: NotAllowed, OutOfReach.
    """
    demand(context.position, "record.export", "archived", context.today)
    async with context.house.sessions() as session:
        asked = await fixity.expected(session, context.position.facility, limit=many)
    found = [await asyncio.to_thread(_signed, context.house, await _asked(context, which)) for which, _, _ in asked]
    return [one for one in found if one]


def _signed(house: House, record: Record) -> Signed | None:
    key = bytes_key(record.id)
    files = house.ocfl.files(object_id(key))
    documents = json.loads(files["manifest.json"].read_bytes())["documents"]
    one = next((one for one in documents if one["state"] == "preserved"), None)
    return Signed(f"{record.code}/{one['path']}", _opened(house, key, files[one["path"]]), one["content_size"]) if one else None


async def _asked(context: Context, which: RecordId, under: GrantId | None = None) -> Record:
    async with context.house.sessions.begin() as session:
        await access.copy(session, context, which, under)
        return await records.record(session, which)


@dataclass(frozen=True)
class Readable:
    """What can be copied of an object, and what cannot."""

    files: tuple[tuple[str, Path], ...]
    lost: tuple[str, ...]


def _readable(house: House, record: Record) -> Readable:
    """Every file is held against the inventory before the first is opened. Raises: Incomplete."""
    name = object_id(bytes_key(record.id))
    damaged = frozenset(house.ocfl.damages(name))
    if "inventory.json" in damaged:
        vi = f"danh mục tệp của hồ sơ {record.code} trong kho lưu trữ bị hỏng: báo cán bộ CNTT phục hồi từ bản thứ hai rồi trích lại"
        raise Incomplete(both(vi, "the record's inventory is damaged: have it mended from the second copy, then copy again"))
    place = house.ocfl.path(name)
    found = [(logical, path, str(path.relative_to(place)) in damaged) for logical, path in sorted(house.ocfl.files(name).items())]
    return Readable(
        tuple((logical, path) for logical, path, lost in found if not lost), tuple(logical for logical, _, lost in found if lost)
    )


def _plain(house: House, record: Record, readable: Readable) -> Iterator[tuple[str, bytes]]:
    key = bytes_key(record.id)
    for name, path in readable.files:
        yield name.removesuffix(".age"), _opened(house, key, path) if name.endswith(".age") else path.read_bytes()
    if readable.lost:
        yield LOST, "\n".join((LOST_WORDS, *readable.lost, "")).encode()


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
