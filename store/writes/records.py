"""Writes of patients and records."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Incomplete
from domain.faults import both
from domain.names import DepartmentId, DocumentId, FacilityId, PatientId, PersonId, RecordId, id_of
from domain.records import Outcome, Record, RecordState, disease
from store.tables.codes import EnclosureRow
from store.tables.records import GuestRow, PatientRow, RecordCodeRow, RecordRow
from store.tables.signatures import DocumentRow, VersionRow
from store.writes import fixity
from store.writes.holds import keep_reached
from store.writes.notices import settle
from store.writes.shortcomings import forget


async def patient(
    session: AsyncSession,
    facility: FacilityId,
    code: str,
    citizen_id: str | None,
    temporary_code: str | None,
    name: str,
    birth: date,
    sex: str,
) -> PatientId:
    """The patient of this code here: new, or the one that is there (whose identity stays as it was).

    Raises: Incomplete when the citizen is known here under another code, or the code is another citizen's.
    """
    if citizen_id:
        same = select(PatientRow.code).where(PatientRow.facility == facility, PatientRow.citizen_id == citizen_id, PatientRow.code != code)
        if known := (await session.execute(same)).scalar_one_or_none():
            raise Incomplete(both(f"patient_code: số định danh này thuộc bệnh nhân mã {known}", f"this citizen is patient {known}"))
    which = id_of("patient", facility, code)
    row = {
        "id": which,
        "facility": facility,
        "code": code,
        "citizen_id": citizen_id,
        "temporary_code": temporary_code,
        "name": name,
        "birth": birth,
        "sex": sex,
    }
    await session.execute(insert(PatientRow).values(row).on_conflict_do_nothing(index_elements=["facility", "code"]))
    kept = (await session.execute(select(PatientRow.citizen_id).where(PatientRow.id == which))).scalar_one()
    if citizen_id and kept and kept != citizen_id:
        raise Incomplete(both(f"patient_code: mã {code} là của người bệnh khác", f"{code} is another patient"))
    return PatientId(which)


async def record(session: AsyncSession, new: Record, clinical: dict[str, Any]) -> None:
    row = {
        "id": new.id,
        "facility": new.facility,
        "code": new.code,
        "patient": new.patient,
        "department": new.department,
        "doctor": new.doctor,
        "state": new.state,
        "opened_at": new.opened_at,
        "kind": new.kind,
        "clinical": clinical,
    }
    await session.execute(insert(RecordRow).values(row))


async def code_taken(session: AsyncSession, facility: FacilityId, code: str) -> bool:
    rows = await session.execute(select(RecordRow.id).where(RecordRow.facility == facility, RecordRow.code == code))
    return rows.scalar_one_or_none() is not None


async def discharge(
    session: AsyncSession,
    which: RecordId,
    outcome: Outcome,
    clinical: dict[str, Any],
    left: datetime,
    complete_by: datetime,
    remind: datetime,
) -> None:
    """The episode ended; the same again when that is told anew. `left`: when the patient left."""
    ended = {"state": RecordState.DISCHARGED, "discharged_at": left, "outcome": outcome, "clinical": clinical}
    await _change(session, which, **ended, complete_by=complete_by, remind_at=remind)
    await _found_by_code(session, which, clinical.get("diagnosis_code", ""))


async def _found_by_code(session: AsyncSession, which: RecordId, diagnosis: str) -> None:
    """The code of the main diagnosis stays a search term when its values leave the rows."""
    await session.execute(delete(RecordCodeRow).where(RecordCodeRow.record == which))
    if code := disease(diagnosis):
        facility = select(RecordRow.facility).where(RecordRow.id == which).scalar_subquery()
        await session.execute(insert(RecordCodeRow).values(record=which, facility=facility, code=code))


async def remind(session: AsyncSession, which: RecordId, at: datetime) -> None:
    """When those who owe the record are told next."""
    await _change(session, which, remind_at=at)


async def postpone(session: AsyncSession, which: RecordId, complete_by: datetime, remind: datetime) -> None:
    """It is to be complete by another moment."""
    await _change(session, which, complete_by=complete_by, remind_at=remind)


async def receive(session: AsyncSession, which: RecordId, archive_at: datetime, now: datetime) -> None:
    """Nobody owes anything any more, and what was told of it is over."""
    await _change(session, which, state=RecordState.RECEIVED, received_at=now, archive_at=archive_at, remind_at=None)
    await settle(session, completion_key(which), now)


def completion_key(which: RecordId) -> str:
    """What the notices of a record that is to be completed begin with."""
    return f"completion/{which}"


async def archive(session: AsyncSession, which: RecordId, inventory_sha256: str, team_until: datetime, now: datetime) -> None:
    """Freezes the record: clinical values leave the rows (design §4). `team_until`: when the reach of whoever treated ends."""
    await _change(session, which, state=RecordState.ARCHIVED, archived_at=now, team_until=team_until, clinical=None)
    await supplement(session, which, inventory_sha256, None, now)
    await forget(session, which)


async def supplement(
    session: AsyncSession, which: RecordId, inventory_sha256: str, held: Sequence[tuple[DocumentId, int]] | None, now: datetime
) -> None:
    """The archived object, read whole just now, is another one: what it holds leaves the rows.

    `held` are the versions it holds (all when None): what is still being written keeps its data.
    """
    await _change(session, which, archive_sha256=inventory_sha256)
    facility = (await session.execute(select(RecordRow.facility).where(RecordRow.id == which))).scalar_one()
    await fixity.archived(session, which, FacilityId(facility), now)
    mine = select(DocumentRow.id).where(DocumentRow.record == which)
    for kind, number in ((VersionRow, VersionRow.number), (EnclosureRow, EnclosureRow.version)):
        these = kind.document.in_(mine) if held is None else tuple_(kind.document, number).in_(held)
        if kind is VersionRow:
            await session.execute(update(VersionRow).where(these).values(data=None))
        else:
            await session.execute(delete(EnclosureRow).where(these))


async def invite(session: AsyncSession, which: RecordId, department: DepartmentId, reason: str, by: PersonId, now: datetime) -> None:
    row = {"record": which, "department": department, "reason": reason, "invited_by": by, "invited_at": now}
    await session.execute(insert(GuestRow).values(row).on_conflict_do_nothing())


FOUND_BY = frozenset({"patient", "department", "doctor", "opened_at", "retention_class", "kind"})
"""What a hold's query finds records by."""


