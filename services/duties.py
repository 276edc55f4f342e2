"""The duty list: entered shift by shift on a page or by the HIS, cancelled, and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.staffing import follow
from domain.clock import VIETNAM
from domain.duties import DutyKind, Shift, fits
from domain.errors import Incomplete, Malformed, NotFound
from domain.faults import both
from domain.names import DepartmentId, FacilityId, PersonId, id_of
from domain.people import demand
from domain.roles import Role
from services.context import Context
from store.queries import duties as queries
from store.queries import people
from store.writes import acts, audit
from store.writes import duties as writes

WEEK = timedelta(days=7)
FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)
"""Weeks that can be looked at."""


@dataclass(frozen=True)
class NewShift:
    """One line of a duty list."""

    person: PersonId
    duty: DutyKind
    department: DepartmentId | None
    since: datetime
    until: datetime


@dataclass(frozen=True)
class ShiftView:
    """A shift with the words a page shows."""

    shift: Shift
    person: str
    department: str


async def enter(context: Context, new: Sequence[NewShift], paper: str) -> list[UUID]:
    """Keeps the shifts of a list, all or none; open tasks follow at once. `paper` is the list's number and date.

    Raises: Malformed, Incomplete (nobody of the facility, no such department), NotAllowed, RequestTaken, RequestReused.
    """
    demand(context.position, "duty.enter", "*", context.today)
    facility, request = context.position.facility, context.request
    shifts = [
        Shift(id_of("duty", request, n), facility, one.department, one.duty, one.person, one.since, one.until, paper)
        for n, one in enumerate(new)
    ]
    for shift in shifts:
        shift.check()
    async with context.house.sessions.begin() as session:
        await _check_there(session, facility, shifts, context.today)
        same = [[one.person, one.duty, one.department, one.since, one.until] for one in shifts]
        if await acts.claim(session, context.actor, "duty.enter", facility, [same, paper], context.now):
            await writes.changed(session, facility, context.now)  # whoever enters shifts of the facility too waits here
            await _check_free(session, facility, shifts)
            for shift in shifts:
                await writes.enter(session, shift, context.position.person, context.now)
            facts = {"shifts": len(shifts), "paper": paper}
            about = ("facility", facility)
            await audit.note_act(session, context.now, context.actor, context.position, "duty.enter", about, None, **facts)
    await follow(context.house.sessions, context.house.clock, facility)
    return [shift.id for shift in shifts]


async def _check_there(session: AsyncSession, facility: FacilityId, shifts: Sequence[Shift], today: date) -> None:
    """Raises: Incomplete, naming the lines."""
    held: dict[PersonId, set[Role]] = {}
    for post in await people.colleagues(session, facility, today):
        held.setdefault(post.position.person, set()).add(post.position.role)
    places = dict(await people.departments(session, facility))
    faults = []
    for n, one in enumerate(shifts, 1):
        if one.person not in held or (one.department and one.department not in places):
            faults.append(_fault(shifts, n, "person", "không có người hoặc khoa này", "no such person or department"))
        elif not fits(one.duty, held[one.person]):
            said = ("người này không giữ chức danh của loại trực", "this person holds no post for that duty")
            faults.append(_fault(shifts, n, "duty", *said))
    if faults:
        raise Incomplete(*faults)


async def _check_free(session: AsyncSession, facility: FacilityId, shifts: Sequence[Shift]) -> None:
    """Nobody is twice on the same duty at one time. Raises: Incomplete, naming the lines."""
    kept = await queries.duties(session, facility, min(one.since for one in shifts), max(one.until for one in shifts)) if shifts else ()
    faults = [
        _fault(shifts, n, "since", "người này đã có ca trực cùng loại trùng giờ", "this person is on that duty then already")
        for n, one in enumerate(shifts, 1)
        if any(one.doubles(other) for other in (*kept, *shifts[: n - 1]))
    ]
    if faults:
        raise Incomplete(*faults)


def _fault(shifts: Sequence[Shift], n: int, field: str, vi: str, en: str) -> str:
    """At its line of a list, at its field when only one shift is entered."""
    return both(f"{field}: {vi}", f"{field}: {en}") if len(shifts) == 1 else both(f"dòng {n}: {vi}", f"line {n}: {en}")


async def cancel(context: Context, which: UUID) -> None:
    """Takes a shift out of the list. Raises: NotFound, NotAllowed, RequestTaken, RequestReused."""
    demand(context.position, "duty.enter", "*", context.today)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "duty.cancel", which, "", context.now):
            found = await queries.duty(session, which, lock=True)
            if found.facility != context.position.facility:
                raise NotFound("duty", which)
            await writes.cancel(session, which, context.now)
            await writes.changed(session, found.facility, context.now)
            facts = {"person": found.person, "since": found.since, "until": found.until}
            about = ("facility", found.facility)
            await audit.note_act(session, context.now, context.actor, context.position, "duty.cancel", about, None, **facts)
    await follow(context.house.sessions, context.house.clock, context.position.facility)


async def week(context: Context, monday: date) -> list[ShiftView]:
    """The shifts of seven days of the facility, earliest first. Raises: Malformed for a week no calendar of people has."""
    if not FIRST <= monday <= LAST:
        raise Malformed("monday: ngày ngoài lịch / a day out of the calendar")
    since = datetime.combine(monday, time(), VIETNAM)
    async with context.house.sessions() as session:
        found = await queries.duties(session, context.position.facility, since, since + WEEK)
        names = await people.names(session, {one.person for one in found})
        places = dict(await people.departments(session, context.position.facility))
    return [ShiftView(one, names[one.person], places.get(one.department, "") if one.department else "") for one in found]
