"""On what subject a milestone asks for a regulation; one facility has at most one open on a subject."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import TrackId
from domain.policies import PolicyBook
from domain.regulation_drafts import template_for
from domain.regulations import OPEN
from domain.regulations import check_free as alone
from domain.tracks import Track
from store.queries import regulations as queries
from store.queries import tracks


def subject_of(book: PolicyBook, track: TrackId, milestone: str, title: str) -> str:
    """The template's code; a part that no template answers is a subject of its own."""
    found = template_for(book.regulations, title)
    return found.code if found else f"{milestone}-{str(track)[:8]}"


async def check_free(session: AsyncSession, track: Track, milestone: str) -> None:
    """What is being drafted for this milestone is not drawn up beside. Raises: Incomplete."""
    found = await queries.of_milestone(session, track.id, milestone)
    alone(found.title if found and found.state in OPEN else "")


async def titled(session: AsyncSession, track: TrackId, milestone: str) -> str:
    """What the plan calls the milestone."""
    return next((spec.title for spec in await tracks.specs(session, track) if spec.code == milestone), "")
