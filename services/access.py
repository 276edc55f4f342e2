"""Gives the thing, or refuses; a read of clinical content is audited (CV 365 III.1.1 đ)."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import OutOfReach
from domain.names import DocumentId, FacilityId, RecordId, TrackId
from domain.people import Role, demand
from domain.tracks import Track
from services.context import Context
from store.queries import records, signatures, tasks, tracks
from store.queries.signatures import Document
from store.writes import audit


async def record(session: AsyncSession, context: Context, which: RecordId, act: str = "record.read") -> None:
    """Raises: NotAllowed, OutOfReach, NotFound."""
    found = await records.record(session, which)
    demand(context.position, act, found.state, context.today)
    if not await records.reaches(session, context.position, which):
        raise OutOfReach()
    await note(session, context, act, ("record", which), which)


async def track(session: AsyncSession, context: Context, which: TrackId, act: str = "track.read") -> Track:
    """A track the position reaches. Raises: NotAllowed, OutOfReach, NotFound."""
    found = await tracks.track(session, which)
    demand(context.position, act, "*", context.today)
    if not found.reached_by(context.position):
        raise OutOfReach()
    return found


async def document(session: AsyncSession, context: Context, which: DocumentId) -> Document:
    """A document the position reaches, or that waits or waited for this person. Raises: OutOfReach, NotFound."""
    found = await signatures.document(session, which)
    if not await _reaches(session, context, found):
        raise OutOfReach()
    await note(session, context, "document.read", ("document", which), found.record)
    return found


async def _reaches(session: AsyncSession, context: Context, found: Document) -> bool:
    position = context.position
    if await tasks.was_asked(session, found.id, position.person):
        return True
    if found.record:
        return await records.reaches(session, position, found.record)
    return oversees(context, found.facility)


def oversees(context: Context, facility: FacilityId) -> bool:
    """Papers of the rollout: one's own facility's, or the department of health's whole province; never clinical content."""
    position = context.position
    clinical = (Role.NURSE, Role.TECHNICIAN, Role.INTEGRATOR)
    return position.role is Role.HEALTH_OFFICER or (position.facility == facility and position.role not in clinical)


async def note(
    session: AsyncSession, context: Context, act: str, subject: tuple[str, object], record: RecordId | None = None, **facts: object
) -> None:
    await audit.note(session, context.now, context.position, act, subject, record, None, **facts)
