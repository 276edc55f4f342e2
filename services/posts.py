"""Posts given to people who are there already, and ended: open tasks follow at once."""

from dataclasses import dataclass
from datetime import date

from activities.staffing import follow
from domain.errors import Incomplete, Malformed, NotFound
from domain.faults import both
from domain.names import DepartmentId, PersonId, PositionId, id_of
from domain.people import Position, demand
from domain.posts import check_post
from domain.roles import Role
from services.context import Context
from store.queries import people
from store.writes import acts, audit
from store.writes import duties as staffing
from store.writes import people as writes


@dataclass(frozen=True)
class NewPost:
    """A further post of somebody who works here."""

    person: PersonId
    role: Role
    department: DepartmentId | None
    since: date
    basis: str


async def give(context: Context, new: NewPost) -> PositionId:
    """Raises: Malformed, NotFound (a stranger), Incomplete (no such department), NotAllowed, RequestTaken, RequestReused."""
    demand(context.position, "post.give", "*", context.today)
    facility = context.position.facility
    if not new.basis.strip():
        raise Malformed("basis: cần điền / must be given")
    which = PositionId(id_of("position", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        check_post(new.role, (await people.facility(session, facility)).kind)
        if new.person not in {post.position.person for post in await people.colleagues(session, facility, context.today)}:
            raise NotFound("person", new.person)
        if new.department and new.department not in dict(await people.departments(session, facility)):
            raise Incomplete(both(f"department: không có khoa {new.department}", f"no department {new.department}"))
        if await acts.claim(session, context.actor, "post.give", which, vars(new), context.now):
            held = Position(which, new.person, facility, new.department, new.role, new.since, None, new.basis)
            await writes.position(session, held)
            await staffing.changed(session, facility, context.now)
            facts = {"role": new.role, "department": new.department or "", "basis": new.basis}
            about = ("person", new.person)
            await audit.note_act(session, context.now, context.actor, context.position, "post.give", about, None, **facts)
    await follow(context.house.sessions, context.house.clock, facility)
    return which


async def end(context: Context, which: PositionId, last: date, basis: str) -> None:
    """Ends a post on its last day; what waited for who held it moves on.

    Raises: Malformed, NotFound, NotAllowed, RequestTaken, RequestReused.
    """
    demand(context.position, "post.end", "*", context.today)
    if not basis.strip():
        raise Malformed("basis: cần điền / must be given")
    async with context.house.sessions.begin() as session:
        held = await people.post(session, which, lock=True)
        if held.facility != context.position.facility:
            raise NotFound("position", which)
        if last < held.since:
            raise Malformed("last: trước ngày giữ chức vụ / before the post began")
        if held.until and last > held.until:
            ended = f"{held.until:%d/%m/%Y}"
            vi = f"last: chức vụ đã thôi từ hết ngày {ended}; giữ tiếp thì giao chức vụ mới"
            raise Malformed(both(vi, f"it ended on {ended}: give a new one"))
        if await acts.claim(session, context.actor, "post.end", which, [last, basis], context.now):
            await writes.end_position(session, which, last)
            await staffing.changed(session, held.facility, context.now)
            facts = {"role": held.role, "last": last, "basis": basis}
            about = ("person", held.person)
            await audit.note_act(session, context.now, context.actor, context.position, "post.end", about, None, **facts)
    await follow(context.house.sessions, context.house.clock, held.facility)
