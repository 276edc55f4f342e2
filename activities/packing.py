"""Makes an archived record's files: the signed PDFs as they lie on the shelf, and beside them what explains and proves them."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256, sha512
from typing import Any

from activities.archived_manifest import described, manifest
from activities.archived_record import ArchivedRecord, Sheet, editions_of
from activities.desk import Desk
from activities.documents import bytes_key
from domain.archived import readme
from domain.clock import clock_time, day
from domain.contents import Bound, Entry, contents, medium
from domain.errors import Malformed
from domain.exchange import Exchanged, exchanged
from signing.carried import carried
from signing.inspection import inspect
from signing.revisions import page_count
from signing.verdicts import Verdict
from store.queries.comments import Said

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
        return self._closed({})

    async def supplement(self, sheets: Iterable[Sheet], manifest: Mapping[str, Any]) -> dict[str, bytes]:
        """What a later version adds for these sheets; `manifest` is that of the version before."""
        await self._sheets(sheets)
        await asyncio.to_thread(self._seal, "timeline.json.age", _json([asdict(line) for line in self._of.timeline]))
        return self._closed(manifest)

    async def _sheets(self, sheets: Iterable[Sheet]) -> dict[str, int]:
        """Path of each PDF → its pages."""
        pages = {}
        for sheet in sheets:
            pdf = await self._desk.shelf.get(self._key, sheet.version.newest)
            if sheet.finished:
                verdict = await self._judge(pdf)
                self._seal(f"{sheet.stem}.validation.json.age", _json({"at": self._now, "sha256": sheet.version.newest, **asdict(verdict)}))
            pages[sheet.path] = await asyncio.to_thread(self._sheet, sheet, pdf)
        return pages

    def _sheet(self, sheet: Sheet, pdf: bytes) -> int:
        self._put(sheet.path, self._desk.shelf.sealed(self._key, sheet.version.newest), sheet.version.newest)
        self._packed.sha512[sheet.path] = sha512(pdf).hexdigest()
        if sheet.version.data is not None:
            self._seal(f"{sheet.stem}.json.age", _json(sheet.version.data))
        for name, content in _evidence(pdf).items():
            path = f"evidence/{name}.age"
            if path not in self._packed.files:
                self._seal(path, content)
        return page_count(pdf)

    def _beside(self, pages: Mapping[str, int]) -> None:
        of, entries = self._of, self._contents(pages)
        self._seal("contents.pdf.age", self._printed(entries))
        self._seal("record.json.age", _json(self._described(entries)))
        self._seal("timeline.json.age", _json([asdict(line) for line in of.timeline]))
        self._seal("HoSoBenhAn.xml.age", self._exchanged())
        for _, said in of.comments:
            self._seal(f"comments/{said.comment.id}.txt.age", self._desk.shelf.get_now(self._key, said.sha256))
        for copy in of.copies:
            for name, digest in (("", copy.sha256), ("-printed", copy.printed)):
                if digest and digest not in self._packed.plain.values():
                    self._seal(f"copies/{copy.id}{name}.pdf.age", self._desk.shelf.get_now(self._key, digest))
        self._packed.files["README.txt"] = readme(of.record.code, of.record.facility).encode()

    def _closed(self, before: Mapping[str, Any]) -> dict[str, bytes]:
        """With what lies open: policies and manifest, into which goes that of the version before."""
        self._seal("policies.json.age", _json(editions_of(self._desk, self._of, self._now)))
        files = {**before.get("files", {}), **self._packed.plain}
        hashes = {**before.get("sha512", {}), **self._packed.sha512}
        self._packed.files["manifest.json"] = _json(manifest(self._of, files, hashes))
        return self._packed.files

    def _seal(self, path: str, content: bytes) -> None:
        self._put(path, self._desk.shelf.keys.encrypt(self._key, content), sha256(content).hexdigest())

    def _put(self, path: str, sealed: bytes, digest: str) -> None:
        self._packed.files[path] = sealed
        self._packed.plain[path] = digest

    def _contents(self, pages: Mapping[str, int]) -> tuple[Entry, ...]:
        """The documents that stand, with their pages; what was refused or replaced lies in the archive and has no page."""
        bound = [_bound(self._desk, one, pages[one.path]) for one in self._of.sheets if one.stands]
        return contents(bound, self._desk.policies.care(self._of.record.facility, day(self._now)).contents_order)

    def _printed(self, entries: tuple[Entry, ...]) -> bytes:
        """As a sheet of the house, PDF/A."""
        lines = [
            {"number": n, "title": of.bound.title, "code": of.bound.code, "at": clock_time(of.bound.at), "paper": of.bound.paper}
            | {"first": of.first, "last": of.last}
            for n, of in enumerate(entries, 1)
        ]
        pages = entries[-1].last if entries else 0
        said = {
            **self._of.top,
            "frozen_at": clock_time(self._now),
            "documents": len(entries),
            "pages": pages,
            "lines": lines,
            "medium": medium(entries),
        }
        return self._desk.render(self._desk.policies.form("contents", day(self._now)), said, {}).pdf

    def _described(self, entries: tuple[Entry, ...]) -> dict[str, Any]:
        """Everything the house knows of the record but the readings of it, which are the timeline's."""
        of = self._of
        said = [{"document": str(document.id), **self._said(one)} for document, one in of.comments]
        return {
            "record": asdict(of.page),
            "documents": described(of, self._packed.files),
            "ready_pdfs": {one.path: asdict(one.version.pdf) for one in of.sheets if one.version.pdf},
            "contents": [asdict(one) for one in entries],
            "medium": medium(entries),
            "comments": said,
            "shortcomings": list(of.shortcomings),
            "retention_terms": list(of.terms),
            "copies": [asdict(one) for one in of.copies],
        }

    def _said(self, one: Said) -> dict[str, Any]:
        words = self._desk.shelf.get_now(self._key, one.sha256).decode()
        return {**asdict(one.comment), "name": self._of.names.get(one.comment.person, ""), "words": words}

    def _exchanged(self) -> bytes:
        of, clinical = self._of, self._of.page.clinical or {}
        admission = {"SoHoSo": of.record.code, "Khoa": of.page.department, "ThoiGianVaoVien": of.record.opened_at}
        treatment = {"BacSi": of.page.doctor, "ThoiGianRaVien": of.record.discharged_at, "KetQua": of.record.outcome}
        said = {"LyDoVaoVien": clinical.get("reason")}, {"ChanDoan": clinical.get("diagnosis"), "TomTat": clinical.get("summary")}
        papers = [self._paper(one) for one in of.sheets if one.stands]
        return exchanged(of.top["patient"], admission | said[0], treatment | said[1], papers)

    def _paper(self, one: Sheet) -> Exchanged:
        facts = {
            "BieuMau": one.document.form,
            "TieuDe": one.document.title,
            "MaTraCuu": one.document.code,
            "Ban": one.version.number,
            "Tep": one.path.removesuffix(".age"),
            "SHA256": one.version.newest,
        }
        form = self._desk.policies.form(one.document.form, day(one.document.created_at))
        return Exchanged(form.exchange_group(one.version.data or {}), facts, one.version.data)


def _bound(desk: Desk, one: Sheet, pages: int) -> Bound:
    document = one.document
    paper = desk.policies.form(document.form, day(document.created_at)).on_paper(one.version.data or {})
    return Bound(document.form, document.title, document.code, one.version.number, document.created_at, pages, one.path, paper)


def _evidence(pdf: bytes) -> dict[str, bytes]:
    """A ready PDF that cannot be taken apart keeps what it carries to itself."""
    try:
        return carried(inspect(pdf))
    except Malformed:
        return {}


def _json(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False, indent=2, sort_keys=True, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set | frozenset) else str(value)
