"""Gives the thing, or refuses; a read of clinical content is audited (CV 365 III.1.1 đ)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import check_reach
from domain.errors import NotFound, OutOfReach, WrongState
from domain.names import AppraisalId, DocumentId, RecordId, TrackId
from domain.people import Position, beyond, demand, demand_ever, may
from domain.records import Record, RecordState
from domain.tracks import Track
from services.context import Context
from store.queries import appraisals, records, signatures, tasks, tracks
from store.queries.signatures import Document
from store.writes import audit


async def record(session: AsyncSession, context: Context, which: RecordId, act: str = "record.read") -> None:
    """A read of a record, audited. Raises: NotAllowed, WrongState, OutOfReach, NotFound."""
    found = await reached(session, context, which, act)
    demand(context.position, act, found.state, context.today)
    await note(session, context, act, ("record", which), which)


async def reached(session: AsyncSession, context: Context, which: RecordId, act: str) -> Record:
    """The record of an act that is going to be asked for; its state is judged in the act's own transaction.

    Of a destroyed record only its tombstone is read: no word may be laid down any more under a key that is gone.

    Raises: NotAllowed, OutOfReach, NotFound, WrongState.
    """
    demand_ever(context.position, act, context.today)
    found = await records.record(session, which)
    if not await records.reaches(session, context.position, which):
        raise beyond(context.position, found.facility)
    if act != "record.read":
        _check_kept(found, act)
    return found


async def kept(session: AsyncSession, which: RecordId, act: str) -> None:
    """Raises: WrongState for what belonged to a record that was destroyed."""
    _check_kept(await records.record(session, which), act)


def _check_kept(one: Record, act: str) -> None:
    if one.state is RecordState.DISPOSED:
        raise WrongState(act, one.state)


async def track(session: AsyncSession, context: Context, which: TrackId, act: str = "track.read") -> Track:
    """A track the position reaches. Raises: NotAllowed, OutOfReach, NotFound."""
    found = await tracks.track(session, which)
    demand(context.position, act, "*", context.today)
    await check_reach(session, context.position, act, found)
    return found


async def document(session: AsyncSession, context: Context, which: DocumentId, number: int | None = None) -> Document:
    """A document the position reaches, or that waits or waited for this person; the audit keeps which version is shown (the newest).

    Who read a version may sign it: what shows something else than its content asks `beside`.

    Raises: NotAllowed, OutOfReach, NotFound, WrongState (its record was destroyed).
    """
    found, shown = await _document(session, context, which, number)
    await note(session, context, "document.read", ("document", which), found.record, version=shown)
    return found


async def beside(session: AsyncSession, context: Context, which: DocumentId, number: int | None = None) -> Document:
    """As `document`, for what stands beside its content: comments, signatures, enclosures. Audited, and no version counts as read."""
    found, _ = await _document(session, context, which, number)
    await note(session, context, "document.glance", ("document", which), found.record)
    return found


async def _document(session: AsyncSession, context: Context, which: DocumentId, number: int | None) -> tuple[Document, int]:
    demand(context.position, "document.read", "*", context.today)
    found = await signatures.document(session, which)
    if not await _reaches(session, context, found):
        raise beyond(context.position, found.facility) if found.record else OutOfReach("paper")
    if found.record:
        await kept(session, found.record, "document.read")
    shown = number or found.current
    if not 1 <= shown <= found.current:
        raise NotFound("version", f"{which}/{shown}")
    return found, shown


async def _reaches(session: AsyncSession, context: Context, found: Document) -> bool:
    """Who was asked to sign keeps sight of it; of a clinical sheet as long as they act in its facility."""
    position = context.position
    asked = await tasks.was_asked(session, found.id, position.person)
    if found.record:
        return (asked and position.facility == found.facility) or await records.reaches(session, position, found.record)
    return asked or await _oversees(session, position, found)


async def _oversees(session: AsyncSession, position: Position, found: Document) -> bool:
    """Papers of the rollout are for whoever may read the track, or the appraisal, that they belong to; a disposal's for its facility."""
    if found.subject_kind == "disposal":
        return may(position.role, "disposal.read") and position.facility == found.facility
    if found.subject_kind == "appraisal":
        right, which = "appraisal.read", await appraisals.track_of(session, AppraisalId(UUID(found.subject)))
    else:
        right, which = "track.read", TrackId(UUID(found.subject))
    return may(position.role, right) and (await tracks.track(session, which)).reached_by(position)


async def note(
    session: AsyncSession, context: Context, act: str, subject: tuple[str, object], record: RecordId | None = None, **facts: object
) -> None:
    await audit.note(session, context.now, context.position, act, subject, record, None, **facts)
