"""Reads of notices: what a person was told and has not seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId
from store.tables.notices import NoticeRow


@dataclass(frozen=True)
class Notice:
    kind: str
    """`result_final`, `refused`, `reminder`, …: the page has the words."""
    link: str
    """Path of the page it leads to."""
    facts: dict[str, str]
    at: datetime


async def unseen(session: AsyncSession, person: PersonId, limit: int = 50) -> list[Notice]:
    """Newest first."""
    n = NoticeRow
    rows = await session.execute(select(n).where(n.person == person, n.seen_at.is_(None)).order_by(n.at.desc()).limit(limit))
    return [Notice(row.kind, row.link, row.facts, row.at) for row in rows.scalars()]
