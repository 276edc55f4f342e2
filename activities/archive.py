"""Archiving a record: one OCFL object, verified before the row says so."""

import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.desk import Desk
from activities.documents import bytes_key
from activities.heads import head
from activities.records import RecordStands
from domain.clock import clock_time, day
from domain.contents import Bound, Entry, contents
from domain.names import DocumentId, RecordId, Sha256
from domain.records import Record, RecordState, check_archive
from signing.revisions import page_count
from store.ocfl import ArchivedObject, Ocfl
from store.queries import audit, comments, people, records, retention, shortcomings
from store.queries import signatures as papers
from store.queries.signatures import Document, Version
from store.writes import audit as audit_writes
from store.writes import records as writes

Sheets = dict[str, Sha256]
"""Path in the archived object → the bytes on the shelf that go there."""
Standing = dict[DocumentId, tuple[Document, Version, str]]
"""Each document's newest version that everybody signed, and its path."""


class NotYet(ApplicationError):
    """A document waits for its preservation, the class for whoever confirms it, or the term is not over by the clock here: tried again."""

    def __init__(self, which: RecordId) -> None:
        super().__init__("NotYet", str(which), type="NotYet", category=ApplicationErrorCategory.BENIGN)


def object_id(record: Record) -> str:
    return f"urn:hsba:record:{record.facility}:{record.code}"


