"""Reads of codes that were sent, and of what sheets hold beside their words."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.codes import Code
from domain.errors import NotFound
from domain.names import CodeId, DocumentId, RecordId, Sha256
from store.tables.codes import CodeRow, EnclosureRow


async def code(session: AsyncSession, which: CodeId, lock: bool = False) -> tuple[Code, str]:
    """The code and its hash. Raises: NotFound."""
    row = await session.get(CodeRow, which, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("code", which)
    used = DocumentId(row.used_by) if row.used_by else None
    words = Sha256(row.said)
    found = Code(
        CodeId(row.id),
        RecordId(row.record),
        words,
        row.phone,
        row.sent_at,
        row.expires_at,
        row.tries,
        row.most,
        row.passed_at,
        used,
        row.used_in,
    )
    return found, row.hash


async def unsent(session: AsyncSession, which: CodeId) -> bool:
    """Whether its last message could not be handed over."""
    return bool((await session.execute(select(CodeRow.unsent_at).where(CodeRow.id == which))).scalar_one_or_none())


async def hold(session: AsyncSession, record: RecordId) -> None:
    """Codes of one record are counted one after the other; nothing else waits."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"code/{record}", 0))))


async def sent_since(session: AsyncSession, record: RecordId, since: datetime) -> int:
    """How many messages were tried for a record, those too that could not be handed over."""
    asked = select(func.coalesce(func.sum(CodeRow.sendings), 0)).where(CodeRow.record == record, CodeRow.sent_at > since)
    return int((await session.execute(asked)).scalar_one())


async def enclosure(session: AsyncSession, document: DocumentId, version: int, field: str) -> tuple[Sha256, str]:
    """Digest and media type of a picture or file. Raises: NotFound."""
    row = await session.get(EnclosureRow, (document, version, field))
    if row is None:
        raise NotFound("enclosure", f"{document}/{version}/{field}")
    return Sha256(row.sha256), row.media
