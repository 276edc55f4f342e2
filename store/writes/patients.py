"""Writes of who a record is of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PatientId, PersonId, RecordId, Sha256
from domain.patients import Corrected, Identity
from store.tables.patients import MovedRecordRow, PatientMoveRow
from store.tables.records import PatientRow, RecordRow
from store.writes import records


async def identify(session: AsyncSession, patient: PatientId, citizen_id: str, now: datetime) -> None:
    """The temporary code stays beside it: sheets were signed under it."""
    await session.execute(update(PatientRow).where(PatientRow.id == patient).values(citizen_id=citizen_id))
    await records.untell(session, RecordRow.patient == patient, now)


async def correct(session: AsyncSession, patient: PatientId, said: Corrected, now: datetime) -> None:
    """What was signed stays as it was signed."""
    who = {"name": said.name.strip(), "birth": said.birth, "sex": said.sex, "citizen_id": said.citizen_id or None}
    await session.execute(update(PatientRow).where(PatientRow.id == patient).values(who))
    await records.untell(session, RecordRow.patient == patient, now)


async def move(
    session: AsyncSession,
    which: UUID,
    facility: FacilityId,
    between: tuple[Identity, Identity],
    moved: Iterable[RecordId],
    whole: bool,
    reason: Sha256,
    by: PersonId,
    now: datetime,
) -> None:
    """These records are the second patient's from now on."""
    source, target = between
    row = {
        "id": which,
        "facility": facility,
        "source": source.id,
        "target": target.id,
        "whole": whole,
        "reason": reason,
        "by": by,
        "at": now,
    }
    await session.execute(insert(PatientMoveRow).values(row))
    for record in moved:
        await session.execute(insert(MovedRecordRow).values(move=which, record=record))
        await records.belong(session, record, target.id, now)
