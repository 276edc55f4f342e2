"""For whom each milestone of a track is reported, when this position reports it."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from domain.on_behalf import Behalf, elsewhere
from domain.people import AUTHORITY, Position
from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import people, plan_editions, plans, tracks


async def behalves(session: AsyncSession, policies: PolicyBook, position: Position, track: Track) -> Mapping[str, Behalf]:
    """Code → for whom; milestones that are the reporter's own are left out."""
    if position.facility != track.facility:
        unit = await people.facility(session, track.facility)
        return {one.code: Behalf(unit.name, unit.kind == AUTHORITY) for one in track.milestones}
    if not track.own:
        return {}
    words = await plan_editions.words(session, policies, await plans.plan(session, track.plan))
    found = {spec.code: elsewhere(words, spec) for spec in await tracks.specs(session, track.id)}
    return {code: Behalf(unit, True) for code, unit in found.items() if unit}
