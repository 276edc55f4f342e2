"""What explains an archived record to whoever opens it: its contents, its data as JSON, and the record as XML."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from activities.archived_manifest import described as documents_of
from activities.archived_record import ArchivedRecord, Sheet
from activities.desk import Desk
from activities.documents import bytes_key
from domain.clock import clock_time, day
from domain.contents import Bound, Entry, contents, continued, medium
from domain.exchange import Exchanged, supplemented
from domain.exchange import exchanged as whole_xml
from store.queries.comments import Said

ENTRIES = TypeAdapter(tuple[Entry, ...])


@dataclass(frozen=True)
class Before:
    """What the version before says, opened."""

    manifest: Mapping[str, Any]
    record: Mapping[str, Any]
    """`record.json`."""
    xml: bytes


class Telling:
    """One record's explanations, from its rows and, of a later version, from the version before."""

    def __init__(self, desk: Desk, of: ArchivedRecord, now: datetime) -> None:
        self._desk = desk
        self._of = of
        self._now = now
        self._key = bytes_key(of.record.id)

    def contents(self, pages: Mapping[str, int]) -> tuple[Entry, ...]:
        """The documents that stand, with their pages; what was refused or replaced lies in the archive and has no page."""
        bound = [_bound(self._desk, one, pages[one.path]) for one in self._of.sheets if one.stands]
        return contents(bound, self._desk.policies.care(self._of.record.facility, day(self._now)).contents_order)

    def continued(self, before: Before, late: Sequence[Sheet], pages: Mapping[str, int]) -> tuple[Entry, ...]:
        """The contents of the version before, and after them what came late."""
        bound = [_bound(self._desk, one, pages[one.path]) for one in late if one.stands]
        return continued(ENTRIES.validate_python(before.record["contents"]), bound)

    def printed(self, entries: tuple[Entry, ...]) -> bytes:
        """As a sheet of the house, PDF/A."""
        lines = [
            {"number": n, "title": of.bound.title, "code": of.bound.code, "at": clock_time(of.bound.at), "paper": of.bound.paper}
            | {"first": of.first, "last": of.last}
            for n, of in enumerate(entries, 1)
        ]
        pages = entries[-1].last if entries else 0
        said = {
            **self._of.top,
            "frozen_at": clock_time(self._of.record.archived_at or self._now),
            "documents": len(entries),
            "pages": pages,
            "lines": lines,
            "medium": medium(entries),
            **({"paper_part": self._of.kept_on.paper_part} if self._of.kept_on else {}),
        }
        return self._desk.render(self._desk.policies.form("contents", day(self._now)), said, {}).pdf

    def described(self, entries: tuple[Entry, ...], held: Container[str]) -> dict[str, Any]:
        """Everything the house knows of the record but the readings of it, which are the timeline's."""
        of = self._of
        said = [{"document": str(document.id), **self._said(one)} for document, one in of.comments]
        return {
            "record": asdict(of.page),
            "patient": asdict(of.page.patient),
            "moves": list(of.moves),
            "documents": documents_of(of, held),
            "ready_pdfs": {one.path: asdict(one.version.pdf) for one in of.sheets if one.version.pdf},
            "contents": [asdict(one) for one in entries],
            "medium": medium(entries),
            "kept_on": asdict(of.kept_on) if of.kept_on else None,
            "comments": said,
            "shortcomings": list(of.shortcomings),
            "came_from": of.came_from,
            "referrals": list(of.referrals),
            "retention_terms": list(of.terms),
            "outages": list(of.outages),
            "copies": [asdict(one) for one in of.copies],
        }

    def _said(self, one: Said) -> dict[str, Any]:
        words = self._desk.shelf.get_now(self._key, one.sha256).decode()
        return {**asdict(one.comment), "name": self._of.names.get(one.comment.person, ""), "words": words}

    def exchanged(self) -> bytes:
        of, clinical = self._of, self._of.page.clinical or {}
        admission = {"SoHoSo": of.record.code, "Khoa": of.page.department, "ThoiGianVaoVien": of.record.opened_at}
        if of.came_from:
            admission |= {"ChuyenTu": of.came_from["came_from"]["facility"], "SoPhieuChuyen": of.came_from["came_from"]["slip"]}
        treatment = {"BacSi": of.page.doctor, "ThoiGianRaVien": of.record.discharged_at, "KetQua": of.record.outcome}
        said = {"LyDoVaoVien": clinical.get("reason")}, {"ChanDoan": clinical.get("diagnosis"), "TomTat": clinical.get("summary")}
        papers = [self._paper(one) for one in of.sheets if one.stands]
        return whole_xml(of.top["patient"], admission | said[0], treatment | said[1], papers)

    def exchanged_more(self, before: bytes, late: Sequence[Sheet]) -> bytes:
        """The XML of the version before, with what came late, and the patient as known now."""
        return supplemented(before, self._of.top["patient"], [self._paper(one) for one in late if one.stands])

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


def plain_json(what: object) -> bytes:
    """UTF-8, sorted and indented: to be read by people too."""
    return json.dumps(what, ensure_ascii=False, indent=2, sort_keys=True, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set | frozenset) else str(value)
