"""What a person does with their own open tasks before they sign: into the set, aside until a moment."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId
from store.tables.signatures import TaskRow


async def review(session: AsyncSession, which: DocumentId, number: int, person: PersonId, at: datetime | None) -> None:
    """Puts it into the set, also when it was put aside; out of the set without a moment."""
    await _change(session, which, number, person, reviewed_at=at, **({"later_until": None} if at else {}))


async def put_aside(session: AsyncSession, which: DocumentId, number: int, person: PersonId, until: datetime | None) -> None:
    """Out of the way until then; back without a moment. What rests is in no set."""
    await _change(session, which, number, person, later_until=until, **({"reviewed_at": None} if until else {}))


async def _change(session: AsyncSession, which: DocumentId, number: int, person: PersonId, **values: object) -> None:
    t = TaskRow
    mine = (t.document == which, t.version == number, t.person == person, t.done_at.is_(None))
    await session.execute(update(t).where(*mine).values(**values))
