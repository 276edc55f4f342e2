"""Inspection visits: planned, moved or called off, recorded with minutes and findings, and the remedial tasks they give."""

from dataclasses import astuple, dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import holders, wake
from domain.names import PersonId, TrackId, VisitId, id_of
from domain.remedies import NewRemedy, give
from domain.roles import Role
from domain.tracks import Track
from domain.visits import Looked, Minutes, NewVisit, Visit, VisitMember, VisitState
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import people, remedies
from store.queries import visits as queries
from store.writes import acts, audit, notices
from store.writes import remedies as remedy_writes
from store.writes import visits as writes


@dataclass(frozen=True)
class Recorded:
    """What is recorded after a visit."""

    number: str
    """Of the minutes."""
    held_on: date
    conclusion: str
    findings: tuple[Looked, ...]
    files: tuple[Upload, ...]
    """The signed minutes, and what goes with them."""


async def plan(context: Context, which: TrackId, new: NewVisit) -> VisitId:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused."""
    made = VisitId(id_of("visit", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "visit.plan")
        if await acts.claim(session, context.actor, "visit.plan", which, list(astuple(new)), context.now):
            await access.running(session, which, "visit.plan")
            officers = await holders(session, track.department, Role.HEALTH_OFFICER, context.now)
            new.check(track, officers, context.today)
            names = await people.names(session, set(new.officers))
            visit = _planned(context, track, made, new, names)
            await writes.put(session, visit)
            await _tell(session, context, visit, "visit_planned", await _concerned(session, context, visit))
            await _note(session, context, "visit.plan", visit)
    return made


def _planned(context: Context, track: Track, made: VisitId, new: NewVisit, names: dict[PersonId, str]) -> Visit:
    wanted = set(new.milestones)
    return Visit(
        made,
        track.id,
        track.plan,
        track.facility,
        track.department,
        new.day,
        new.subject.strip(),
        (*(VisitMember(names[who], who) for who in dict.fromkeys(new.officers)), *(VisitMember(one.strip()) for one in new.others)),
        tuple(Looked(one.code) for one in track.milestones if one.code in wanted),
        new.paper,
        VisitState.PLANNED,
        context.position.person,
        context.now,
    )


async def move(context: Context, which: VisitId, to: date, reason: str) -> None:
    """Puts it off, or forward. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        one = await _of(session, context, which, "visit.plan")
        if await acts.claim(session, context.actor, "visit.move", which, [to, reason], context.now):
            await access.running(session, one.track, "visit.move")
            after = one.move(to, reason, context.today)
            await writes.change(session, after)
            await _tell(session, context, after, "visit_moved", await _concerned(session, context, after))
            days = {"from": f"{one.day:%d/%m/%Y}", "to": f"{to:%d/%m/%Y}"}
            await _note(session, context, "visit.move", after, **days, why=reason.strip())


async def call_off(context: Context, which: VisitId, reason: str) -> None:
    """Raises: as `move`."""
    async with context.house.sessions.begin() as session:
        one = await _of(session, context, which, "visit.plan")
        if await acts.claim(session, context.actor, "visit.call_off", which, [reason], context.now):
            after = one.call_off(reason)
            await writes.change(session, after)
            await _tell(session, context, after, "visit_called_off", await _concerned(session, context, after))
            await _note(session, context, "visit.call_off", after)


async def record(context: Context, which: VisitId, said: Recorded) -> None:
    """Minutes with their files, and what was found of each milestone. Raises: as `move`."""
    async with context.house.sessions() as session:
        track = (await queries.visit(session, which)).track
    files = tuple([await keep(context, track, one, "visit.record") for one in said.files])
    minutes = Minutes(said.number, said.held_on, said.conclusion, files)
    async with context.house.sessions.begin() as session:
        one = await _of(session, context, which, "visit.record")
        same = [list(astuple(minutes)), [list(astuple(found)) for found in said.findings]]
        if await acts.claim(session, context.actor, "visit.record", which, same, context.now):
            after = one.record(minutes, said.findings, context.today)
            await writes.record(session, after)
            administrators = await holders(session, one.facility, Role.ADMINISTRATOR, context.now)
            await _tell(session, context, after, "visit_recorded", administrators)
            await _note(session, context, "visit.record", after, files=[file.sha256 for file in files])


async def give_remedy(context: Context, which: VisitId, new: NewRemedy) -> int:
    """Gives a remedial task of a recorded visit; its number. Raises: as `move`."""
    async with context.house.sessions.begin() as session:
        one = await _of(session, context, which, "visit.record")
        if not await acts.claim(session, context.actor, "visit.remedy", which, list(astuple(new)), context.now):
            same = (new.what.strip(), new.due, new.milestone)
            return next(each.number for each in await remedies.of_visit(session, which) if (each.what, each.due, each.milestone) == same)
        await access.running(session, one.track, "visit.remedy")
        made, step = give(one, new, context.position.person, context.now)
        await remedy_writes.give(session, made, step)
        await writes.change(session, replace(one, remedies=made.number))
        role = Role.HEALTH_OFFICER if new.by_department else Role.ADMINISTRATOR
        told = await holders(session, made.facility, role, context.now)
        facts = {"title": made.what, "due": f"{made.due:%d/%m/%Y}"}
        await notices.tell(session, f"remedy/{which}/{made.number}/1", told, "remedy_set", f"/visits/{which}", context.now, **facts)
        await _note(session, context, "visit.remedy", one, name=made.what)
        await _wake(session, context, one)
        return made.number


async def _of(session: AsyncSession, context: Context, which: VisitId, act: str) -> Visit:
    """The visit, locked, for whoever may do this to it. Raises: NotFound, NotAllowed, OutOfReach."""
    found = await queries.visit(session, which, lock=True)
    await access.track(session, context, found.track, act)
    return found


async def _concerned(session: AsyncSession, context: Context, one: Visit) -> list[PersonId]:
    """The facility's administrators, and members who have an account."""
    administrators = await holders(session, one.facility, Role.ADMINISTRATOR, context.now)
    return [*administrators, *(member.person for member in one.members if member.person)]


async def _tell(session: AsyncSession, context: Context, one: Visit, kind: str, told: list[PersonId]) -> None:
    """Whoever is concerned and did not do it themselves, anew for each act."""
    await notices.settle(session, f"visit/{one.id}", context.now)
    others = [who for who in told if who != context.position.person]
    facts = {"day": f"{one.day:%d/%m/%Y}", "facility": (await people.facility(session, one.facility)).name, "title": one.subject}
    key = f"visit/{one.id}/{kind}/{context.request}"
    await notices.tell(session, key, others, kind, f"/visits/{one.id}", context.now, **facts)
    await _wake(session, context, one)


async def _wake(session: AsyncSession, context: Context, one: Visit) -> None:
    await wake(session, await access.track(session, context, one.track), context.now)


async def _note(session: AsyncSession, context: Context, act: str, one: Visit, **more: object) -> None:
    """In the timeline of the track, and of the milestones it looked at."""
    facts = {"visit": one.id, "name": one.subject, "milestones": [found.milestone for found in one.looked], **more}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", one.track), None, **facts)
