"""Reads of what returned records lack."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.errors import NotFound
from domain.names import PersonId, RecordId, ShortcomingId
from domain.people import Position
from domain.shortcomings import Shortcoming
from store.queries.errands import Errand
from store.tables.records import PatientRow, RecordRow
from store.tables.shortcomings import ShortcomingRow

MOST = 200
"""Lines of one person's inbox."""


async def of_record(session: AsyncSession, which: RecordId) -> tuple[Shortcoming, ...]:
    """In the order in which they were told, mended ones too."""
    s = ShortcomingRow
    rows = await session.execute(select(s).where(s.record == which).order_by(s.version, s.number))
    return tuple(_shortcoming(row) for row in rows.scalars())


async def shortcoming(session: AsyncSession, record: RecordId, which: ShortcomingId) -> Shortcoming:
    """One of the record's, locked. Raises: NotFound."""
    row = await session.get(ShortcomingRow, which, with_for_update=True, populate_existing=True)
    if row is None or row.record != record:
        raise NotFound("shortcoming", which)
    return _shortcoming(row)


async def to_mend(session: AsyncSession, position: Position) -> list[Errand]:
    """What this person owes returned records of the facility they act in."""
    s, r, p = ShortcomingRow, RecordRow, PatientRow
    rows = await session.execute(
        select(r.id, s.what, s.told_at, s.due, p.name, p.birth, r.code)
        .join(r, r.id == s.record)
        .join(p, p.id == r.patient)
        .where(s.owed_by == position.person, s.mended_at.is_(None), r.facility == position.facility)
        .order_by(s.due, s.id)
        .limit(MOST)
    )
    return [
        Errand("mend", f"/records/{which}", what or "", at, day(due), patient=name, birth_year=birth.year, record=code)
        for which, what, at, due, name, birth, code in rows
    ]


def _shortcoming(row: ShortcomingRow) -> Shortcoming:
    return Shortcoming(
        ShortcomingId(row.id),
        row.what or "",
        PersonId(row.owed_by),
        row.due,
        PersonId(row.told_by),
        row.told_at,
        row.mended_at,
        PersonId(row.mended_by) if row.mended_by else None,
    )
