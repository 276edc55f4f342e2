"""Reads of documents, their versions and chains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, any_, bindparam, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.foreign import ForeignPdf
from domain.names import DocumentId, FacilityId, PersonId, PositionId, RecordId, RequestId, Sha256
from domain.records import RecordState
from domain.signatures import Chain, Ended, Method, Signature
from store.tables.records import RecordRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow
from store.tables.table import bare

CHAIN = TypeAdapter(Chain)
PDF: TypeAdapter[ForeignPdf | None] = TypeAdapter(ForeignPdf | None)
MADE = bare(SignatureRow)
SIGNATURES = select(MADE).where(MADE.c.document == any_(bindparam("documents", type_=ARRAY(Uuid())))).order_by(MADE.c.number)
"""Made once, and read as rows: no signature is ever loaded as an object, which cost more than the question."""


@dataclass(frozen=True)
class Document:
    """A document without its versions."""

    id: DocumentId
    facility: FacilityId
    form: str
    title: str
    code: str
    subject_kind: str
    subject: str
    record: RecordId | None
    key: str
    created_at: datetime
    current: int
    adds_to: DocumentId | None = None
    """Of an addendum: the document it adds to, and the version that stood then."""
    adds_to_version: int | None = None


@dataclass(frozen=True)
class Version:
    """One version of a document with the chain as the rows have it."""

    number: int
    chain: Chain
    boxes: tuple[tuple[float, float, float, float], ...]
    data: dict[str, Any] | None
    author: PersonId
    position: PositionId
    made_at: datetime
    note: str
    ended_at: datetime | None
    ended_by: PersonId | None
    ended_reason: str | None
    ended_code: str
    completed_at: datetime | None
    preserved_at: datetime | None
    preserved_size: int | None
    series: str | None
    issue_number: int | None
    issued_on: date | None
    pdf: ForeignPdf | None = None
    """The ready PDF that is its content; None when the house printed it."""
    standing: int = 0
    """The document's newest complete version: what counts until a later one is complete; 0 while there is none."""
    stuck_since: datetime | None = None
    """Since when nobody can sign the open step, as far as its people were followed."""

    @property
    def replaced_by(self) -> int | None:
        """The complete version that stands in place of this complete one."""
        return self.standing if self.completed_at and self.standing > self.number else None

    @property
    def stands(self) -> bool:
        return self.number == self.standing

    @property
    def newest(self) -> Sha256:
        """The bytes to serve: preserved when they are, else the head."""
        return self.chain.preserved or self.chain.head

    @property
    def state(self) -> str:
        """`refused`, `replaced`, `withdrawn`, `waiting`, `signing`, `stamping`, `complete` or `preserved`."""
        if self.chain.ended or self.replaced_by:
            return str(self.chain.ended or Ended.REPLACED)
        if self.chain.preserved:
            return "preserved"
        if self.chain.pending:
            return "stamping"
        if self.chain.complete:
            return "complete"
        return "signing" if self.chain.signatures else "waiting"


def outdated(document: Document, version: Version) -> bool:
    """A result says at once that another version comes; whatever else stands until the other is complete."""
    return version.number < document.current if document.subject_kind == "result" else version.replaced_by is not None


