"""Writes of what units and the legal check say of a regulation."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DepartmentId, PersonId, RegulationId
from domain.regulations import Regulation
from store.tables.regulation_rounds import RegulationAskedRow, RegulationCheckRow, RegulationCommentRow


async def ask(session: AsyncSession, of: Regulation, departments: Iterable[DepartmentId]) -> None:
    rows = [{"regulation": of.id, "round": of.round, "department": one} for one in sorted(set(departments))]
    await session.execute(insert(RegulationAskedRow), rows)


async def answered(session: AsyncSession, of: Regulation, department: DepartmentId, by: PersonId, now: datetime) -> bool:
    """Whether the department was asked in this round; its first answer counts."""
    a = RegulationAskedRow
    mine = (a.regulation == of.id, a.round == of.round, a.department == department)
    await session.execute(update(a).where(*mine, a.answered_at.is_(None)).values(answered_at=now, answered_by=by))
    return (await session.execute(select(a.department).where(*mine))).scalar_one_or_none() is not None


async def comment(
    session: AsyncSession, which: UUID, of: Regulation, article: int, department: DepartmentId, words: str, by: PersonId, now: datetime
) -> None:
    row = {"id": which, "regulation": of.id, "round": of.round, "version": of.version, "article": article, "department": department}
    await session.execute(insert(RegulationCommentRow).values(**row, words=words.strip(), by=by, at=now, answer=""))


async def answer(session: AsyncSession, of: RegulationId, which: UUID, taken: bool, words: str, by: PersonId, now: datetime) -> bool:
    """Whether there is such a comment; a later answer takes the place of an earlier one."""
    c = RegulationCommentRow
    change = update(c).where(c.id == which, c.regulation == of).values(taken=taken, answer=words.strip(), answered_by=by, answered_at=now)
    return (await session.execute(change.returning(c.id))).scalar_one_or_none() is not None


async def check(session: AsyncSession, of: Regulation, passed: bool, words: str, by: PersonId, now: datetime) -> None:
    c = RegulationCheckRow
    number = select(func.coalesce(func.max(c.number), 0) + 1).where(c.regulation == of.id).scalar_subquery()
    kept = {"regulation": of.id, "number": number, "version": of.version, "passed": passed, "words": words.strip(), "by": by, "at": now}
    await session.execute(insert(c).values(**kept))
