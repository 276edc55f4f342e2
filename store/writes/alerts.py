"""Writes of alerts."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.alerts import Alert
from domain.names import DocumentId, PersonId
from store.tables.alerts import AlertRow


async def alert(session: AsyncSession, new: Iterable[Alert]) -> None:
    """Keeps each, unless that person is told of this version already."""
    rows = [{name: value for name, value in vars(one).items() if name != "known_at"} for one in new]
    if rows:
        await session.execute(insert(AlertRow).on_conflict_do_nothing(), rows)


async def know(session: AsyncSession, document: DocumentId, person: PersonId, now: datetime) -> bool:
    """This person knows of every version of the document; whether anything waited for that."""
    mine = (AlertRow.document == document, AlertRow.person == person, AlertRow.known_at.is_(None))
    done = await session.execute(update(AlertRow).where(*mine).values(known_at=now).returning(AlertRow.version))
    return bool(done.scalars().all())
