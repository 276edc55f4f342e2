"""Shapes of training and staffing: lines, courses, attendance, degrees."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, Named, Reasoned, Text, Words
from domain.courses import Attendance, CourseState, NewCourse, Staffed, Trained
from domain.names import PersonId
from services.training import CourseView, TrainingView
from store.queries.courses import Tally


class PlanCourse(Act):
    """A course; whoever holds the roles of its line is invited."""

    title: Words
    line: Annotated[Words, Field(description="Mã yêu cầu tập huấn. · Code of the line it serves.", examples=["clinicians"])]
    day: Day
    place: Words
    trainer: Words

    def new(self) -> NewCourse:
        return NewCourse(self.title, self.line, self.day, self.place, self.trainer)


class RecordAttendance(Act):
    """Who was there; those with a PIN sign the sheet that is drawn up."""

    present: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=200)]

    def people(self) -> tuple[PersonId, ...]:
        return tuple(map(PersonId, self.present))


class CallOffCourse(Reasoned):
    """It is not held."""


class CoursePlanned(Answer):
    id: UUID


class LineAnswer(Answer):
    """A line of training or of staff, met or short by how many."""

    code: str
    title: str
    numerator: int
    denominator: Annotated[int, Field(description="Nhân lực: số ít nhất phải có. · Of staff: how many there are to be.")]
    short: int
    met: bool
    quote: str
    basis: str
    certainty: str
    missing: list[str]

    @classmethod
    def training(cls, one: Trained) -> Self:
        return cls(
            **_said(one.line), numerator=one.numerator, denominator=one.denominator, short=one.short, met=one.met, missing=[*one.missing]
        )

    @classmethod
    def staff(cls, one: Staffed) -> Self:
        said = {"numerator": one.numerator, "denominator": one.line.least, "short": one.short, "met": one.met}
        return cls(**_said(one.line), **said, missing=[*one.others] if one.short else [])


def _said(line: Any) -> dict[str, Any]:
    return {name: getattr(line, name) for name in ("code", "title", "quote", "basis", "certainty")}


class CourseLine(Answer):
    id: UUID
    title: str
    line: str
    day: date
    place: str
    trainer: str
    state: CourseState
    invited: int
    present: int
    signed: int

    @classmethod
    def of(cls, one: Tally) -> Self:
        course = one.course
        said = {name: getattr(course, name) for name in ("id", "title", "line", "day", "place", "trainer", "state")}
        return cls(**said, invited=one.invited, present=one.present, signed=one.signed)


class DegreeAnswer(Answer):
    person: Named
    degree: str
    discipline: str
    words: Text
    paper_number: str
    paper_day: date | None
    paper_issuer: str


class TrainingAnswer(Answer):
    day: date
    training: list[LineAnswer]
    staff: list[LineAnswer]
    courses: list[CourseLine]
    degrees: list[DegreeAnswer]

    @classmethod
    def of(cls, view: TrainingView) -> Self:
        degrees = [
            DegreeAnswer(
                person=Named(id=str(one.person), name=view.names[one.person]),
                degree=one.degree,
                discipline=one.discipline,
                words=one.words,
                paper_number=one.paper.number,
                paper_day=one.paper.day,
                paper_issuer=one.paper.issuer,
            )
            for one in (entered.qualification for entered in view.degrees)
        ]
        return cls(
            day=view.prepared.day,
            training=[LineAnswer.training(one) for one in view.prepared.training],
            staff=[LineAnswer.staff(one) for one in view.prepared.staff],
            courses=[CourseLine.of(one) for one in view.courses],
            degrees=degrees,
        )


class AttendanceAnswer(Answer):
    person: UUID
    name: str
    title: str
    invited: bool
    present: bool
    sheet: UUID | None
    signed_at: datetime | None

    @classmethod
    def of(cls, one: Attendance) -> Self:
        return cls.model_validate(one)


class CourseAnswer(Answer):
    id: UUID
    title: str
    line: str
    day: date
    place: str
    trainer: str
    state: CourseState
    reason: str
    people: list[AttendanceAnswer]
    sheets: list[UUID]

    @classmethod
    def view(cls, view: CourseView) -> Self:
        one = view.course
        said = {name: getattr(one, name) for name in ("id", "title", "line", "day", "place", "trainer", "state", "reason")}
        people = [AttendanceAnswer.of(each) for each in view.attendances]
        return cls(**said, people=people, sheets=[document.id for document, _ in view.sheets])
