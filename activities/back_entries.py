"""A sheet that is entered after an outage: whether it may carry the mark, what it says, and the mark beside the version."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import Of
from domain.clock import clock_time
from domain.errors import NotFound
from domain.names import RecordId
from domain.outages import Outage
from domain.people import Position
from domain.records import Record
from domain.sheets import NewSheet
from store.queries import back_entries, outages
from store.writes import outages as writes

UNKNOWN = "outage: không có gián đoạn này, chọn trong danh sách của cơ sở / there is no such outage: choose one of the facility's"


@dataclass(frozen=True)
class After:
    """What the mark says on the sheet, and what is wrong with it."""

    said: dict[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


async def outage(session: AsyncSession, record: Record, new: NewSheet, author: Position) -> After:
    """Nothing for a sheet that carries no mark."""
    if new.outage is None:
        return After()
    try:
        found = await outages.outage(session, new.outage)
    except NotFound:
        return After(faults=(UNKNOWN,))
    if found.facility != record.facility:
        return After(faults=(UNKNOWN,))
    # Where the patient was treated then counts, wherever they are now.
    then = await back_entries.treated_in(session, found.id, record.id)
    fault = found.fault(new.acted_at, record.department, author.department, then)
    return After(_said(found), (fault,) if fault else ())


def _said(found: Outage) -> dict[str, Any]:
    until = clock_time(found.ended_at) if found.ended_at else ""
    return {"back_entry": {"outage": str(found.id), "since": clock_time(found.started_at), "until": until}}


async def mark(session: AsyncSession, record: RecordId, new: NewSheet, of: Of, now: datetime) -> None:
    """The version is known to tell of the outage, also when its data left the rows."""
    if new.outage:
        await writes.mark(session, new.outage, record, (of.document, of.version), new.acted_at, now)
