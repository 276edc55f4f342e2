"""Departments of health that merge: entered by the one that ends, accepted by the one that takes it over, carried out on its day."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from domain.clock import Clock, day
from domain.errors import Malformed, NotAllowed, NotFound, SamePerson, WrongState
from domain.mergers import OPEN, Merger, MergerState, check_merger, check_state, moved_posts
from domain.names import FacilityId, PersonId, id_of
from domain.people import Role, demand, may
from domain.reasons import reason_faults
from services.context import Context
from store.engine import Sessions
from store.queries import mergers as queries
from store.queries import people
from store.queries.mergers import MergerLine
from store.queries.people import Facility
from store.writes import acts, audit, notices
from store.writes import mergers as writes
from store.writes import people as people_writes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """A merger, and what this person may do about it now."""

    line: MergerLine
    decides: bool
    calls_off: bool
    own: bool = False
    """Waits for the receiving department, by somebody else than this person, who entered it."""


@dataclass(frozen=True)
class MergersView:
    """The department's mergers, and where it could go."""

    department: Facility
    lines: tuple[Shown, ...]
    others: tuple[Facility, ...]
    may_enter: bool


async def read(context: Context) -> MergersView:
    """Raises: NotAllowed."""
    demand(context.position, "plan.merge", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.merge")
        here = await people.facility(session, context.position.facility)
        lines = [await _shown(session, context, one) for one in await queries.lines(session, here.id)]
        others = [one for one in await people.facilities_of(session, "health_department") if await _other(session, one, here)]
        enters = may(context.position.role, "plan.merge") and not await queries.way(session, here.id, (*OPEN, MergerState.DONE))
        return MergersView(here, tuple(lines), tuple(others), enters)


async def _other(session: AsyncSession, one: Facility, here: Facility) -> bool:
    """Another department that goes on."""
    return one.id != here.id and not await queries.way(session, one.id)


async def _shown(session: AsyncSession, context: Context, line: MergerLine) -> Shown:
    here, entered = context.position.facility, line.state is MergerState.ENTERED
    receives = entered and await queries.heir(session, line.merger.new) == here
    own = line.entered_by == context.position.person
    return Shown(line, receives and not own, line.merger.old == here and line.state in OPEN, receives and own)


async def enter(context: Context, new: FacilityId, on: date, basis: str) -> UUID:
    """The own department ends: another is asked to take over its plans, tracks, people and rights on a day.

    Raises: NotAllowed, NotFound, Malformed, WrongState, RequestTaken, RequestReused.
    """
    demand(context.position, "plan.merge", "*", context.today)
    merger = Merger(context.position.facility, new, on, basis.strip())
    which = id_of("merger", merger.old, context.actor.person, context.request)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.merge")
        if await acts.claim(session, context.actor, "plan.merge", merger.old, [new, on.isoformat(), merger.basis], context.now):
            await writes.alone(session)
            if await queries.way(session, merger.old, (*OPEN, MergerState.DONE)):
                raise WrongState("plan.merge", "merged")
            await _check(session, merger, context.today)
            await writes.enter(session, which, merger, context.position.person, context.now)
            await _note(session, context, "plan.merge", merger, new=new, on=on.isoformat(), basis=merger.basis)
            await _tell(session, context, which, (new,), "merger_entered")
    return which


async def _check(session: AsyncSession, merger: Merger, today: date) -> None:
    kind = (await people.facility(session, merger.new)).kind
    heir = await queries.heir(session, merger.new)
    named = (await people.facility(session, heir)).name if heir != merger.new else ""
    check_merger(merger, kind, today, named, await queries.comes_under(session, merger.new, merger.old))


async def accept(context: Context, which: UUID) -> None:
    """The receiving department takes the other one over: on its day, at once when it has come.

    Raises: NotAllowed, SamePerson, NotFound, WrongState, RequestTaken, RequestReused.
    """
    await _decide(context, which, MergerState.ACCEPTED, "")


async def refuse(context: Context, which: UUID, reason: str) -> None:
    """The receiving department does not take it over. Raises: as `accept`, and Malformed."""
    if faults := reason_faults(reason):
        raise Malformed(*faults)
    await _decide(context, which, MergerState.REFUSED, reason.strip())


async def _decide(context: Context, which: UUID, state: MergerState, reason: str) -> None:
    demand(context.position, "plan.merge", "*", context.today)
    accepts = state is MergerState.ACCEPTED
    act = "plan.merge_accept" if accepts else "plan.merge_refuse"
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.merge")
        if await acts.claim(session, context.actor, act, which, reason, context.now):
            await writes.alone(session)
            line = await queries.line(session, which)
            _check_whose(context, line, await queries.heir(session, line.merger.new), line.merger.old)
            if line.entered_by == context.position.person:
                raise SamePerson("plan.merge")
            check_state(line.state, (MergerState.ENTERED,))
            await writes.decide(session, which, state, context.position.person, reason, context.now)
            await _note(session, context, act, line.merger, reason=reason)
            await _tell(session, context, which, (line.merger.old,), "merger_accepted" if accepts else "merger_refused", {line.entered_by})
            if accepts and line.merger.on <= context.today:
                await carry_out(session, which, context.now)


def _check_whose(context: Context, line: MergerLine, mine: FacilityId, others: FacilityId) -> None:
    """An act of one side. Raises: NotAllowed for the other side, NotFound for anybody else."""
    here = context.position.facility
    if here == others:
        raise NotAllowed(context.position.role, "plan.merge", "elsewhere")
    if here != mine:
        raise NotFound("merger", line.id)


async def call_off(context: Context, which: UUID, reason: str) -> None:
    """The department that was to end goes on, as long as nothing was moved. Raises: as `refuse`."""
    demand(context.position, "plan.merge", "*", context.today)
    if faults := reason_faults(reason):
        raise Malformed(*faults)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.merge")
        if await acts.claim(session, context.actor, "plan.merge_call_off", which, reason, context.now):
            await writes.alone(session)
            line = await queries.line(session, which)
            _check_whose(context, line, line.merger.old, await queries.heir(session, line.merger.new))
            check_state(line.state, OPEN)
            await writes.call_off(session, which, context.position.person, reason.strip(), context.now)
            await _note(session, context, "plan.merge_call_off", line.merger, reason=reason.strip())
            await _tell(session, context, which, (await queries.heir(session, line.merger.new),), "merger_called_off")


async def _note(session: AsyncSession, context: Context, act: str, merger: Merger, **facts: object) -> None:
    of = ("facility", merger.old)
    await audit.note_act(session, context.now, context.actor, context.position, act, of, None, **facts)


async def _tell(
    session: AsyncSession,
    context: Context,
    which: UUID,
    departments: Collection[FacilityId],
    kind: str,
    others: Collection[PersonId] = (),
) -> None:
    """Officers of a side, and who else it concerns; whoever did it knows."""
    line = await queries.line(session, which)
    officers = await people.holding(session, Role.HEALTH_OFFICER, departments, context.today)
    told = {one for found in officers.values() for one in found} | set(others)
    facts = {"old": line.old_name, "new": line.new_name, "day": line.merger.on.strftime("%d/%m/%Y")}
    await notices.tell(session, f"{kind}/{which}", told - {context.position.person}, kind, "/mergers", context.now, **facts)


async def carry_out_due(sessions: Sessions, clock: Clock) -> int:
    """Every accepted merger whose day has come, each by itself; safe to repeat. How many were carried out."""
    now, count = clock(), 0
    async with sessions() as session:
        due = await queries.to_carry_out(session, day(now))
    for which in due:
        try:
            async with sessions.begin() as session:
                count += await carry_out(session, which, now)
        except Exception:
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
