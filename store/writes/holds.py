"""Writes of holds: placed, put off, lifted; what one was found to reach is kept."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, insert, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new
from sqlalchemy.ext.asyncio import AsyncSession

from domain.holds import Extension, Hold
from domain.names import FacilityId, HoldId, PersonId, RecordId, Sha256
from store.queries.held import bounds, found_by, standing
from store.tables.holds import ExtensionRow, HeldRow, HoldRow
from store.tables.records import RecordRow


async def still(session: AsyncSession, facility: FacilityId) -> None:
    """No hold is placed in the facility until this transaction ends: by whoever places one, and by whoever disposes of records."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"hold/{facility}", 0))))


async def place(session: AsyncSession, new: Hold, reason: Sha256) -> None:
    """Without the records it reaches."""
    since, end = bounds(new.query)
    row = {
        "id": new.id,
        "facility": new.facility,
        "case_kind": new.case.kind,
        "case_name": new.case.name.strip(),
        "asked_by": new.case.asked_by.strip(),
        "paper": new.case.paper.strip(),
        "paper_day": new.case.paper_day,
        "reason": reason,
        "scope": new.scope,
        "patient": new.patient,
        "department": new.query.department,
        "doctor": new.query.doctor,
        "admitted_from": since,
        "admitted_before": end,
        "retention_class": new.query.retention_class,
        "record_kind": new.query.record_kind,
        "standing": new.standing,
        "found": new.found,
        "placed_by": new.placed_by,
        "placed_at": new.placed_at,
        "review_by": new.review_by,
    }
    await session.execute(insert(HoldRow).values(row))


async def reach(session: AsyncSession, which: HoldId, record: RecordId) -> None:
    """Lists one record."""
    await session.execute(insert_new(HeldRow).values(hold=which, record=record).on_conflict_do_nothing())


async def reach_found(session: AsyncSession, one: Hold) -> None:
    """Lists every record of its patient, or that its query finds now."""
    r = RecordRow
    those = [r.patient == one.patient] if one.patient else found_by(one.facility, one.query)
    await _list(session, select(literal(one.id), r.id).where(*those))


async def keep_reached(session: AsyncSession, record: RecordId) -> None:
    """Before what a record is found by changes: the standing holds that find it now, and those on its patient, keep it."""
    of_patient = and_(HoldRow.patient == RecordRow.patient, HoldRow.lifted_at.is_(None))
    await _list(session, select(HoldRow.id, RecordRow.id).join(RecordRow, or_(standing(), of_patient)).where(RecordRow.id == record))


async def _list(session: AsyncSession, found: Select[Any, Any]) -> None:
    await session.execute(insert_new(HeldRow).from_select(["hold", "record"], found).on_conflict_do_nothing())


async def extend(session: AsyncSession, which: HoldId, number: int, made: Extension, reason: Sha256) -> None:
    """`number`: of this extension, from 1."""
    await session.execute(update(HoldRow).where(HoldRow.id == which).values(review_by=made.becomes))
    row = {"hold": which, "number": number, "was": made.was, "becomes": made.becomes, "reason": reason, "by": made.by, "at": made.at}
    await session.execute(insert(ExtensionRow).values(row))


async def lift(session: AsyncSession, which: HoldId, by: PersonId, reason: Sha256, paper: str, now: datetime) -> None:
    over = {"lifted_by": by, "lifted_at": now, "lifted_reason": reason, "lifted_paper": paper.strip()}
    await session.execute(update(HoldRow).where(HoldRow.id == which).values(over))


async def told(session: AsyncSession, which: HoldId, review_by: date) -> None:
    """That its day of review has passed was told."""
    await session.execute(update(HoldRow).where(HoldRow.id == which).values(told_for=review_by))
