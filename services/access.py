"""Gives the thing, or refuses; a read of clinical content is audited (CV 365 III.1.1 đ)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import check_reach
from domain.errors import NotFound, OutOfReach, WrongState
from domain.grants import Grant
from domain.names import AppraisalId, DocumentId, GrantId, PlanId, RecordId, TrackId
from domain.people import Position, beyond, demand, demand_ever, may, may_ever
from domain.records import Record, RecordState
from domain.tracks import Track
from services.context import Context
from store.queries import appraisals, extensions, grants, letters, plans, records, signatures, tasks, tracks
from store.queries.signatures import Document
from store.writes import audit


async def record(session: AsyncSession, context: Context, which: RecordId, act: str = "record.read") -> None:
    """A read of a record by right, audited. Raises: NotAllowed, WrongState, OutOfReach, NotFound."""
    found = await reached(session, context, which, act)
    demand(context.position, act, found.state, context.today)
    await note(session, context, act, ("record", which), which)


async def read(session: AsyncSession, context: Context, which: RecordId, whole: bool = True, under: GrantId | None = None) -> Grant | None:
    """A read of a record by right or by an open grant, audited with it; gives the grant when it is read by one.

    `whole`: whether a grant of named documents is not enough. `under`: for which outsider or patient the records office opens it.

    Raises: NotAllowed, OutOfReach, NotFound.
    """
    demand_ever(context.position, "record.read", context.today)
    found = await records.record(session, which)
    grant = await _grant(session, context, found, under)
    if whole and grant and not grant.whole:
        raise OutOfReach("part")
    await note(session, context, "record.read", ("record", which), which, **by(grant))
    return grant


async def _grant(session: AsyncSession, context: Context, found: Record, under: GrantId | None) -> Grant | None:
    """None for whoever reaches the record by right, and acts for nobody else. Raises: OutOfReach."""
    if await records.reaches(session, context.position, found.id, context.now):
        return await acting_for(session, context, found.id, under) if under else None
    grant = await grants.reading(session, context.position, found.id, context.now)
    if grant is None:
        raise beyond(context.position, found.facility, archived=found.archived_at is not None)
    return grant


async def copy(session: AsyncSession, context: Context, which: RecordId, under: GrantId | None = None) -> None:
    """Copies of a whole archived record: the records office's right, or that of a grant for copying; audited with it.

    Raises: NotAllowed, WrongState, OutOfReach, NotFound.
    """
    found = await records.record(session, which)
    _check_kept(found, "record.export")
    grant = await acting_for(session, context, which, under) if under else None
    if grant is None and not may_ever(context.position.role, "record.export"):
        grant = await grants.reading(session, context.position, which, context.now)
    if grant is None:
        return await record(session, context, which, "record.export")
    if not (grant.may_copy and grant.whole):
        raise OutOfReach("uncopied")
    if found.archived_at is None:
        raise WrongState("record.export", found.state)
    await note(session, context, "record.export", ("record", which), which, **by(grant))
    return None


async def acting_for(session: AsyncSession, context: Context, record: RecordId, under: GrantId) -> Grant:
    """The open grant of an outsider or a patient that the records office acts by. Raises: NotFound."""
    found = None
    if may(context.position.role, "grant.record"):
        found = await grants.outside(session, under, context.position.facility, record, context.now)
    if found is None:
        raise NotFound("grant", under)
    return found


def by(grant: Grant | None) -> dict[str, object]:
    """What the audit keeps of the grant by which something was read or copied."""
    return {"grant": grant.id, "granted_as": grant.kind, "purpose": grant.purpose} if grant else {}


async def reached(session: AsyncSession, context: Context, which: RecordId, act: str) -> Record:
    """The record of an act that is going to be asked for; its state is judged in the act's own transaction.

    Of a destroyed record only its tombstone is read: no word may be laid down any more under a key that is gone.

    Raises: NotAllowed, OutOfReach, NotFound, WrongState.
    """
    demand_ever(context.position, act, context.today)
    found = await records.record(session, which)
    if not (
        await records.reaches(session, context.position, which, context.now) or (act == "sheet.add" and await lent(session, context, which))
    ):
        if act == "sheet.add" and await grants.reading(session, context.position, which, context.now):
            raise OutOfReach("lent_to_read")
        raise beyond(context.position, found.facility, archived=found.archived_at is not None)
    if act != "record.read":
        _check_kept(found, act)
    return found


async def lent(session: AsyncSession, context: Context, which: RecordId) -> bool:
    """Whether the record is lent to this person to add a late result."""
    return await grants.adds(session, context.position, which, context.now)


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


async def own_track(session: AsyncSession, context: Context, which: TrackId, act: str) -> Track:
    """A track of the position's own facility. Raises: NotAllowed, OutOfReach, NotFound."""
    found = await track(session, context, which, act)
    if found.facility != context.position.facility:
        raise OutOfReach("track")
    return found


