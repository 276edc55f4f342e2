"""For whom a record is opened: the known patient of the number or the code, or a new one; and that somebody said it is the same person."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from activities.documents import bytes_key
from domain.names import PatientId, RecordId
from domain.patients import check_known, differences
from domain.people import Actor, Position
from domain.records import NewRecord
from store.queries import patients as queries
from store.queries.folding import fold
from store.writes import audit
from store.writes import records as writes


async def patient_of(
    desk: Desk, session: AsyncSession, record: RecordId, new: NewRecord, actor: Actor, position: Position, now: datetime
) -> PatientId:
    """Raises: KnownPatient (whose name stays here, for what leaves here is kept by Temporal), Incomplete."""
    known = await queries.known(session, position.facility, new.patient_code, new.citizen_id)
    code = new.patient_code or (known.code if known else new.citizen_id or "")
    person = (new.patient, new.birth, new.sex)
    patient = await writes.patient(session, position.facility, code, new.citizen_id, new.temporary_code, *person)
    # As it stands now: somebody else may have opened the first record of this code a moment before.
    theirs = await queries.of(session, patient)
    check_known(theirs, new, fold, named=False)
    if new.same_person and (others := differences(theirs, new, fold)):
        # Under the record's own key: the words are handed over with it, and destroyed with it.
        words = await desk.shelf.put(bytes_key(record), new.same_reason.strip().encode())
        facts = {"differs": list(others), "of": str(record), "words": words}
        await audit.note_act(session, now, actor, position, "patient.same", ("patient", patient), record, **facts)
    return patient
