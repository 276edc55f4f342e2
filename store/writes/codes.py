"""Writes of codes that were sent, and of what sheets hold beside their words."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.codes import Code
from domain.enclosures import Enclosed
from domain.names import CodeId, DocumentId
from store.tables.codes import CodeRow, EnclosureRow


async def send(session: AsyncSession, code: Code, hashed: str) -> None:
    session.add(
        CodeRow(
            id=code.id,
            record=code.record,
            said=code.said,
            phone=code.phone,
            hash=hashed,
            sent_at=code.sent_at,
            expires_at=code.expires_at,
            tries=code.tries,
            most=code.most,
        )
    )
    await session.flush()


async def unsent(session: AsyncSession, which: CodeId, now: datetime) -> None:
    """Its message could not be handed over."""
    await session.execute(update(CodeRow).where(CodeRow.id == which).values(unsent_at=now))


async def send_again(session: AsyncSession, code: Code, hashed: str) -> int | None:
    """Other digits for a code whose message could not be handed over: how often it is tried now; None when it was handed over."""
    fresh = {"hash": hashed, "said": code.said, "phone": code.phone, "sent_at": code.sent_at, "expires_at": code.expires_at, "tries": 0}
    row = update(CodeRow).where(CodeRow.id == code.id, CodeRow.unsent_at.is_not(None))
    tried_now = row.values(**fresh, unsent_at=None, sendings=CodeRow.sendings + 1).returning(CodeRow.sendings)
    return (await session.execute(tried_now)).scalar_one_or_none()


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