async def running(session: AsyncSession, which: TrackId, act: str) -> None:
    """Locks the track, so that it is not closed meanwhile. Raises: WrongState when it is, NotFound."""
    (await tracks.track(session, which, lock=True)).check_running(act)


async def document(session: AsyncSession, context: Context, which: DocumentId, number: int | None = None) -> Document:
    """As `opened`, whatever it is seen by. Raises: NotFound, OutOfReach."""
    return (await opened(session, context, which, number))[0]


async def opened(session: AsyncSession, context: Context, which: DocumentId, number: int | None = None) -> tuple[Document, Grant | None]:
    """A document the position reaches, that waits for this person, or that was granted; the audit keeps which version is shown.

    Who read a version may sign it: what shows something else than its content asks `beside`.

    Raises: NotAllowed, OutOfReach, NotFound, WrongState (its record was destroyed).
    """
    found, shown, grant = await _document(session, context, which, number)
    await note(session, context, "document.read", ("document", which), found.record, version=shown, **by(grant))
    return found, grant


async def beside(session: AsyncSession, context: Context, which: DocumentId, number: int | None = None) -> Document:
    """As `document`, for what stands beside its content: comments, signatures, enclosures. Audited, and no version counts as read."""
    found, _, grant = await _document(session, context, which, number)
    await note(session, context, "document.glance", ("document", which), found.record, **by(grant))
    return found


async def _document(session: AsyncSession, context: Context, which: DocumentId, number: int | None) -> tuple[Document, int, Grant | None]:
    demand(context.position, "document.read", "*", context.today)
    found = await signatures.document(session, which)
    right = await _reaches(session, context, found)
    grant = None if right else await document_grant(session, context, found)
    if not right and grant is None:
        raise beyond(context.position, found.facility) if found.record else OutOfReach("paper")
    if found.record:
        await kept(session, found.record, "document.read")
    shown = number or found.current
    if not 1 <= shown <= found.current:
        raise NotFound("version", f"{which}/{shown}")
    return found, shown, grant


async def _reaches(session: AsyncSession, context: Context, found: Document) -> bool:
    """Who made it or was asked to sign keeps sight of it; of a clinical sheet in its facility, and as long as the team reads the record.

    After that only of what is not complete yet, and of what that adds to: Luật KCB Đ69 k4 knows no exception for authors.
    """
    position = context.position
    if not found.record:
        return await tasks.was_asked(session, found.id, position.person) or await _oversees(session, position, found)
    if await records.reaches(session, position, found.record, context.now):
        return True
    if position.facility != found.facility:
        return False
    if await records.team_still(session, found.record, context.now):
        return await tasks.was_asked(session, found.id, position.person)
    return await tasks.unfinished(session, found.id, position.person)


async def document_grant(session: AsyncSession, context: Context, found: Document) -> Grant | None:
    """The grant by which the position reads a clinical document that it does not reach by right."""
    if found.record is None or not may(context.position.role, "record.read"):
        return None
    return await grants.reading_document(session, context.position, found.record, found.id, context.now)


async def _oversees(session: AsyncSession, position: Position, found: Document) -> bool:
    """Papers of the rollout are for whoever may read the track, or the appraisal, that they belong to; a disposal's for its facility.

    A paper of a plan is for whoever reads plans at the department in charge of it now and, once it is signed, at the units it goes to.
    """
    if found.subject_kind == "plan":
        charge = (await plans.plan(session, PlanId(UUID(found.subject)))).department
        reads = may(position.role, "plan.read")
        if reads and position.facility != charge:
            reads = await letters.sent_to(session, found.id, position.facility)
            return reads or await extensions.in_force_at(session, found.id, position.facility)
        return reads
    if found.subject_kind == "regulation":
        return may(position.role, "regulation.read") and position.facility == found.facility
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
