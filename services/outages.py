"""Outages: declared at once, afterwards or ahead; ended, corrected, withdrawn; then each record confirmed, and those who owe that told.

They belong to no process: an outage is a row, and a planned one begins and ends by the clock.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from activities.back_entries import tell, told_key
from domain.clock import Clock, clock_time, day
from domain.duties import DutyKind
from domain.errors import Incomplete, NotAllowed, NotFound
from domain.faults import both
from domain.names import OutageId, RecordId, Sha256, id_of, outage_key
from domain.outages import NewOutage, Outage, OutageState
from domain.people import demand_ever, may
from domain.policies import PolicyBook
from services.context import Context
from store.engine import Sessions
from store.queries import back_entries, duties, people
from store.queries import outages as queries
from store.writes import acts, audit, notices
from store.writes import outages as writes

AT_ONCE = 20
"""Outages of which people are told in one transaction."""


async def leads(session: AsyncSession, context: Context) -> bool:
    """Whether this person leads the duty of their facility now (trực lãnh đạo)."""
    shifts = await duties.on_duty(session, context.position.facility, context.now)
    return any(one.duty is DutyKind.LEADER and one.person == context.position.person for one in shifts)


async def may_declare(session: AsyncSession, context: Context) -> bool:
    """Whether this position declares outages now, and says when they end."""
    role = context.position.role
    return may(role, "outage.declare") or (may(role, "outage.declare", "leading") and await leads(session, context))


async def _check(session: AsyncSession, context: Context, act: str) -> None:
    """Raises: NotAllowed."""
    if not await may_declare(session, context):
        raise NotAllowed(context.position.role, act, "leading")


async def declare(context: Context, new: NewOutage) -> OutageId:
    """Raises: NotAllowed, Malformed, Incomplete (no such department, hours of another outage), RequestTaken, RequestReused."""
    demand_ever(context.position, "outage.declare", context.today)
    which = OutageId(id_of("outage", context.position.person, context.request))
    departments = tuple(sorted(set(new.departments)))
    async with context.house.sessions.begin() as session:
        await _check(session, context, "outage.declare")
        new.check(context.now)
        reason = await _lay(context, which, new.reason)
        same = [new.started_at, new.ended_at, new.planned, departments, reason]
        if await acts.claim(session, context.actor, "outage.declare", which, same, context.now):
            places = dict(await people.departments(session, context.position.facility))
            if unknown := [one for one in departments if one not in places]:
                raise Incomplete(*(both(f"departments: không có khoa {one}", f"no department {one}") for one in unknown))
            made = Outage(
                which,
                context.position.facility,
                departments,
                new.started_at,
                new.ended_at,
                new.planned,
                context.position.person,
                context.now,
                ended_by=context.position.person if new.ended_at else None,
            )
            await _check_hours(session, context, made)
            made = _due(context, made)
            await writes.declare(session, made, reason)
            await _note(session, context, "outage.declare", made)
            await _tell(session, context.house.policies, made, context.now)
    return which


async def end(context: Context, which: OutageId, at: datetime | None = None) -> None:
    """It is over, now or since `at`; what its records owe is told.

    Raises: NotFound, NotAllowed, WrongState, Malformed, Incomplete, RequestTaken, RequestReused.
    """
    demand_ever(context.position, "outage.end", context.today)
    async with context.house.sessions.begin() as session:
        one = await of_mine(session, context, which, lock=True)
        await _check(session, context, "outage.end")
        if await acts.claim(session, context.actor, "outage.end", which, at, context.now):
            over = one.end(at or context.now, context.position.person, context.now)
            await _check_marked(session, over)
            await _check_hours(session, context, over, one)
            await _changed(session, context, "outage.end", one, _due(context, over))


async def correct(context: Context, which: OutageId, started_at: datetime, ended_at: datetime | None) -> None:
    """With other times; what carries its mark must still lie within them.

    Raises: NotFound, NotAllowed, WrongState, Malformed, Incomplete, RequestTaken, RequestReused.
    """
    demand_ever(context.position, "outage.correct", context.today)
    async with context.house.sessions.begin() as session:
        one = await of_mine(session, context, which, lock=True)
        await _check(session, context, "outage.correct")
        if await acts.claim(session, context.actor, "outage.correct", which, [started_at, ended_at], context.now):
            mended = one.correct(started_at, ended_at, context.now)
            await _check_marked(session, mended)
            await _check_hours(session, context, mended, one)
            await _changed(session, context, "outage.correct", one, _due(context, mended))


async def _check_marked(session: AsyncSession, one: Outage) -> None:
    """What carries its mark lies within its times. Raises: Incomplete."""
    many, first, last = await queries.marked(session, one.id)
    if first and last and not (one.covers(first) and one.covers(last)):
        acts_of = f"{clock_time(first)} – {clock_time(last)}"
        vi = f"{many} phiếu đã đánh dấu nhập bù ghi việc lúc {acts_of}: giờ của gián đoạn phải gồm cả các việc đó"
        raise Incomplete(both(vi, f"{many} sheets with its mark tell of acts at {acts_of}: its times must hold them"))


async def _check_hours(session: AsyncSession, context: Context, one: Outage, was: Outage | None = None) -> None:
    """No other was declared for these hours in the same place; whoever declares beside waits.

    Two that clashed when the later was declared (before that was refused) may still be ended and corrected: else neither ever could.
    Raises: Incomplete, naming each.
    """
    await writes.timing(session, one.facility)
    until = (one.ended_at or max(one.started_at, context.now)) + timedelta(microseconds=1)
    found = await queries.between(session, one.facility, one.started_at, until)
    new = [other for other in found if not (was and was.clashes(other, max(was.declared_at, other.declared_at)))]
    if clash := [other for other in new if one.clashes(other, context.now)]:
        raise Incomplete(*[await _twice(session, context, other) for other in clash])


async def _twice(session: AsyncSession, context: Context, other: Outage) -> str:
    why = (await context.house.shelf.get(outage_key(other.id), (await queries.words(session, other.id)).reason)).decode()
    vi = f"started_at: trùng giờ với gián đoạn “{why}” ({other.when}) đã khai báo cho cùng nơi"
    en = f"overlaps the outage “{why}” ({other.span}), declared for the same place"
    return both(f"{vi}; sửa giờ hoặc rút lại gián đoạn đó, hoặc ghi giờ khác", f"{en}: correct or withdraw that one, or give other hours")


async def withdraw(context: Context, which: OutageId, reason: str) -> None:
    """It was declared by mistake, or did not come: nothing carries its mark, and no record owes anything for it.

    Raises: NotFound, NotAllowed, WrongState, Malformed, RequestTaken, RequestReused.
    """
    demand_ever(context.position, "outage.withdraw", context.today)
    async with context.house.sessions.begin() as session:
        one = await of_mine(session, context, which, lock=True)
        await _check(session, context, "outage.withdraw")
        words = await _lay(context, which, reason)
        if await acts.claim(session, context.actor, "outage.withdraw", which, words, context.now):
            one.check_withdraw((await queries.marked(session, which))[0], reason)
            await writes.withdraw(session, which, context.position.person, words, context.now)
            await notices.settle(session, told_key(which), context.now)
            await _note(session, context, "outage.withdraw", one)


async def confirm(context: Context, which: OutageId, record: RecordId, nothing: bool) -> None:
    """All that was done on paper in this record is entered, or `nothing` was written on paper.

    Raises: NotFound, NotAllowed, WrongState, Malformed, Incomplete (sheets of those hours that are unsigned, or entered afterwards
    without the mark), RequestTaken, RequestReused.
    """
    demand_ever(context.position, "outage.confirm", context.today)
    async with context.house.sessions.begin() as session:
        one = await of_mine(session, context, which, steady=True)
        await back_entries.lock(session, which, record)
        line = await back_entries.back_entry(session, which, record)
        if await acts.claim(session, context.actor, "outage.confirm", f"{which}/{record}", nothing, context.now):
            position = context.position
            line.entry.check_confirm(one, position, line.treated_in, line.doctor, nothing, context.now)
            if lacks := [fault for each in await back_entries.entered(session, record) if (fault := one.lacks(each))]:
                raise Incomplete(*lacks)
            await writes.confirm(session, which, record, position.person, line.entry.sheets, context.now)
            about, facts = ("outage", which), {"sheets": line.entry.sheets, "code": line.code}
            await audit.note_act(session, context.now, context.actor, position, "outage.confirm", about, record, **facts)
            if line.doctor not in {left.doctor for left in await back_entries.owing(session, which)}:
                await notices.settle(session, f"{told_key(which)}/{line.doctor}", context.now)
            await notices.nudge(session, [line.doctor, position.person])


async def of_mine(session: AsyncSession, context: Context, which: OutageId, lock: bool = False, steady: bool = False) -> Outage:
    """One of the own facility; `steady`: nobody changes it meanwhile. Raises: NotFound."""
    found = await queries.steady_outage(session, which) if steady else await queries.outage(session, which, lock)
    if found.facility != context.position.facility:
        raise NotFound("outage", which)
    return found


def _due(context: Context, one: Outage) -> Outage:
    """With the term of its records, by the policy of this day: from its end, or from now when that is told later.

    An end that is corrected puts off only what it is later for: nobody gains time by correcting, and what has a term keeps it while the
    end is taken back.
    """
    if one.ended_at is None:
        return replace(one, remind_at=None)
    ended = max(one.ended_at, context.now)
    term = context.house.policies.care(one.facility, context.today).back_entry
    due = max(one.due_at, term.due(one.ended_at)) if one.due_at else term.due(ended)
    return replace(one, due_at=due, remind_at=ended)


async def _changed(session: AsyncSession, context: Context, act: str, was: Outage, one: Outage) -> None:
    await writes.keep(session, one)
    await _note(session, context, act, one, **{"from": was.span, "to": one.span})
    await _tell(session, context.house.policies, one, context.now)


async def _tell(session: AsyncSession, policies: PolicyBook, one: Outage, now: datetime) -> int:
    """Once for each moment: every treating doctor how many of their records wait, and who stands above when it is late. How many."""
    if one.state(now) is not OutageState.OVER or one.due_at is None or one.remind_at is None or one.remind_at > now:
        return 0
    await writes.owe(session, one, now)
    left = await back_entries.owing(session, one.id)
    told = await tell(session, policies, one, left, now, one.remind_at.isoformat())
    await writes.remind(session, one.id, policies.care(one.facility, day(now)).back_entry.next(one.due_at, now) if left else None)
    return told


async def tell_of_back_entries(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Tells whoever owes a confirmation, when its moment has come; a planned outage that ended by the clock too. How many were told.

    Who came to owe when all others had confirmed was told then (`activities/back_entries.py: owe_late`); their reminders go on here.
    """
    told, now = 0, clock()
    async with sessions.begin() as session:
        for one in await queries.to_resume(session, now):
            if one.due_at:
                await writes.remind(session, one.id, policies.care(one.facility, day(now)).back_entry.next(one.due_at, now))
    while True:
        async with sessions.begin() as session:
            found = await queries.to_tell(session, now, AT_ONCE)
            told += sum([await _tell(session, policies, one, now) for one in found])
        if len(found) < AT_ONCE:
            return told


async def _lay(context: Context, which: OutageId, words: str) -> Sha256:
    return await context.house.shelf.put(outage_key(which), words.strip().encode())


async def _note(session: AsyncSession, context: Context, act: str, one: Outage, **facts: object) -> None:
    times = {"since": one.started_at, "until": one.ended_at or "", **facts}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("outage", one.id), None, **times)
