"""Makes an archived record's files: the signed PDFs as they lie on the shelf, and beside them what explains and proves them."""

import asyncio
from collections.abc import Awaitable, Callable, Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256, sha512
from typing import Any

from activities.archived_manifest import manifest
from activities.archived_record import ArchivedRecord, Sheet, editions_of
from activities.archived_telling import Before, Telling, plain_json
from activities.desk import Desk
from activities.documents import bytes_key
from domain.archived import readme
from domain.contents import Entry
from domain.errors import Malformed
from domain.names import Sha256
from signing.carried import carried
from signing.inspection import inspect
from signing.revisions import page_count
from signing.verdicts import Verdict

Judge = Callable[[bytes], Awaitable[Verdict]]
"""What a signed file is worth."""


@dataclass
class Packed:
    """Files as they come together: path → bytes to be written, and path → digest of the plain bytes of what is sealed."""

    files: dict[str, bytes] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    sha512: dict[str, str] = field(default_factory=dict)
    """Of the signed PDFs: what a renewal of their evidence by hash tree asks for, so that it need not read them again."""


class Packing:
    """One record's files, made in threads: slow, so outside of any transaction."""

    def __init__(self, desk: Desk, judge: Judge, of: ArchivedRecord, now: datetime) -> None:
        self._desk = desk
        self._judge = judge
        self._of = of
        self._now = now
        self._key = bytes_key(of.record.id)
        self._packed = Packed()

    async def whole(self) -> dict[str, bytes]:
        """Everything, for the first version of the object."""
        pages = await self._sheets(self._of.sheets)
        await asyncio.to_thread(self._beside, pages)
        self._packed.files["README.txt"] = readme(self._of.record.code, self._of.record.facility).encode()
        return self._closed({})

    async def supplement(self, late: Sequence[Sheet], before: Before) -> dict[str, bytes]:
        """What a later version adds for these sheets, and what explains the record anew."""
        pages = await self._sheets(late)
        await asyncio.to_thread(self._continued, late, pages, before)
        return self._closed(before.manifest)

    async def _sheets(self, sheets: Iterable[Sheet]) -> dict[str, int]:
        """Path of each PDF → its pages."""
        pages = {}
        for sheet in sheets:
            pdf = await self._desk.shelf.get(self._key, sheet.version.newest)
            if sheet.finished:
                verdict = await self._judge(pdf)
                self._seal(
                    f"{sheet.stem}.validation.json.age", plain_json({"at": self._now, "sha256": sheet.version.newest, **asdict(verdict)})
                )
            pages[sheet.path] = await asyncio.to_thread(self._sheet, sheet, pdf)
        return pages

    def _sheet(self, sheet: Sheet, pdf: bytes) -> int:
        self._put(sheet.path, self._desk.shelf.sealed(self._key, sheet.version.newest), sheet.version.newest)
        self._packed.sha512[sheet.path] = sha512(pdf).hexdigest()
        if sheet.version.data is not None:
            self._seal(f"{sheet.stem}.json.age", plain_json(sheet.version.data))
        for name, content in _evidence(pdf).items():
            path = f"evidence/{name}.age"
            if path not in self._packed.files:
                self._seal(path, content)
        return page_count(pdf)

    def _beside(self, pages: Mapping[str, int]) -> None:
        """Of a record that is archived for the first time."""
        telling = Telling(self._desk, self._of, self._now)
        entries = telling.contents(pages)
        self._explained(telling, entries, telling.described(entries, self._packed.files), telling.exchanged(), frozenset())

    def _continued(self, late: Sequence[Sheet], pages: Mapping[str, int], before: Before) -> None:
        """Of a record with something late: what left the rows since is told as the version before told it."""
        telling, held = Telling(self._desk, self._of, self._now), before.manifest["files"]
        entries = telling.continued(before, late, pages)
        said = telling.described(entries, {**held, **self._packed.files})
        xml = telling.exchanged_more(before.xml, late)
        self._explained(telling, entries, {**before.record, **said, "record": before.record["record"]}, xml, held)

    def _explained(self, telling: Telling, entries: tuple[Entry, ...], said: Mapping[str, Any], xml: bytes, held: Container[str]) -> None:
        """What explains the record; comments and copies that are not `held` yet."""
        self._seal("contents.pdf.age", telling.printed(entries))
        self._seal("record.json.age", plain_json(said))
        self._seal("timeline.json.age", plain_json([asdict(line) for line in self._of.timeline]))
        self._seal("HoSoBenhAn.xml.age", xml)
        for _, one in self._of.comments:
            self._added(f"comments/{one.comment.id}.txt.age", one.sha256, held)
        for copy in self._of.copies:
            for name, digest in (("", copy.sha256), ("-printed", copy.printed)):
                if digest and digest not in self._packed.plain.values():
                    self._added(f"copies/{copy.id}{name}.pdf.age", digest, held)

    def _added(self, path: str, digest: Sha256, held: Container[str]) -> None:
        if path not in held:
            self._seal(path, self._desk.shelf.get_now(self._key, digest))

    def _closed(self, before: Mapping[str, Any]) -> dict[str, bytes]:
        """With what lies open: policies and manifest, into which goes that of the version before."""
        self._seal("policies.json.age", plain_json(editions_of(self._desk, self._of)))
        files = {**before.get("files", {}), **self._packed.plain}
        hashes = {**before.get("sha512", {}), **self._packed.sha512}
        self._packed.files["manifest.json"] = plain_json(manifest(self._of, files, hashes))
        return self._packed.files

    def _seal(self, path: str, content: bytes) -> None:
        self._put(path, self._desk.shelf.keys.encrypt(self._key, content), sha256(content).hexdigest())

    def _put(self, path: str, sealed: bytes, digest: str) -> None:
        self._packed.files[path] = sealed
        self._packed.plain[path] = digest


def _evidence(pdf: bytes) -> dict[str, bytes]:
    """A ready PDF that cannot be taken apart keeps what it carries to itself."""
    try:
        return carried(inspect(pdf))
    except Malformed:
        return {}