class Archive:
    """Hands that write the archive."""

    def __init__(self, desk: Desk, ocfl: Ocfl) -> None:
        self.desk = desk
        self.ocfl = ocfl

    @activity.defn(name="archive.keep")
    async def keep(self, which: RecordId) -> RecordStands:
        """Freezes a received record; safe to repeat.

        Raises: NotYet (retried), Damaged (retried), WrongState.
        """
        async with self.desk.act() as (session, now):
            record = await records.record(session, which)
            if record.state is RecordState.ARCHIVED:
                return RecordStands(record)
            classified = await retention.confirmed(session, which)
            if await records.unpreserved(session, which) or (record.archive_at and record.archive_at > now) or not classified:
                raise NotYet(which)
            check_archive(record, 0, now, classified)
            sheets, whole, standing = await self._described(session, record)
            top = await head(session, record.id)
        made = await asyncio.to_thread(self._put, record, sheets, whole, standing, top, now)
        async with self.desk.act() as (session, now):
            record = await records.record(session, which, lock=True)
            if record.state is not RecordState.ARCHIVED:
                await writes.archive(session, which, made.inventory_sha256, now)
                await audit_writes.note(session, now, None, "record.archive", ("record", which), which, sha256=made.inventory_sha256)
            return RecordStands(await records.record(session, which, lock=True))

    def _put(
        self, record: Record, sheets: Sheets, whole: dict[str, Any], standing: Standing, top: dict[str, Any], now: datetime
    ) -> ArchivedObject:
        """Reads, seals and writes: slow, so outside of any transaction and in a thread."""
        key = bytes_key(record.id)
        entries = self._contents(record, standing, now)
        whole = {**whole, "contents": [asdict(one) for one in entries]}
        files = {path: self.desk.shelf.path(key, sha256).read_bytes() for path, sha256 in sheets.items()}
        files["contents.pdf.age"] = self.desk.shelf.keys.encrypt(key, self._printed(record, entries, top, now))
        files["record.json.age"] = self.desk.shelf.keys.encrypt(key, _json(whole))
        files["manifest.json"] = _json(_manifest(record, whole))
        return self.ocfl.put(object_id(record), files, "Lưu trữ hồ sơ bệnh án", now)

    def _contents(self, record: Record, standing: Standing, now: datetime) -> tuple[Entry, ...]:
        """The documents that stand, with their pages; what was refused or replaced lies in the archive and has no page."""
        bound = [
            Bound(document.form, document.title, document.code, version.number, document.created_at, self._pages(record, version), path)
            for document, version, path in standing.values()
        ]
        return contents(bound, self.desk.policies.care(record.facility, day(now)).contents_order)

    def _pages(self, record: Record, version: Version) -> int:
        return page_count(self.desk.shelf.get_now(bytes_key(record.id), version.newest))

    def _printed(self, record: Record, entries: tuple[Entry, ...], top: dict[str, Any], now: datetime) -> bytes:
        """As a sheet of the house, PDF/A."""
        lines = [
            {"number": n, "title": of.bound.title, "code": of.bound.code, "at": clock_time(of.bound.at), "first": of.first, "last": of.last}
            for n, of in enumerate(entries, 1)
        ]
        pages = entries[-1].last if entries else 0
        said = {**top, "frozen_at": clock_time(now), "documents": len(entries), "pages": pages, "lines": lines}
        return self.desk.render(self.desk.policies.form("contents", day(now)), said, {}).pdf

    async def _described(self, session: AsyncSession, record: Record) -> tuple[Sheets, dict[str, Any], Standing]:
        """Where each version's sealed bytes go, everything the rows say of the record, and which version of each document stands."""
        sheets: Sheets = {}
        standing: Standing = {}
        described: list[dict[str, Any]] = []
        data: dict[str, Any] = {}
        came: dict[str, Any] = {}
        for document, _ in await papers.record_documents(session, record.id):
            for version in await papers.versions(session, document.id):
                path = f"documents/{document.form}-{document.code}/v{version.number}.pdf.age"
                sheets[path] = version.newest
                if version.completed_at:
                    standing[document.id] = (document, version, path)
                described.append(_describe(document, version, path))
                data[path] = version.data
                if version.pdf:
                    came[path] = asdict(version.pdf)
        page = asdict(await records.page(session, record.id))
        said = await self._said(session, record)
        for one in described:
            one["addenda"] = sorted({other["document"] for other in described if other["adds_to"] == one["document"]})
        timeline = [asdict(line) for line in await audit.timeline(session, record.id, reads=None)]
        lacked = [asdict(one) for one in await shortcomings.of_record(session, record.id)]
        told = {"timeline": timeline, "comments": said, "shortcomings": lacked}
        return sheets, {"record": page, "documents": described, "data": data, "ready_pdfs": came, **told}, standing

    async def _said(self, session: AsyncSession, record: Record) -> list[dict[str, Any]]:
        """Every comment with its words, those taken back too."""
        documents = [document for document, _ in await papers.record_documents(session, record.id)]
        told = await comments.of_documents(session, [one.id for one in documents])
        lines = [(which, one) for which, those in told.items() for one in those]
        names = await people.names(session, {one.comment.person for _, one in lines})
        key = bytes_key(record.id)
        found = []
        for which, one in lines:
            words = (await self.desk.shelf.get(key, one.sha256)).decode()
            found.append({"document": str(which), **asdict(one.comment), "name": names.get(one.comment.person, ""), "words": words})
        return found


def _manifest(record: Record, whole: dict[str, Any]) -> dict[str, Any]:
    """What lies open in the archive: no name, nothing clinical."""
    return {
        "record": str(record.id),
        "code": record.code,
        "facility": record.facility,
        "retention_class": whole["record"]["retention_class"],
        "keep_until": whole["record"]["keep_until"],
        "documents": whole["documents"],
    }


def _describe(document: Document, version: Version, path: str) -> dict[str, Any]:
    chain = version.chain
    return {
        "document": str(document.id),
        "form": document.form,
        "code": document.code,
        "version": version.number,
        "path": path,
        "sha256": version.newest,
        "signatures": len(chain.signatures),
        "state": version.state,
        "chain_edition": chain.edition,
        "content": chain.content,
        "content_size": chain.size,
        "pdf_a": _pdf_a(version),
        "adds_to": str(document.adds_to) if document.adds_to else None,
        "adds_to_version": document.adds_to_version,
    }


def _pdf_a(version: Version) -> str:
    """What is known of the format: a sheet of the house was checked when it was printed, of a ready PDF there is only its own word."""
    if version.pdf is None:
        return "PDF/A-3a"
    return f"not known, claims {version.pdf.claims}" if version.pdf.claims else "none"


def _json(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False, indent=2, sort_keys=True, default=str).encode() + b"\n"