async def _change(session: AsyncSession, which: RecordId, **values: object) -> None:
    if FOUND_BY & values.keys():
        await keep_reached(session, which)
    await session.execute(update(RecordRow).where(RecordRow.id == which).values(**values))


async def keep_as(session: AsyncSession, which: RecordId, retention_class: str, edition: str, until: date | None) -> None:
    """Its class and the last day of its term from now on."""
    await _change(session, which, retention_class=retention_class, retention_edition=edition, keep_until=until)


async def correct_admission(session: AsyncSession, which: RecordId, at: datetime) -> None:
    await _change(session, which, opened_at=at)


async def move(session: AsyncSession, which: RecordId, department: DepartmentId, doctor: PersonId) -> None:
    """Another department treats."""
    await _change(session, which, department=department, doctor=doctor)


async def belong(session: AsyncSession, which: RecordId, patient: PatientId, now: datetime) -> None:
    """The record is another patient's; holds on the one it was of keep it."""
    await _change(session, which, patient=patient)
    await untell(session, RecordRow.id == which, now)


async def untell(session: AsyncSession, of: ColumnElement[bool], now: datetime) -> None:
    """What is archived of these says something else of the patient, or of transfers, than the rows from now on, until it is told.

    A received one may be just being written.
    """
    kept = RecordRow.state.in_((RecordState.RECEIVED, RecordState.ARCHIVED))
    await session.execute(update(RecordRow).where(of, kept).values(untold_since=now))


async def put_off(session: AsyncSession, which: RecordId, now: datetime) -> None:
    """It waits to be told behind all others."""
    await session.execute(update(RecordRow).where(RecordRow.id == which, RecordRow.untold_since.is_not(None)).values(untold_since=now))


async def tell(session: AsyncSession, which: RecordId, since: datetime | None) -> None:
    """Its object says what the rows said when they were read, untold `since` then; what was changed after that waits for the next round."""
    read = RecordRow.untold_since.is_not_distinct_from(since)
    await session.execute(update(RecordRow).where(RecordRow.id == which, read).values(untold_since=None))


async def entrust(session: AsyncSession, which: RecordId, doctor: PersonId) -> None:
    """Another doctor treats."""
    await _change(session, which, doctor=doctor)
