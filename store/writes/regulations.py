"""Writes of regulations: put, changed, each version, round, comment and check kept."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DepartmentId, DocumentId, PersonId, RegulationId, TrackId
from domain.regulation_drafts import Draft
from domain.regulations import Regulation
from store.tables.regulations import (
    RegulationAskedRow,
    RegulationCheckRow,
    RegulationCommentRow,
    RegulationRow,
    RegulationVersionRow,
)
from store.tables.tracks import MilestoneDocumentRow

DRAFT = TypeAdapter(Draft)
SAME = ("id", "facility", "code", "author", "created_at", "outside")
"""What never changes."""


async def put(session: AsyncSession, new: Regulation) -> None:
    await session.execute(insert(RegulationRow).values(**vars(new)))


async def change(session: AsyncSession, after: Regulation) -> None:
    stands = {name: value for name, value in vars(after).items() if name not in SAME}
    await session.execute(update(RegulationRow).where(RegulationRow.id == after.id).values(**stands))


async def version(session: AsyncSession, of: Regulation, draft: Draft, note: str, by: PersonId, now: datetime) -> None:
    """The words of the version the regulation is at now."""
    kept = {
        "regulation": of.id,
        "number": of.version,
        "words": DRAFT.dump_python(draft, mode="json"),
        "note": note.strip(),
    }
    await session.execute(insert(RegulationVersionRow).values(**kept, by=by, at=now))


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


async def tie(session: AsyncSession, document: DocumentId, track: TrackId, milestone: str) -> None:
    """The milestone ends in this document, whatever was drawn up for it before."""
    m = MilestoneDocumentRow
    await session.execute(delete(m).where(m.track == track, m.milestone == milestone, m.document != document))
    await session.execute(insert_new(m).values(document=document, track=track, milestone=milestone).on_conflict_do_nothing())


async def alone(session: AsyncSession, facility: str, code: str) -> None:
    """Whoever begins, enters or submits one of the same subject waits until this transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"regulation/{facility}/{code}"))))
