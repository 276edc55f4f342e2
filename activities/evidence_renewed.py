"""What follows when the evidence of criteria is another: every open council of the track, or of the purchase, votes on that anew."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from domain.councils import Appraisal
from domain.policies import PolicyBook
from store.queries import appraisals as queries
from store.writes import appraisals as writes
from store.writes import notices


async def renewed(session: AsyncSession, policies: PolicyBook, of: Appraisal, criteria: Collection[str]) -> None:
    """On the locked track: open votes on what this one shares are set right, nothing is carried over, and members see it at once."""
    for one in await queries.of_track(session, of.track, policies):
        if one.verdict is None and one.purchase == of.purchase and any(criterion.code in criteria for criterion in one.edition.criteria):
            await _renewed(session, one, criteria)


async def _renewed(session: AsyncSession, one: Appraisal, criteria: Collection[str]) -> None:
    after = one.renewed(criteria)
    if after.carried != one.carried:
        await writes.change(session, one.id, carried=dict(after.carried or {}))
    await writes.ballots(session, after)
    await notices.nudge(session, [member.person for member in after.sitting])
