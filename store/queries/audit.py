"""Reads of the audit: a record's timeline is a view of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId, RecordId, Sha256, TrackId
from store.tables.acts import AuditRow
from store.tables.people import PersonRow, PositionRow


@dataclass(frozen=True)
class TimelineLine:
    """One act or read: who, in which position, when."""

    at: datetime
    act: str
    person: str
    """Empty for what the house itself did."""
    role: str
    subject_kind: str
    subject: str
    facts: dict[str, Any]


READS = 100
"""Readings a page is given: each showing of a page adds one, and all would be ever more."""


async def timeline(session: AsyncSession, record: RecordId, reads: int | None = READS) -> list[TimelineLine]:
    """Everything done to a record and its last readings (all when `reads` is None), oldest first."""
    return await _lines(session, AuditRow.record == record, reads)


async def of_subject(session: AsyncSession, kind: str, subject: object, reads: int | None = READS) -> list[TimelineLine]:
    """Everything done to one thing and its last readings, oldest first."""
    return await _lines(session, and_(AuditRow.subject_kind == kind, AuditRow.subject == str(subject)), reads)


async def opened(session: AsyncSession, track: TrackId, person: PersonId, since: datetime) -> frozenset[Sha256]:
    """The evidence files of a track that this person has opened since then."""
    a = AuditRow
    mine = (a.subject_kind == "track", a.subject == str(track), a.act == "evidence.read", a.person == person, a.at >= since)
    rows = await session.execute(select(a.facts["sha256"].astext).where(*mine).distinct())
    return frozenset(Sha256(one) for one in rows.scalars())


async def _lines(session: AsyncSession, of: ColumnElement[bool], reads: int | None) -> list[TimelineLine]:
    a = AuditRow
    reading = a.act.like("%.read")
    last = select(a.id).where(of, reading).order_by(a.id.desc()).limit(reads)
    query = (
        select(a, PersonRow.name, PositionRow.role)
        .outerjoin(PersonRow, PersonRow.id == a.person)
        .outerjoin(PositionRow, PositionRow.id == a.position)
        .where(of, or_(~reading, a.id.in_(last)))
        .order_by(a.id)
    )
    return [_line(*row) for row in await session.execute(query)]


def _line(row: AuditRow, name: str | None, role: str | None) -> TimelineLine:
    return TimelineLine(row.at, row.act, name or "", role or "", row.subject_kind, row.subject, row.facts)
