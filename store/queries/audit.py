"""Reads of the audit: a record's timeline is a view of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import RecordId
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


def _lines() -> Any:
    a = AuditRow
    return (
        select(a, PersonRow.name, PositionRow.role)
        .outerjoin(PersonRow, PersonRow.id == a.person)
        .outerjoin(PositionRow, PositionRow.id == a.position)
    )


async def timeline(session: AsyncSession, record: RecordId) -> list[TimelineLine]:
    """Everything done to and read of a record, oldest first."""
    rows = await session.execute(_lines().where(AuditRow.record == record).order_by(AuditRow.id))
    return [_line(*row) for row in rows]


async def of_subject(session: AsyncSession, kind: str, subject: object) -> list[TimelineLine]:
    """Everything done to and read of one thing, oldest first."""
    rows = await session.execute(_lines().where(AuditRow.subject_kind == kind, AuditRow.subject == str(subject)).order_by(AuditRow.id))
    return [_line(*row) for row in rows]


def _line(row: AuditRow, name: str | None, role: str | None) -> TimelineLine:
    return TimelineLine(row.at, row.act, name or "", role or "", row.subject_kind, row.subject, row.facts)
