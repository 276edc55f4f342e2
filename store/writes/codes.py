"""Writes of codes that were sent, and of what sheets hold beside their words."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.codes import Code
from domain.enclosures import Enclosed
from domain.names import CodeId, DocumentId
from store.tables.codes import CodeRow, EnclosureRow


async def send(session: AsyncSession, code: Code, hashed: str) -> int:
    """Keeps a code, or other digits for one whose message could not be handed over; how often it is tried now."""
    fresh = {"hash": hashed, "said": code.said, "phone": code.phone, "sent_at": code.sent_at, "expires_at": code.expires_at}
    row = insert(CodeRow).values(**fresh, id=code.id, record=code.record, tries=code.tries, most=code.most)
    again = fresh | {"tries": 0, "unsent_at": None, "sendings": CodeRow.sendings + 1}
    kept = row.on_conflict_do_update(index_elements=["id"], set_=again).returning(CodeRow.sendings)
    return (await session.execute(kept)).scalar_one()


async def unsent(session: AsyncSession, which: CodeId, now: datetime) -> None:
    """Its message could not be handed over."""
    await session.execute(update(CodeRow).where(CodeRow.id == which).values(unsent_at=now))


async def tried(session: AsyncSession, which: CodeId) -> None:
    """One more try, counted before it is judged."""
    await session.execute(update(CodeRow).where(CodeRow.id == which).values(tries=CodeRow.tries + 1))


async def passed(session: AsyncSession, which: CodeId, now: datetime) -> None:
    await session.execute(update(CodeRow).where(CodeRow.id == which, CodeRow.passed_at.is_(None)).values(passed_at=now))


async def used(session: AsyncSession, which: CodeId, document: DocumentId, version: int) -> None:
    await session.execute(update(CodeRow).where(CodeRow.id == which).values(used_by=document, used_in=version))


async def enclose(session: AsyncSession, document: DocumentId, version: int, held: Mapping[str, Enclosed]) -> None:
    """Field → what the version's data names there."""
    session.add_all(
        EnclosureRow(document=document, version=version, field=name, sha256=one.sha256, media=one.media) for name, one in held.items()
    )
    await session.flush()
