"""What the records office may ask of patients: give a temporary code its identity number, join two who are one, take apart who is two."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import bytes_key
from domain.errors import Incomplete, NotFound
from domain.faults import both
from domain.names import PatientId, RecordId, Sha256, id_of
from domain.patients import DIGITS, Corrected, Identified, Identity, Move, check_joining, check_known
from domain.people import demand, may
from domain.records import NewRecord
from services.context import Context
from store.queries import audit as timeline
from store.queries import patients as queries
from store.queries import records
from store.queries.audit import TimelineLine
from store.queries.folding import fold
from store.queries.patients import Moved, PatientRecord
from store.writes import acts, audit, notices
from store.writes import patients as writes


@dataclass(frozen=True)
class Corrections:
    """A correction as it lies on the shelf."""

    changed: dict[str, tuple[str, str]]
    reason: str


CORRECTION = TypeAdapter(Corrections)


@dataclass(frozen=True)
class Numbered:
    """When the identity number was given, by whom, and on what paper."""

    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class Confirmed:
    """A record opened under another name, birthday or sex, of which somebody said that it is this patient's."""

    record: str
    """Its id."""
    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class Correction:
    """What was mistyped of the patient, and how it was known to be so."""

    at: datetime
    who: str
    changed: Mapping[str, tuple[str, str]]
    """`patient` (the name), `birth` (ISO 8601), `sex`, `citizen_id` → as it was, as it became."""
    reason: str


@dataclass(frozen=True)
class PatientView:
    """A patient with their records and what went between them and others; `why` are the words of each move."""

    patient: Identity
    records: list[PatientRecord]
    moves: list[Moved]
    why: dict[UUID, str]
    numbered: Numbered | None = None
    """Of a patient who had a temporary code."""
    confirmed: tuple[Confirmed, ...] = ()
    """Oldest first."""
    corrections: tuple[Correction, ...] = ()
    """Oldest first."""


