"""Writes of comments: they are added, and marked as taken back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, Sha256
from domain.people import Actor
from store.tables.comments import CommentRow


async def add(session: AsyncSession, one: UUID, of: tuple[DocumentId, int], actor: Actor, words: Sha256, now: datetime) -> None:
    document, version = of
    row = {"id": one, "document": document, "version": version, "person": actor.person, "position": actor.position}
    await session.execute(insert(CommentRow).values(**row, at=now, words=words))


async def take_back(session: AsyncSession, one: UUID, now: datetime) -> None:
    await session.execute(update(CommentRow).where(CommentRow.id == one).values(taken_back_at=now))
