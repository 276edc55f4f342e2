"""Departments of health that merge: entered by the one that ends, carried out when the day has come."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from domain.clock import Clock, day
from domain.errors import WrongState
from domain.mergers import Merger, check_merger, moved_posts
from domain.names import FacilityId, id_of
from domain.people import demand, may
from services.context import Context
from store.engine import Sessions
from store.queries import mergers as queries
from store.queries import people
from store.queries.mergers import MergerLine
from store.queries.people import Facility
from store.writes import acts, audit, notices
from store.writes import mergers as writes
from store.writes import people as people_writes


@dataclass(frozen=True)
class MergersView:
    """The department's mergers, and where it could go."""

    department: Facility
    lines: tuple[MergerLine, ...]
    others: tuple[Facility, ...]
    may_enter: bool


async def read(context: Context) -> MergersView:
    """Raises: NotAllowed."""
    demand(context.position, "plan.merge", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.merge")
        here = await people.facility(session, context.position.facility)
        lines = await queries.lines(session, here.id)
        others = [one for one in await people.facilities_of(session, "health_department") if one.id != here.id]
        enters = may(context.position.role, "plan.merge") and all(line.merger.old != here.id for line in lines)
        return MergersView(here, tuple(lines), tuple(others), enters)


async def enter(context: Context, new: FacilityId, on: date, basis: str) -> None:
    """The own department ends: another takes over its plans, tracks, people and rights on a day, at once when it has come.

    Raises: NotAllowed, NotFound, Malformed, WrongState, RequestTaken, RequestReused.
    """
    demand(context.position, "plan.merge", "*", context.today)
    merger = Merger(context.position.facility, new, on, basis.strip())
    which = id_of("merger", merger.old)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.merge")
        check_merger(merger, (await people.facility(session, new)).kind, context.today)
        if await acts.claim(session, context.actor, "plan.merge", merger.old, [new, on.isoformat(), merger.basis], context.now):
            if await queries.of(session, merger.old):
                raise WrongState("plan.merge", "merged")
            await writes.enter(session, which, merger, context.position.person, context.now)
            facts = {"new": new, "on": on.isoformat(), "basis": merger.basis}
            about = ("facility", merger.old)
            await audit.note_act(session, context.now, context.actor, context.position, "plan.merge", about, None, **facts)
            if on <= context.today:
                await carry_out(session, which, context.now)


async def carry_out_due(sessions: Sessions, clock: Clock) -> int:
    """Every merger whose day has come; safe to repeat. How many were carried out."""
    now = clock()
    async with sessions() as session:
        due = await queries.to_carry_out(session, day(now))
    for which in due:
        async with sessions.begin() as session:
            await carry_out(session, which, now)
    return len(due)


async def carry_out(session: AsyncSession, which: UUID, now: datetime) -> None:
    """All of it in the caller's transaction, once: a second time there is nothing to do."""
    merger = await queries.locked(session, which)
    if merger is None:
        return
    await writes.carry_out(session, which, merger, now)
    for ended, begun in moved_posts(merger, await people.held_at(session, merger.old)):
        if ended.until:
            await people_writes.end_position(session, ended.id, ended.until)
        await people_writes.position(session, begun)
        facts = {"name": (await people.facility(session, merger.new)).name, "day": merger.on.strftime("%d/%m/%Y")}
        await notices.tell(session, f"merged/{which}", [begun.person], "department_merged", "/plans", now, **facts)
    await audit.note(session, now, None, "plan.merged", ("facility", merger.old), new=merger.new)
