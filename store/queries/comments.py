"""Reads of comments: who said what about which version; the words lie on the shelf."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.comments import Comment
from domain.errors import NotFound
from domain.names import DocumentId, PersonId, PositionId, Sha256
from store.tables.comments import CommentRow


@dataclass(frozen=True)
class Said:
    """A comment without its words, and where those lie."""

    comment: Comment
    sha256: Sha256


async def of_document(session: AsyncSession, which: DocumentId) -> list[Said]:
    """In the order of time."""
    c = CommentRow
    rows = await session.execute(select(c).where(c.document == which).order_by(c.at, c.id))
    return [_said(row) for row in rows.scalars()]


async def comment(session: AsyncSession, which: DocumentId, one: UUID, lock: bool = False) -> Said:
    """Raises: NotFound."""
    row = await session.get(CommentRow, one, with_for_update=lock, populate_existing=lock)
    if row is None or row.document != which:
        raise NotFound("comment", one)
    return _said(row)


async def of_documents(session: AsyncSession, which: Iterable[DocumentId]) -> dict[DocumentId, list[Said]]:
    """Document → its comments in the order of time."""
    c = CommentRow
    rows = await session.execute(select(c).where(c.document.in_(list(which))).order_by(c.at, c.id))
    found: dict[DocumentId, list[Said]] = {}
    for row in rows.scalars():
        found.setdefault(DocumentId(row.document), []).append(_said(row))
    return found


def _said(row: CommentRow) -> Said:
    made = Comment(str(row.id), row.version, PersonId(row.person), PositionId(row.position), row.at, row.taken_back_at)
    return Said(made, Sha256(row.words))
