"""How far training and staffing are: the lines of the policy against who signed and which degrees there are; one course."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.courses import Attendance, Course, Staffed, Trained, Trainee, staffed, trained
from domain.names import CourseId, DocumentId, FacilityId, PersonId, TrackId
from domain.people import may
from domain.policies import PolicyBook
from domain.readiness import ReadinessTable
from domain.tracks import Track
from services import access
from services.context import Context
from store.queries import courses as queries
from store.queries import people, signatures
from store.queries.courses import Entered, Tally
from store.queries.signatures import Document, Version


@dataclass(frozen=True)
class Prepared:
    """Lines of training and of staff on a day: a live fact of a facility."""

    day: date
    training: tuple[Trained, ...]
    staff: tuple[Staffed, ...]

    @property
    def met(self) -> int:
        return sum(one.met for one in self.training) + sum(one.met for one in self.staff)

    @property
    def lines(self) -> int:
        return len(self.training) + len(self.staff)


@dataclass(frozen=True)
class TrainingView:
    track: Track
    facility: str
    table: ReadinessTable
    prepared: Prepared
    courses: Sequence[Tally]
    degrees: Sequence[Entered]
    names: Mapping[PersonId, str]
    people: Sequence[Trainee]
    may_prepare: bool


@dataclass(frozen=True)
class CourseView:
    course: Course
    facility: str
    line: str
    attendances: Sequence[Attendance]
    sheets: Sequence[tuple[Document, Version]]
    planned_by: str
    others: Sequence[Trainee]
    """Who else holds a post here and may have been there."""
    may_record: bool


async def prepared(session: AsyncSession, policies: PolicyBook, facility: FacilityId, today: date) -> Prepared:
    """The lines in force on the day, met or short by how many."""
    table, who = policies.readiness(today), await queries.people(session, facility, today)
    lines = {one.course.id: one.course.line for one in await queries.of_facility(session, facility)}
    took_part: dict[str, list[Attendance]] = defaultdict(list)
    for course, found in (await queries.attendances(session, facility)).items():
        took_part[lines[course]] += found
    degrees = [one.qualification for one in await queries.qualifications(session, facility)]
    return Prepared(
        today,
        tuple(trained(line, who, took_part) for line in table.training),
        tuple(staffed(line, who, degrees) for line in table.staff),
    )


async def read(context: Context, which: TrackId) -> TrainingView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    policies = context.house.policies
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        degrees = await queries.qualifications(session, track.facility)
        return TrainingView(
            track,
            (await people.facility(session, track.facility)).name,
            policies.readiness(context.today),
            await prepared(session, policies, track.facility, context.today),
            await queries.of_facility(session, track.facility),
            degrees,
            await people.names(session, {who for one in degrees for who in (one.by, one.qualification.person)}),
            await queries.people(session, track.facility, context.today),
            _prepares(context, track.facility) and not track.closed_on,
        )


async def read_course(context: Context, which: CourseId) -> CourseView:
    """For whoever reads the track, and for people of the facility: everybody may look at the courses of their house.

    Raises: NotFound, NotAllowed, OutOfReach.
    """
    async with context.house.sessions() as session:
        course = await queries.course(session, which)
        if course.facility != context.position.facility:
            await access.track(session, context, course.track)
        found = await queries.of_course(session, which)
        known = {one.person for one in found}
        lines = {one.code: one.title for one in context.house.policies.readiness(context.today).training}
        records = _prepares(context, course.facility)
        held = {one.person: one for one in await queries.people(session, course.facility, context.today)} if records else {}
        return CourseView(
            course,
            (await people.facility(session, course.facility)).name,
            lines.get(course.line, course.line),
            found,
            [await _sheet(session, one) for one in await queries.sheets(session, which)],
            (await people.names(session, {course.planned_by}))[course.planned_by],
            [one for who, one in held.items() if who not in known],
            records,
        )


async def _sheet(session: AsyncSession, which: DocumentId) -> tuple[Document, Version]:
    document = await signatures.document(session, which)
    return document, await signatures.version(session, which, document.current)


def _prepares(context: Context, facility: FacilityId) -> bool:
    return may(context.position.role, "course.record") and context.position.facility == facility
