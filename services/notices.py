"""What the house told a person: final results, refusals, reminders, lateness."""

from services.context import Context
from store.queries import notices
from store.queries.notices import Notice
from store.writes import notices as writes


async def unseen(context: Context) -> list[Notice]:
    """What the person was told and has not marked as seen, newest first."""
    async with context.house.sessions() as session:
        return await notices.unseen(session, context.position.person)


async def see(context: Context) -> None:
    """Marks everything told so far as seen."""
    async with context.house.sessions.begin() as session:
        await writes.seen(session, context.position.person, context.now)
