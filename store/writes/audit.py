"""Adding to the audit: acts and reads alike (CV 365 III.1.1 đ: views too)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people import Actor, Position
from store.tables.acts import AuditRow
from store.tables.table import bare

NOTE = insert(bare(AuditRow))


async def note(
    session: AsyncSession,
    now: datetime,
    position: Position | None,
    act: str,
    subject: tuple[str, object],
    record: UUID | None = None,
    request: str | None = None,
    **facts: object,
) -> None:
    """One line: who, in which position, did or read what. Facts hold no clinical values."""
    row = {
        "at": now,
        "person": position.person if position else None,
        "position": position.id if position else None,
        "facility": position.facility if position else None,
        "act": act,
        "subject_kind": subject[0],
        "subject": str(subject[1]),
        "record": record,
        "request": request,
        "facts": {key: value if isinstance(value, int | list) else str(value) for key, value in facts.items()},
    }
    await session.execute(NOTE, row)


async def note_act(
    session: AsyncSession,
    now: datetime,
    actor: Actor,
    position: Position,
    act: str,
    subject: tuple[str, object],
    record: UUID | None = None,
    **facts: object,
) -> None:
    await note(session, now, position, act, subject, record, actor.request, **facts)