async def read(context: Context, code: str) -> PatientView:
    """Raises: NotFound, NotAllowed. The read is audited."""
    demand(context.position, "patient.read", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await queries.called(session, context.position.facility, code)
        moved = await queries.moves(session, found.id)
        await _note(session, context, "patient.read", found.id)
        own = await queries.records(session, found.id)
        lines = await timeline.of_subject(session, "patient", found.id, reads=0)
    why = {one.id: (await context.house.shelf.get(move_key(one.id), one.reason)).decode() for one in moved}
    more = (await _numbered(context, lines), await _confirmed(context, lines), await _corrections(context, lines))
    return PatientView(found, own, moved, why, *more)


async def _numbered(context: Context, lines: Sequence[TimelineLine]) -> Numbered | None:
    given = next((one for one in lines if one.act == "patient.identify" and "words" in one.facts), None)
    if given is None:
        return None
    words = await context.house.shelf.get(number_key(given.facts["of"]), Sha256(given.facts["words"]))
    return Numbered(given.at, given.person, words.decode())


async def _confirmed(context: Context, lines: Sequence[TimelineLine]) -> tuple[Confirmed, ...]:
    said = [one for one in lines if one.act == "patient.same"]
    why = [await _same(context, bytes_key(RecordId(UUID(one.facts["of"]))), Sha256(one.facts["words"])) for one in said]
    return tuple(Confirmed(one.facts["of"], one.at, one.person, words) for one, words in zip(said, why, strict=True))


async def _same(context: Context, key: str, words: Sha256) -> str:
    """Empty once the record is destroyed: its words are gone with it."""
    try:
        return (await context.house.shelf.get(key, words)).decode()
    except NotFound:
        return ""


async def _corrections(context: Context, lines: Sequence[TimelineLine]) -> tuple[Correction, ...]:
    said = [one for one in lines if one.act == "patient.correct"]
    words = [await context.house.shelf.get(correction_key(one.facts["of"]), Sha256(one.facts["words"])) for one in said]
    told = [CORRECTION.validate_json(one) for one in words]
    return tuple(Correction(one.at, one.person, what.changed, what.reason) for one, what in zip(said, told, strict=True))


async def known(context: Context, citizen_id: str) -> Identity | None:
    """Whoever has this identity number here, for the form that opens a record; nobody for what is no number. Raises: NotAllowed."""
    demand(context.position, "record.open", "*", context.today)
    if not (citizen_id.isdigit() and len(citizen_id) == DIGITS):
        return None
    async with context.house.sessions() as session:
        return await queries.numbered(session, context.position.facility, citizen_id)


async def fit(context: Context, new: NewRecord) -> None:
    """Whose number or code it is, is told before the act goes its way: names travel through no process. Raises: KnownPatient."""
    async with context.house.sessions() as session:
        if await acts.claimed(session, context.request):
            return
        found = await queries.known(session, context.position.facility, new.patient_code, new.citizen_id)
    two = found and found.citizen_id and new.citizen_id and found.citizen_id != new.citizen_id
    if found and not two:
        check_known(found, new, fold, named=may(context.position.role, "record.read"))


async def identify(context: Context, code: str, said: Identified) -> None:
    """Gives a patient with a temporary code the identity number.

    Raises: NotFound, NotAllowed, Malformed, Incomplete (another number; the number is another patient's: join them), RequestReused.
    """
    demand(context.position, "patient.identify", "*", context.today)
    made = id_of("patient-number", context.position.person, context.request)
    words = await context.house.shelf.put(number_key(made), said.reason.strip().encode())
    async with context.house.sessions.begin() as session:
        patient = await queries.called(session, context.position.facility, code, lock=True)
        if await acts.claim(session, context.actor, "patient.identify", patient.id, [said.citizen_id, words], context.now):
            said.check(patient)
            if other := await queries.numbered(session, context.position.facility, said.citizen_id):
                vi = f"citizen_id: số định danh này là của người bệnh {other.code}; nếu là một người, hãy nhập hai người bệnh"
                raise Incomplete(both(vi, f"the number is patient {other.code}: if they are one person, join them"))
            await writes.identify(session, patient.id, said.citizen_id, context.now)
            await _note(session, context, "patient.identify", patient.id, was=patient.temporary_code or "", of=str(made), words=words)


async def correct(context: Context, code: str, said: Corrected) -> None:
    """Tells anew who a patient is, where it was mistyped.

    Raises: NotFound, NotAllowed, Malformed, Incomplete (nothing is changed; the number is another patient's), RequestReused.
    """
    demand(context.position, "patient.correct", "*", context.today)
    async with context.house.sessions.begin() as session:
        patient = await queries.called(session, context.position.facility, code, lock=True)
        if await acts.claim(session, context.actor, "patient.correct", patient.id, [str(one) for one in astuple(said)], context.now):
            said.check(patient, context.today)
            other = await queries.numbered(session, context.position.facility, said.citizen_id) if said.citizen_id else None
            if other and other.id != patient.id:
                vi = f"citizen_id: số định danh này là của người bệnh {other.code}; nếu là một người, hãy nhập hai người bệnh"
                raise Incomplete(both(vi, f"the number is patient {other.code}: if they are one person, join them"))
            what = CORRECTION.dump_json(Corrections(said.changed(patient), said.reason.strip()))
            made = id_of("patient-correction", context.position.person, context.request)
            words = await context.house.shelf.put(correction_key(made), what)
            await writes.correct(session, patient.id, said, context.now)
            await _note(session, context, "patient.correct", patient.id, changed=list(said.changed(patient)), of=str(made), words=words)


async def join(context: Context, code: str, other: str, reason: str) -> None:
    """Two patients who are one: every record of the first goes to the second. Raises: as `move`."""
    await _move(context, code, other, None, reason)


async def move(context: Context, code: str, other: str, which: Sequence[RecordId], reason: str) -> None:
    """Records that are another patient's go there: what was wrongly joined is taken apart.

    Raises: NotFound, NotAllowed, Malformed, Incomplete, RequestReused.
    """
    await _move(context, code, other, tuple(which), reason)


async def _move(context: Context, code: str, other: str, which: tuple[RecordId, ...] | None, reason: str) -> None:
    demand(context.position, "patient.move", "*", context.today)
    made, facility = id_of("patient-move", context.position.person, context.request), context.position.facility
    words = await context.house.shelf.put(move_key(made), reason.strip().encode())
    async with context.house.sessions.begin() as session:
        # Both in the order of their codes: two moves at once, one each way, wait for each other instead of for ever.
        locked = {one: await queries.called(session, facility, one, lock=True) for one in sorted({code, other})}
        between = (locked[code], locked[other])
        if await acts.claim(
            session, context.actor, "patient.move", made, [code, other, words, which and list(map(str, which))], context.now
        ):
            owned = frozenset(one.id for one in await queries.records(session, between[0].id))
            what = Move(which if which is not None else tuple(owned), reason)
            what.check(*between, owned)
            if which is None:
                check_joining(*between)
            await _moved(session, context, made, between, what, words, which is None)


async def _moved(
    session: AsyncSession, context: Context, made: UUID, between: tuple[Identity, Identity], what: Move, words: Sha256, whole: bool
) -> None:
    facility, by, now = context.position.facility, context.position.person, context.now
    await writes.move(session, made, facility, between, what.records, whole, words, by, now)
    for record in what.records:
        found = await records.record(session, record)
        facts = {"from": between[0].code, "to": between[1].code}
        await audit.note_act(session, now, context.actor, context.position, "patient.move", ("record", record), record, **facts)
        told = {found.doctor} - {by}
        await notices.tell(session, f"patient_moved/{made}/{record}", told, "patient_moved", f"/records/{record}", now, **facts)


async def _note(session: AsyncSession, context: Context, act: str, patient: PatientId, **facts: object) -> None:
    await audit.note_act(session, context.now, context.actor, context.position, act, ("patient", patient), None, **facts)


def number_key(which: UUID | str) -> str:
    """Key of the words with which an identity number was given."""
    return f"patient-number/{which}"


def correction_key(which: UUID | str) -> str:
    """Key of a correction's words: what was, what became, and why."""
    return f"patient-correction/{which}"


def move_key(which: UUID) -> str:
    """Key of a move's words: its own, for they tell of two patients."""
    return f"patient-move/{which}"
