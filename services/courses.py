"""Courses: planned, called off, attendance drawn up to be signed by everybody who was there; degrees of staff with their papers."""

from collections.abc import Collection
from dataclasses import astuple, dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.courses import FORM, sheet_data, sheet_document
from activities.documents import Of, Paper
from activities.tracks import track_key
from domain.courses import Course, CourseState, NewCourse, Qualification, Trainee
from domain.errors import Malformed
from domain.faults import both
from domain.names import CourseId, PersonId, TrackId, id_of
from domain.outside_papers import OutsidePaper
from domain.readiness import Degree, Discipline
from services import access, signed_papers
from services.context import Context
from services.evidence import Upload, keep
from store.queries import courses as queries
from store.writes import acts, audit, notices
from store.writes import courses as writes


@dataclass(frozen=True)
class NewDegree:
    """What was typed of a degree."""

    person: PersonId
    degree: str
    discipline: str
    words: str
    paper: OutsidePaper
    files: tuple[Upload, ...] = ()


async def plan(context: Context, which: TrackId, new: NewCourse) -> CourseId:
    """Plans it and invites everybody whose training it is.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused.
    """
    made = CourseId(id_of("course", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "course.plan")
        if await acts.claim(session, context.actor, "course.plan", which, list(astuple(new)), context.now):
            await access.running(session, which, "course.plan")
            lines = {one.code: one for one in context.house.policies.readiness(context.today).training}
            new.check(tuple(lines), context.today)
            people = await queries.people(session, track.facility, context.today)
            invited = {one.person: one for one in people if one.role in lines[new.line].roles}
            said = (new.title.strip(), new.line, new.day, new.place.strip(), new.trainer.strip())
            course = Course(made, which, track.facility, *said, CourseState.PLANNED, context.position.person, context.now)
            await writes.put(session, course, invited.values())
            await _tell(session, context, course, "course_planned", invited)
            await _note(session, context, "course.plan", course, people=len(invited))
    return made


async def call_off(context: Context, which: CourseId, reason: str) -> None:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        one = await _of(session, context, which, "course.call_off")
        if await acts.claim(session, context.actor, "course.call_off", which, [reason], context.now):
            await access.running(session, one.track, "course.call_off")
            after = one.call_off(reason)
            await writes.change(session, after)
            invited = [each.person for each in await queries.of_course(session, which) if each.invited]
            await _tell(session, context, after, "course_called_off", invited)
            await _note(session, context, "course.call_off", after)


async def record(context: Context, which: CourseId, present: Collection[PersonId]) -> None:
    """Who was there: whoever has a PIN signs the sheet that is drawn up; the others are kept as present, which counts for nothing.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, ChainUnfillable, RequestTaken, RequestReused.
    """
    of: Of | None = None
    async with context.house.sessions.begin() as session:
        one = await _of(session, context, which, "course.record")
        wanted = tuple(dict.fromkeys(present))
        if await acts.claim(session, context.actor, "course.record", which, sorted(map(str, wanted)), context.now):
            await access.running(session, one.track, "course.record")
            people = {each.person: each for each in await queries.people(session, one.facility, context.today)}
            after = one.record(wanted, people, await queries.of_course(session, which), context.today)
            there = sorted((people[who] for who in wanted), key=lambda each: each.name)
            signing = [each for each in there if each.signs]
            of = await _sheet(session, context, after, signing) if signing else None
            await writes.attend(session, which, there, of.document if of else None)
            await writes.change(session, after)
            await _note(session, context, "course.record", after, present=len(there), signing=len(signing))
    if of:
        await signed_papers.begin(context, of)


async def _sheet(session: AsyncSession, context: Context, course: Course, people: list[Trainee]) -> Of:
    data, named = await sheet_data(session, course, people), {"attendees": tuple(one.person for one in people)}
    title = f"{context.house.policies.form(FORM, context.today).name}: {course.title}"
    subject, key = ("track", course.track), track_key(course.track)
    document = sheet_document(course.id, course.sheets)
    return await signed_papers.draw(session, context, Paper(document, course.facility, FORM, subject, key, data, title=title, named=named))


async def qualify(context: Context, which: TrackId, new: NewDegree) -> None:
    """Enters a degree with the paper that shows it. Raises: as `plan`."""
    files = tuple([await keep(context, which, one, "qualification.enter") for one in new.files])
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "qualification.enter")
        same = [new.person, new.degree, new.discipline, new.words, list(astuple(new.paper)), [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "qualification.enter", which, same, context.now):
            await access.running(session, which, "qualification.enter")
            people = {one.person: one for one in await queries.people(session, track.facility, context.today)}
            said = Qualification(new.person, _degree(new.degree), _discipline(new.discipline), new.words, new.paper, files)
            said.check(people, context.today)
            await writes.qualify(session, which, track.facility, said, context.position.person, context.now)
            facts = {"of_person": new.person, "name": people[new.person].name, "degree": new.degree, "register": "qualifications"}
            await audit.note_act(
                session, context.now, context.actor, context.position, "qualification.enter", ("track", which), None, **facts
            )


def _degree(told: str) -> Degree:
    if told not in set(Degree):
        raise Malformed(both(f"degree: chọn một trong {', '.join(Degree)}", f"one of {', '.join(Degree)}"))
    return Degree(told)


def _discipline(told: str) -> Discipline:
    if told not in set(Discipline):
        raise Malformed(both(f"discipline: chọn một trong {', '.join(Discipline)}", f"one of {', '.join(Discipline)}"))
    return Discipline(told)


async def _of(session: AsyncSession, context: Context, which: CourseId, act: str) -> Course:
    """The course, locked, for whoever sees to training in the facility. Raises: NotFound, NotAllowed, OutOfReach."""
    found = await queries.course(session, which, lock=True)
    await access.own_track(session, context, found.track, act)
    return found


async def _tell(session: AsyncSession, context: Context, one: Course, kind: str, people: Collection[PersonId]) -> None:
    """Whoever is invited, but not who does it."""
    others = set(people) - {context.position.person}
    facts = {"title": one.title, "day": f"{one.day:%d/%m/%Y}", "place": one.place}
    await notices.tell(session, f"{kind}/{one.id}", others, kind, f"/courses/{one.id}", context.now, **facts)


async def _note(session: AsyncSession, context: Context, act: str, one: Course, **more: object) -> None:
    facts = {"course": one.id, "name": one.title, "register": "courses", **more}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", one.track), None, **facts)
