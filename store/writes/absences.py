"""Writes of who is away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.absences import Absence
from domain.names import PersonId
from store.tables.duties import AbsenceRow


async def enter(session: AsyncSession, new: Absence, by: PersonId, now: datetime) -> None:
    await session.execute(insert(AbsenceRow).values(**vars(new), entered_by=by, entered_at=now))


async def end(session: AsyncSession, which: UUID, by: PersonId, now: datetime) -> None:
    await session.execute(update(AbsenceRow).where(AbsenceRow.id == which).values(ended_at=now, ended_by=by))