async def document(session: AsyncSession, which: DocumentId, lock: bool = False) -> Document:
    row = await session.get(DocumentRow, which, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("document", which)
    return document_of(row)


def document_of(row: DocumentRow) -> Document:
    """A row of `document`, an object or not (`bare`)."""
    return Document(
        DocumentId(row.id),
        FacilityId(row.facility),
        row.form,
        row.title,
        row.code,
        row.subject_kind,
        row.subject,
        RecordId(row.record) if row.record else None,
        row.key,
        row.created_at,
        row.current,
        DocumentId(row.adds_to) if row.adds_to else None,
        row.adds_to_version,
    )


async def version(session: AsyncSession, which: DocumentId, number: int, lock: bool = False) -> Version:
    """Raises: NotFound."""
    row = await session.get(VersionRow, (which, number), with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("version", f"{which}/{number}")
    return (await versions_of(session, [row]))[0]


async def chain(session: AsyncSession, which: DocumentId, number: int, lock: bool = False) -> Chain:
    """The chain with the signatures kept so far: the truth about who signed."""
    return (await version(session, which, number, lock)).chain


async def versions(session: AsyncSession, which: DocumentId) -> list[Version]:
    """Every version of a document, oldest first."""
    rows = await session.execute(select(VersionRow).where(VersionRow.document == which).order_by(VersionRow.number))
    return await versions_of(session, rows.scalars().all())


async def versions_of(session: AsyncSession, rows: Sequence[VersionRow]) -> list[Version]:
    """These rows of `version`, objects or not (`bare`), with their signatures."""
    made = await _signatures(session, {row.document for row in rows})
    # Before a first version that is not complete nothing can stand.
    stands = await _standing(session, {row.document for row in rows if row.completed_at or row.number > 1})
    return [_version(row, made.get((row.document, row.number), ()), stands.get(row.document, 0)) for row in rows]


async def _standing(session: AsyncSession, which: set[UUID]) -> dict[UUID, int]:
    """Document → its newest complete version, of all these documents in one question."""
    if not which:
        return {}
    v = VersionRow
    newest = (
        select(v.document, func.max(v.number).label("newest"))
        .where(v.document.in_(which), v.completed_at.is_not(None))
        .group_by(v.document)
    )
    return {row.document: row.newest for row in await session.execute(newest)}


def _version(row: VersionRow, signatures: tuple[Signature, ...], standing: int) -> Version:
    begun = CHAIN.validate_python(row.chain)
    full = replace(
        begun,
        signatures=signatures,
        ended=Ended(row.ended) if row.ended else None,
        preserved=Sha256(row.preserved) if row.preserved else None,
    )
    return Version(
        row.number,
        full,
        tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in row.boxes),
        row.data,
        PersonId(row.author),
        PositionId(row.position),
        row.made_at,
        row.note,
        row.ended_at,
        PersonId(row.ended_by) if row.ended_by else None,
        row.ended_reason,
        row.ended_code,
        row.completed_at,
        row.preserved_at,
        row.preserved_size,
        row.series,
        row.issue_number,
        row.issued_on,
        PDF.validate_python(row.pdf),
        standing,
        row.stuck_since,
    )


async def _signatures(session: AsyncSession, which: set[UUID]) -> dict[tuple[UUID, int], tuple[Signature, ...]]:
    """(document, version) → its signatures in order, of all these documents in one question."""
    found: dict[tuple[UUID, int], tuple[Signature, ...]] = {}
    for row in cast("Iterable[SignatureRow]", await session.execute(SIGNATURES, {"documents": list(which)})):
        of = (row.document, row.version)
        found[of] = (*found.get(of, ()), _signature(row))
    return found


def _signature(row: SignatureRow) -> Signature:
    made = (PersonId(row.person), PositionId(row.position), row.step, Sha256(row.base), Sha256(row.sha256), row.size, row.at)
    stands = (PersonId(row.absent) if row.absent else None, row.substitution, row.unchecked)
    return Signature(*made, RequestId(row.request), row.stamped_at, Method(row.method), *stands)


async def with_documents(
    session: AsyncSession, pairs: Sequence[tuple[DocumentId, int]]
) -> dict[tuple[DocumentId, int], tuple[Document, Version]]:
    """These versions with their documents, in two questions; those that are not there are left out."""
    d, v = DocumentRow, VersionRow
    rows = (await session.execute(select(d, v).join(v, v.document == d.id).where(tuple_(v.document, v.number).in_(pairs)))).all()
    found = await versions_of(session, [version for _, version in rows])
    return {(DocumentId(row.id), version.number): (document_of(row), version) for (row, _), version in zip(rows, found, strict=True)}


async def begun(session: AsyncSession, which: DocumentId) -> datetime | None:
    """When the first version of a document was made; None while there is none."""
    return (await session.execute(select(DocumentRow.created_at).where(DocumentRow.id == which))).scalar_one_or_none()


async def record_documents(session: AsyncSession, record: RecordId) -> list[tuple[Document, Version]]:
    """Every document of a record with its newest version, oldest first."""
    return await _documents(session, DocumentRow.record == record)


async def addenda(session: AsyncSession, which: DocumentId) -> list[tuple[Document, Version]]:
    """What adds to this document, each with its newest version, oldest first."""
    return await _documents(session, DocumentRow.adds_to == which)


async def subject_documents(session: AsyncSession, kind: str, subject: object) -> list[tuple[Document, Version]]:
    """Every document about one thing with its newest version, oldest first."""
    return await _documents(session, and_(DocumentRow.subject_kind == kind, DocumentRow.subject == str(subject)))


async def newest(session: AsyncSession, which: Sequence[DocumentId]) -> list[tuple[Document, Version]]:
    """These documents with their newest versions, oldest first."""
    return await _documents(session, DocumentRow.id.in_(which))


async def _documents(session: AsyncSession, those: ColumnElement[bool]) -> list[tuple[Document, Version]]:
    d, v = DocumentRow, VersionRow
    newest = and_(v.document == d.id, v.number == d.current)
    rows = (await session.execute(select(d, v).join(v, newest).where(those).order_by(d.created_at, d.id))).all()
    versions = await versions_of(session, [version for _, version in rows])
    return [(document_of(row), version) for (row, _), version in zip(rows, versions, strict=True)]


async def unfinished_versions(session: AsyncSession) -> list[tuple[DocumentId, int]]:
    """Versions whose workflow should be open: neither ended nor preserved, with a signature that waits for its stamp, or preserved after
    their record was archived and not in the archive yet."""
    v, s = VersionRow, SignatureRow
    open_ones = select(v.document, v.number).where(v.ended.is_(None), v.preserved.is_(None))
    unstamped = select(s.document, s.version).where(s.stamped_at.is_(None))
    late = (
        select(v.document, v.number)
        .join(DocumentRow, DocumentRow.id == v.document)
        .join(RecordRow, RecordRow.id == DocumentRow.record)
        .where(RecordRow.state == RecordState.ARCHIVED, v.preserved.is_not(None), v.made_at > RecordRow.archived_at)
        .where(func.jsonb_typeof(v.data) != "null")
    )
    return [(DocumentId(which), number) for which, number in await session.execute(open_ones.union(unstamped, late))]


async def newest_number(session: AsyncSession, which: DocumentId) -> int | None:
    """The newest version's number; None when there is no such document."""
    row = await session.get(DocumentRow, which, populate_existing=True)
    return row.current if row else None


async def made_by(session: AsyncSession, which: DocumentId, request: str) -> int | None:
    """The version that this act made, if it made one."""
    v = VersionRow
    return (await session.execute(select(v.number).where(v.document == which, v.request == request))).scalars().first()


async def made_under(session: AsyncSession, which: DocumentId, request: str) -> int:
    """The version that this act made. Raises: NotFound."""
    if (number := await made_by(session, which, request)) is None:
        raise NotFound("version", which)
    return number
