"""Saying that somebody is away while nobody signs for them: by that person, or by an administrator or the director of the facility."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.absences import Absence
from domain.errors import NotAllowed, NotFound
from domain.names import PersonId, id_of
from domain.people import demand
from services.context import Context
from store.queries import absences as queries
from store.queries import people
from store.writes import absences as writes
from store.writes import acts, audit, notices


@dataclass(frozen=True)
class NewAbsence:
    """Who is away, from which day to which, both included."""

    person: PersonId
    since: date
    until: date
    reason: str = ""


@dataclass(frozen=True)
class AbsenceView:
    absence: Absence
    person: str
    mine: bool
    """Whether who asks may end it."""


async def enter(context: Context, new: NewAbsence) -> UUID:
    """Raises: Malformed, NotAllowed, NotFound, RequestTaken, RequestReused."""
    demand(context.position, "absence.enter", "*", context.today)
    which = id_of("absence", context.position.person, context.request)
    made = Absence(which, context.position.facility, new.person, new.since, new.until, new.reason.strip())
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "absence.enter", which, vars(new), context.now):
            await _check_here(session, context, new.person)
            made.check(context.position, context.today)
            await writes.enter(session, made, context.position.person, context.now)
            await _note(session, context, "absence.enter", made)
            days = {"since": f"{new.since:%d/%m/%Y}", "until": f"{new.until:%d/%m/%Y}"}
            told = {new.person} - {context.position.person}
            await notices.tell(session, f"absence/{which}", told, "absence", "/substitutions", context.now, **days)
    return which


async def end(context: Context, which: UUID) -> None:
    """From now on they are there. Raises: NotFound, NotAllowed, WrongState, RequestTaken, RequestReused."""
    demand(context.position, "absence.end", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await queries.absence(session, which, lock=True)
        if found.facility != context.position.facility:
            raise NotFound("absence", which)
        if await acts.claim(session, context.actor, "absence.end", which, "", context.now):
            found.check_by(context.position)
            over = found.end(context.now)
            await writes.end(session, which, context.position.person, context.now)
            await _note(session, context, "absence.end", over)


async def listing(context: Context) -> list[AbsenceView]:
    """Those of the facility that hold today or later: everybody may know who is away."""
    async with context.house.sessions() as session:
        found = await queries.of_facility(session, context.position.facility, context.today)
        names = await people.names(session, {one.person for one in found})
    return [AbsenceView(one, names[one.person], _may_end(one, context)) for one in found]


def _may_end(one: Absence, context: Context) -> bool:
    try:
        one.check_by(context.position)
    except NotAllowed:
        return False
    return True


async def _check_here(session: AsyncSession, context: Context, person: PersonId) -> None:
    """Raises: NotFound for a stranger."""
    posts = [one.position.facility for one in await people.posts(session, person, context.today)]
    if context.position.facility not in posts:
        raise NotFound("person", person)


async def _note(session: AsyncSession, context: Context, act: str, one: Absence) -> None:
    facts = {"absent": one.person, "since": one.since, "until": one.until}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("absence", one.id), None, **facts)
