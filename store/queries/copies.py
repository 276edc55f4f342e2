"""Reads of copies given to patients."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.copies import Copy, HandOver, Medium, Receiver, Settled
from domain.errors import NotFound
from domain.names import CopyId, DocumentId, PersonId, RecordId, Sha256
from store.tables.copies import CopyRow


async def copy(session: AsyncSession, which: CopyId, lock: bool = False) -> Copy:
    """Raises: NotFound."""
    row = await session.get(CopyRow, which, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound("copy", which)
    return _copy(row)


async def of_document(session: AsyncSession, document: DocumentId) -> list[Copy]:
    """Every copy of a document, oldest first."""
    rows = await session.execute(select(CopyRow).where(CopyRow.document == document).order_by(CopyRow.issued_at, CopyRow.id))
    return [_copy(row) for row in rows.scalars()]


def _copy(row: CopyRow) -> Copy:
    handed = None
    if row.receiver and row.handed_at:
        handed = HandOver(Receiver(row.receiver), row.handed_at, row.name, row.relation, row.proof, row.note)
    return Copy(
        CopyId(row.id),
        DocumentId(row.document),
        row.version,
        RecordId(row.record),
        Medium(row.medium),
        Sha256(row.sha256),
        Sha256(row.printed) if row.printed else None,
        row.issued_at,
        PersonId(row.issued_by),
        handed,
        PersonId(row.handed_by) if row.handed_by else None,
        Settled(row.settled) if row.settled else None,
        row.settled_at,
        PersonId(row.settled_by) if row.settled_by else None,
        row.settled_note,
    )
