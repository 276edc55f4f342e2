"""Writes of outages: declared, ended, corrected, withdrawn; what records owe, and that it is confirmed."""

from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, Uuid, bindparam, func, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, FacilityId, OutageId, PersonId, RecordId, Sha256
from domain.outages import Outage
from store.tables.outages import BackEntryRow, OutageDepartmentRow, OutageRow, OutageSheetRow

CONCERNED = """
    o.withdrawn_at IS NULL AND o.started_at <= :now
    AND r.opened_at <= coalesce(o.ended_at, :now) AND (r.discharged_at IS NULL OR r.discharged_at >= o.started_at)
    AND r.state NOT IN ('archived', 'disposed')
    AND (NOT EXISTS (SELECT FROM outage_department d WHERE d.outage = o.id)
         OR EXISTS (SELECT FROM outage_department d WHERE d.outage = o.id AND d.department = r.department))
"""
"""Records `r` under treatment where and while an outage `o` was, by where they are treated now."""
OWE = """
    INSERT INTO back_entry (outage, record, department)
    SELECT o.id, r.id, r.department FROM outage o JOIN record r ON r.facility = o.facility
    WHERE {those} AND {concerned}
    FOR KEY SHARE OF r
    ON CONFLICT DO NOTHING
    RETURNING outage
"""
"""A record that is being moved is waited for before its row is made: whoever moves it makes the same row first."""
TIMES = (bindparam("which", type_=Uuid()), bindparam("now", type_=DateTime(timezone=True)))
OF_OUTAGE = text(OWE.format(those="o.id = :which", concerned=CONCERNED)).bindparams(*TIMES)
OF_RECORD = text(OWE.format(those="r.id = :which", concerned=CONCERNED)).bindparams(*TIMES)
NO_MORE = """
    DELETE FROM back_entry b USING outage o, record r
    WHERE {those} AND o.id = b.outage AND r.id = b.record AND b.confirmed_at IS NULL
      AND (r.opened_at > o.ended_at OR r.discharged_at < o.started_at)
      AND NOT EXISTS (SELECT FROM outage_sheet s WHERE s.outage = b.outage AND s.record = b.record)
"""
NO_MORE_OF_OUTAGE = text(NO_MORE.format(those="b.outage = :which")).bindparams(TIMES[0])
NO_MORE_OF_RECORD = text(NO_MORE.format(those="b.record = :which")).bindparams(TIMES[0])


async def declare(session: AsyncSession, new: Outage, reason: Sha256) -> None:
    row = {name: value for name, value in vars(new).items() if name != "departments"}
    await session.execute(insert(OutageRow).values(**row, reason=reason))
    for department in new.departments:
        await session.execute(insert(OutageDepartmentRow).values(outage=new.id, department=department))


async def keep(session: AsyncSession, one: Outage) -> None:
    """Its times, and what follows from them."""
    said = {name: getattr(one, name) for name in ("started_at", "ended_at", "ended_by", "due_at", "remind_at")}
    await session.execute(update(OutageRow).where(OutageRow.id == one.id).values(**said))


async def remind(session: AsyncSession, which: OutageId, at: datetime | None) -> None:
    await session.execute(update(OutageRow).where(OutageRow.id == which).values(remind_at=at))


async def withdraw(session: AsyncSession, which: OutageId, by: PersonId, reason: Sha256, now: datetime) -> None:
    said = {"withdrawn_by": by, "withdrawn_at": now, "withdrawn_reason": reason, "remind_at": None}
    await session.execute(update(OutageRow).where(OutageRow.id == which).values(**said))


async def owe(session: AsyncSession, one: Outage, now: datetime) -> None:
    """Every record that was under treatment owes its confirmation; safe to repeat. What corrected times leave out owes none.

    Records that are being opened beside are waited for.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_opening(one.facility))))
    await session.execute(NO_MORE_OF_OUTAGE, {"which": one.id})
    await session.execute(OF_OUTAGE, {"which": one.id, "now": now})


async def opening(session: AsyncSession, facility: FacilityId) -> None:
    """A record is opened in this transaction: outages that are declared or ended beside wait for it, or are seen by it."""
    await session.execute(select(func.pg_advisory_xact_lock_shared(_opening(facility))))


async def timing(session: AsyncSession, facility: FacilityId) -> None:
    """Hours of an outage are judged beside the others: whoever declares or corrects one of the facility waits for this transaction."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"outage-hours/{facility}", 0))))


def _opening(facility: FacilityId) -> ColumnElement[int]:
    return func.hashtextextended(f"outage/{facility}", 0)


async def owe_record(session: AsyncSession, record: RecordId, now: datetime) -> list[OutageId]:
    """Of one record, by where it is treated now: when it is opened after an outage, and before the patient is moved. What it owes anew."""
    rows = await session.execute(OF_RECORD, {"which": record, "now": now})
    return [OutageId(which) for which in rows.scalars()]


async def reopen(session: AsyncSession, which: OutageId, record: RecordId) -> None:
    """A sheet was entered after the confirmation: it is to be confirmed again."""
    mine = (BackEntryRow.outage == which, BackEntryRow.record == record)
    await session.execute(update(BackEntryRow).where(*mine).values(confirmed_by=None, confirmed_at=None, sheets=None))


async def owe_until(session: AsyncSession, record: RecordId, now: datetime) -> None:
    """Of one record whose end was told: it owes what was an outage until then, and nothing of what came later."""
    await session.execute(NO_MORE_OF_RECORD, {"which": record})
    await session.execute(OF_RECORD, {"which": record, "now": now})


async def confirm(session: AsyncSession, which: OutageId, record: RecordId, by: PersonId, sheets: int, now: datetime) -> None:
    mine = (BackEntryRow.outage == which, BackEntryRow.record == record)
    await session.execute(update(BackEntryRow).where(*mine).values(confirmed_by=by, confirmed_at=now, sheets=sheets))


async def mark(
    session: AsyncSession, which: OutageId, record: RecordId, of: tuple[DocumentId, int], acted_at: datetime, now: datetime
) -> None:
    """This version tells what was done in the outage."""
    document, version = of
    row = {"document": document, "version": version, "outage": which, "record": record, "acted_at": acted_at, "entered_at": now}
    await session.execute(insert(OutageSheetRow).values(row))


async def mark_again(session: AsyncSession, document: DocumentId, before: int, version: int, now: datetime) -> None:
    """The next version of a document tells of the same act in the same outage, if the one before did."""
    s = OutageSheetRow
    told = select(s.document, literal(version), s.outage, s.record, s.acted_at, literal(now, DateTime(timezone=True)))
    names = ["document", "version", "outage", "record", "acted_at", "entered_at"]
    await session.execute(insert(s).from_select(names, told.where(s.document == document, s.version == before)))
