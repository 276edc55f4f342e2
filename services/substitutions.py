"""Signing in place of who is away: begun by that person or the head of their department, ended at once by either."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.staffing import follow
from domain.errors import Incomplete, NotAllowed, NotFound
from domain.faults import both
from domain.names import DepartmentId, PersonId, id_of
from domain.people import Position, demand
from domain.substitutions import PaperKind, SignsAs, Substitution
from services.context import Context
from store.queries import duties as queries
from store.queries import people
from store.writes import acts, audit, notices
from store.writes import duties as writes


@dataclass(frozen=True)
class NewSubstitution:
    """Who stands in for whom, how long, how far, and by which paper."""

    absent: PersonId
    substitute: PersonId
    since: date
    until: date
    paper_kind: PaperKind
    paper_number: str
    paper_day: date
    signs_as: SignsAs = SignsAs.KT
    forms: tuple[str, ...] = ()
    department: DepartmentId | None = None


@dataclass(frozen=True)
class SubstitutionView:
    """A substitution with the words a page shows."""

    substitution: Substitution
    absent: str
    substitute: str
    mine: bool
    """Whether who asks may end it."""


async def begin(context: Context, new: NewSubstitution) -> UUID:
    """Begins a substitution; open tasks follow at once.

    Raises: Malformed, Incomplete (no such form or department), NotAllowed, NotFound, SubstituteAway, RequestTaken, RequestReused.
    """
    demand(context.position, "substitution.begin", "*", context.today)
    which = id_of("substitution", context.position.person, context.request)
    made = Substitution(which, context.position.facility, **vars(new))
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "substitution.begin", which, vars(new), context.now):
            # First: whoever begins another one in this facility waits here, so that two together make no circle.
            await writes.changed(session, made.facility, context.now)
            await _check_bounds(session, context, new)
            absent, substitute = [await _posts(session, context, one) for one in (new.absent, new.substitute)]
            others = await queries.about(session, (new.absent, new.substitute), context.today)
            made.check(context.position, absent, substitute, others, context.today)
            await writes.begin(session, made, context.position.person, context.now)
            await _note(session, context, "substitution.begin", made)
            told = {new.absent, new.substitute} - {context.position.person}
            days = {"since": f"{new.since:%d/%m/%Y}", "until": f"{new.until:%d/%m/%Y}"}
            await notices.tell(session, f"substitution/{which}", told, "substitution", "/substitutions", context.now, **days)
    await follow(context.house.sessions, context.house.clock, made.facility)
    return which


async def end(context: Context, which: UUID) -> None:
    """Ends it at once: what is open goes back. Raises: NotFound, NotAllowed, WrongState, RequestTaken, RequestReused."""
    demand(context.position, "substitution.end", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await queries.substitution(session, which, lock=True)
        if found.facility != context.position.facility:
            raise NotFound("substitution", which)
        if await acts.claim(session, context.actor, "substitution.end", which, "", context.now):
            found.check_by(context.position, await _posts(session, context, found.absent))
            over = found.end(context.now)
            await writes.end(session, which, context.position.person, context.now)
            await writes.changed(session, found.facility, context.now)
            await _note(session, context, "substitution.end", over)
            told = {found.absent, found.substitute} - {context.position.person}
            await notices.tell(session, f"substitution-ended/{which}", told, "substitution_ended", "/substitutions", context.now)
    await follow(context.house.sessions, context.house.clock, found.facility)


async def listing(context: Context) -> list[SubstitutionView]:
    """Those of the facility that hold today or later: everybody may know who signs for whom."""
    async with context.house.sessions() as session:
        found = await queries.of_facility(session, context.position.facility, context.today)
        names = await people.names(session, {one for each in found for one in (each.absent, each.substitute)})
        posts = {one.absent: [held.position for held in await people.posts(session, one.absent, context.today)] for one in found}
    return [SubstitutionView(one, names[one.absent], names[one.substitute], _may_end(one, context, posts[one.absent])) for one in found]


def _may_end(one: Substitution, context: Context, absent: list[Position]) -> bool:
    try:
        one.check_by(context.position, absent)
    except NotAllowed:
        return False
    return True


async def _check_bounds(session: AsyncSession, context: Context, new: NewSubstitution) -> None:
    """What it is bounded by is there: else it would reach nothing, and nobody would know. Raises: Incomplete."""
    known = {form.code for form in context.house.policies.forms}
    faults = [both(f"form: không có biểu mẫu {one}", f"no form {one}") for one in new.forms if one not in known]
    if new.department and new.department not in dict(await people.departments(session, context.position.facility)):
        faults.append(both(f"department: không có khoa {new.department}", f"no department {new.department}"))
    if faults:
        raise Incomplete(*faults)


async def _posts(session: AsyncSession, context: Context, person: PersonId) -> list[Position]:
    """The posts this person holds in the facility today. Raises: NotFound for a stranger."""
    posts = [one.position for one in await people.posts(session, person, context.today)]
    here = [one for one in posts if one.facility == context.position.facility]
    if not here:
        raise NotFound("person", person)
    return here


async def _note(session: AsyncSession, context: Context, act: str, one: Substitution) -> None:
    facts = {"absent": one.absent, "substitute": one.substitute, "since": one.since, "until": one.until, "paper": one.paper_number}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("substitution", one.id), None, **facts)
