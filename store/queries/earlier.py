"""Reads of what was measured before in a record: only of sheets that everybody signed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, RecordId
from store.tables.signatures import DocumentRow, VersionRow

MOST = 12
"""Sheets looked at: a picture of more tells no more."""


async def values(session: AsyncSession, record: RecordId, but: DocumentId, until: datetime) -> dict[tuple[str, str], list[str]]:
    """Service and name of each value → what it was, oldest first, in released results of the record made before a moment."""
    d, v = DocumentRow, VersionRow
    rows = await session.execute(
        select(v.data["values"])
        .join(d, (d.id == v.document) & (d.current == v.number))
        .where(d.record == record, d.subject_kind == "result", d.id != but, v.completed_at.is_not(None), v.made_at < until)
        .order_by(v.made_at.desc())
        .limit(MOST)
    )
    found: dict[tuple[str, str], list[str]] = {}
    for sheet in reversed(rows.scalars().all()):
        for one in sheet or ():
            found.setdefault((one["service"], one["name"]), []).append(one["value"])
    return found
