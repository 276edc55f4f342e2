"""What comes first is done first, in the track itself and in others of its plan."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import plans, tracks
from store.queries.waiting import with_others


async def check_turn(session: AsyncSession, policies: PolicyBook, track: Track, code: str) -> None:
    """As `Track.check_turn`, by what other tracks are when it is asked. Raises: EarlierFirst, NotFound."""
    beside = await with_others(session, policies, await plans.plan(session, track.plan), track)
    beside.check_turn(code, (await tracks.titles(session, [track.id]))[track.id])
