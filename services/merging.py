"""Mergers of departments of health are carried out: each by itself, once it was accepted and its day has come."""

import logging
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import Clock, day
from domain.mergers import moved_posts
from store.engine import Sessions
from store.queries import mergers as queries
from store.queries import people
from store.writes import audit, notices
from store.writes import mergers as writes
from store.writes import people as people_writes

log = logging.getLogger(__name__)


async def carry_out_due(sessions: Sessions, clock: Clock) -> int:
    """Every accepted merger whose day has come, each by itself; safe to repeat. How many were carried out."""
    now, count = clock(), 0
    async with sessions() as session:
        due = await queries.to_carry_out(session, day(now))
    for which in due:
        try:
            async with sessions.begin() as session:
                count += await carry_out(session, which, now)
        except Exception:  # whatever it is, the others' day has come too
            log.exception("merger %s was not carried out, nothing of it was moved; it is tried again", which)
    return count


async def carry_out(session: AsyncSession, which: UUID, now: datetime) -> bool:
    """All of it in the caller's transaction, once: false when there is nothing to do.

    A receiving department that ended meanwhile is passed over: whoever took that one over takes over this one too.
    """
    await writes.alone(session)
    merger = await queries.locked(session, which)
    if merger is None or merger.on > day(now):
        return False
    await writes.hold(session, merger.old)
    passed = await queries.way(session, merger.new)
    living = replace(merger, new=passed[-1][1]) if passed else merger
    await writes.carry_out(session, [which, *(one for one, _ in passed)], living, now)
    facts = {"name": (await people.facility(session, living.new)).name, "day": merger.on.strftime("%d/%m/%Y")}
    for ended, begun in moved_posts(living, await people.held_at(session, merger.old), day(now)):
        if ended.until:
            await people_writes.end_position(session, ended.id, ended.until)
        await people_writes.position(session, begun)
        await writes.feeds(session, ended.id, begun.id)
        await notices.tell(session, f"merged/{which}", [begun.person], "department_merged", "/plans", now, **facts)
    await audit.note(session, now, None, "plan.merged", ("facility", merger.old), new=living.new)
    return True
