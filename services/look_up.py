"""A document found by its look-up code."""

from domain.names import DocumentId
from services.context import Context
from store.queries import lookups


async def coded(context: Context, code: str) -> DocumentId:
    """The document of a look-up code; whether it may be read is asked when it is. Raises: NotFound."""
    async with context.house.sessions() as session:
        return await lookups.coded(session, code.strip().upper())
