"""Departments of health that merge: entered by the one that ends, accepted by the one that takes it over, called off before its day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from domain.errors import Malformed, NotAllowed, NotFound, SamePerson, WrongState
from domain.mergers import OPEN, Merger, MergerState, check_merger, check_state
from domain.names import FacilityId, PersonId, id_of
from domain.people import demand, may
from domain.reasons import reason_faults
from domain.roles import Role
from services.context import Context
from services.merging import carry_out
from store.queries import mergers as queries
from store.queries import people
from store.queries.mergers import MergerLine
from store.queries.people import Facility
from store.writes import acts, audit, notices
from store.writes import mergers as writes


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
