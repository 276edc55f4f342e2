"""What comes first is done first, in the track itself and in others of its plan."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import plans, tracks
from store.queries.waiting import with_others


async def lacking(session: AsyncSession, policies: PolicyBook, track: Track, code: str) -> tuple[str, ...]:
    """Codes of what should come first and is not reported."""
    beside = await with_others(session, policies, await plans.plan(session, track.plan), track)
    return (*beside.turns_on(code), *(one.code for one in beside.bound_by(code)))


async def check_turn(session: AsyncSession, policies: PolicyBook, track: Track, code: str) -> None:
    """As `Track.check_turn`, by what other tracks are when it is asked. Raises: EarlierFirst, NotFound."""
    beside = await with_others(session, policies, await plans.plan(session, track.plan), track)
    beside.check_turn(code, (await tracks.titles(session, [track.id]))[track.id])
