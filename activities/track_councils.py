"""Councils and the judgement of a milestone: who sat on one does not judge it, and nobody does while one is at work."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.councils import AppraisalState
from domain.errors import WrongState
from domain.names import PersonId
from domain.policies import PolicyBook
from domain.tracks import Progress, Track
from store.queries import appraisals


async def council_of(session: AsyncSession, policies: PolicyBook, track: Track, was: Progress, how: str) -> frozenset[PersonId]:
    """Who sat on the council whose minutes the report rests on. Raises: WrongState while another is at work on it, of acceptance."""
    found = [one for one in await appraisals.of_track(session, track.id, policies) if one.milestone == was.code and one.edition.reports]
    if how == "accepted" and any(one.state is not AppraisalState.CLOSED for one in found):
        raise WrongState("track.accept", "appraised")
    return await appraisals.council_of_report(session, track.id, was.code, was.reports)
