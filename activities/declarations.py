"""What a declaration leaves behind: its lines, a report for each that is one, and one summary for the head of the unit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.declared_turns import check_turns
from domain.names import PersonId
from domain.on_behalf import OWN, Behalf
from domain.people import Actor
from domain.roles import Role
from domain.tracks import Track
from store.queries import people, plans
from store.writes import declarations, notices
from store.writes import tracks as writes
from store.writes.tracks import Words


async def keep(
    session: AsyncSession, actor: Actor, after: Track, said: Sequence[Declaration], behalf: Mapping[str, Behalf], now: datetime
) -> None:
    """Raises: Malformed for going live before its turn, Incomplete where only another unit's paper shows what is said."""
    check_turns(after, said)
    for one in said:
        whose = behalf.get(one.code, OWN)
        if one.claim is not Claim.DOING:
            whose.check(one.paper, day(now), f"{one.code}, giấy tờ")
            words = Words(one.note.strip(), one.paper, on_behalf_of=whose.unit)
            await writes.report(session, after, one.code, words, actor.person, actor.position, now)
    await declarations.keep(session, after, said, {code: one.unit for code, one in behalf.items()}, actor, now)


async def tell_head(session: AsyncSession, track: Track, now: datetime) -> None:
    """Everything is declared: one summary for the head of the unit, else for whoever runs its track."""
    title, n = (await plans.plan(session, track.plan)).title, len(track.milestones)
    facility = (await people.facility(session, track.facility)).name
    key, link = f"plan_declared/{track.plan}/{track.facility}", f"/tracks/{track.id}/summary"
    await notices.tell(session, key, await _heads(session, track, now), "plan_declared", link, now, title=title, facility=facility, n=n)


async def _heads(session: AsyncSession, track: Track, now: datetime) -> list[PersonId]:
    held = [(who, role) for who, role, _ in await people.holders(session, track.facility, day(now))]
    runs = Role.HEALTH_OFFICER if track.own else Role.ADMINISTRATOR
    return [who for who, role in held if role is Role.DIRECTOR] or [who for who, role in held if role is runs]
