"""What follows, in the same transaction, when a version has its last stamped signature, or is refused."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities import appraisal_papers, certificate_requests, courses, procurement_signed, transfers
from activities.desk import Desk
from activities.disposals import Disposals
from activities.documents import Of
from activities.extensions import Extensions
from activities.golive import Golive
from activities.letters import Letters
from activities.papers import Papers
from activities.records import Records
from activities.regulations import Regulations
from activities.results import Results
from activities.retention import Retention
from domain.extensions import FORM
from domain.names import RecordId
from domain.people import Actor
from domain.roles import Role
from store.queries import people
from store.queries import signatures as queries
from store.queries.signatures import Document
from store.writes import notices
from store.writes import signatures as writes

Follow = Callable[[Desk, AsyncSession, Document, datetime], Awaitable[None]]


async def _nothing(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """An order sheet: nothing waits for it."""


async def _sheet(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """A hand-over moves the record; else nothing waits for it. Who made or signed the version that stood until now is told."""
    await transfers.moved(desk, session, document, now)
    if document.current == 1:
        return
    *before, newest = await queries.versions(session, document.id)
    stood = next((one for one in reversed(before) if one.completed_at), None)
    if stood:
        told = {stood.author, *(made.person for made in stood.chain.signatures)} - {newest.author}
        await notices.tell(session, f"superseded/{document.id}/{newest.number}", told, "superseded", f"/documents/{document.id}", now)


async def _result(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    await Results.finish(session, document.id, now)


async def _closing(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """Whoever of the records office signed last has received the record."""
    if document.record:
        chain = (await queries.version(session, document.id, document.current)).chain
        offices = {step.name for step in chain.steps if step.who.role is Role.RECORDS_OFFICER}
        received = next((made for made in reversed(chain.signatures) if made.step in offices), None)
        by = await people.position(session, Actor(received.person, received.position, received.request)) if received else None
        await Records.receive(desk, session, RecordId(document.record), by)


async def _decided(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    await Retention.corrected(desk, session, document, now)


async def _milestone(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """A paper of a register or of a purchase, a decision to drop paper, else the one a milestone ends in."""
    if document.form in OF_REGISTERS:
        await OF_REGISTERS[document.form](session, document, now)
    elif not await procurement_signed.finish(session, document, now) and await Golive.finish(desk, session, document, now):
        await Papers.finish(session, document, now)
        await Regulations.drawn_up_at_once(desk, session, document, now)


async def _of_plan(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """A paper that moves a last day, or a letter that reminds."""
    hands = Extensions if document.form == FORM else Letters
    await hands.finish(desk, session, document, now)


OF_REGISTERS: Mapping[str, Callable[[AsyncSession, Document, datetime], Awaitable[None]]] = {
    certificate_requests.FORM: certificate_requests.finish,
    courses.FORM: courses.finish,
}
"""Form of a track's paper that no milestone ends in → what its completion changes."""


FOLLOWS: Mapping[str, Follow] = {
    "order": _nothing,
    "result": _result,
    "closing": _closing,
    "retention": _decided,
    "sheet": _sheet,
    "track": _milestone,
    "appraisal": appraisal_papers.finish,
    "disposal": Disposals.finish,
    "plan": _of_plan,
    "regulation": Regulations.finish,
}
"""Kind of subject → what its completion changes."""


async def completed(desk: Desk, session: AsyncSession, of: Of, now: datetime) -> None:
    """Only the newest version changes what the document is about: one whose last stamp came late may have been superseded."""
    document = await writes.complete(session, of.document, of.version, now)
    if of.version == document.current:
        await FOLLOWS[document.subject_kind](desk, session, document, now)
