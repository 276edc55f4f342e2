"""On what subject a milestone asks for a regulation."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import TrackId
from domain.policies import PolicyBook
from domain.regulation_drafts import template_for
from store.queries import tracks


def subject_of(book: PolicyBook, track: TrackId, milestone: str, title: str) -> str:
    """The template's code; a part that no template answers is a subject of its own."""
    found = template_for(book.regulations, title)
    return found.code if found else f"{milestone}-{str(track)[:8]}"


async def titled(session: AsyncSession, track: TrackId, milestone: str) -> str:
    """What the plan calls the milestone."""
    return next((spec.title for spec in await tracks.specs(session, track) if spec.code == milestone), "")
