"""What the acts on a regulation share: the locked row of the own facility, whether its paper came back, who is told, the timeline."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId, PersonId, RegulationId
from domain.people import demand
from domain.regulations import Regulation
from domain.signatures import MADE_AGAIN
from services.context import Context
from store.queries import regulations as queries
from store.queries import signatures as documents
from store.writes import audit, notices


async def stepped(session: AsyncSession, context: Context, which: RegulationId, act: str) -> Regulation:
    """Raises: NotAllowed; NotFound also for another facility's."""
    demand(context.position, act, "*", context.today)
    one = await queries.regulation(session, which, lock=True)
    if one.facility != context.position.facility:
        raise NotFound("regulation", which)
    return one


async def came_back(session: AsyncSession, one: Regulation) -> bool:
    """Whether its paper was refused or taken back."""
    return one.document is not None and await given_back(session, one.document)


async def given_back(session: AsyncSession, document: DocumentId) -> bool:
    found = await documents.document(session, document)
    return (await documents.version(session, found.id, found.current)).chain.ended in MADE_AGAIN


async def tell(
    session: AsyncSession, context: Context, key: str, told: Iterable[PersonId], kind: str, one: Regulation, **facts: object
) -> None:
    await notices.tell(session, key, told, kind, f"/regulations/{one.id}", context.now, title=one.title, **facts)


async def note(session: AsyncSession, context: Context, act: str, one: Regulation, **facts: object) -> None:
    await audit.note_act(session, context.now, context.actor, context.position, act, ("regulation", one.id), None, **facts)
