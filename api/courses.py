"""Training and staffing: lines met or short, courses, attendance, degrees."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile

from api.deps import Asking
from api.shapes.courses import CallOffCourse, CourseAnswer, CoursePlanned, PlanCourse, RecordAttendance, TrainingAnswer
from api.shapes.shape import Words
from api.uploads import upload
from domain.names import CourseId, PersonId, TrackId
from domain.outside_papers import OutsidePaper
from services import courses, training
from services.courses import NewDegree

router = APIRouter(tags=["courses"])


@router.get("/tracks/{track}/training", summary="Tập huấn và nhân lực · Training and staffing")
async def read(track: UUID, caller: Asking) -> TrainingAnswer:
    """Lines met, or short by how many; only attendance the person signed counts."""
    return TrainingAnswer.of(await training.read(caller.reads(), TrackId(track)))


@router.post("/tracks/{track}/courses", status_code=201, summary="Lập lớp tập huấn · Plan a course")
async def plan(track: UUID, asked: PlanCourse, caller: Asking) -> CoursePlanned:
    return CoursePlanned(id=await courses.plan(caller.acts(asked.request), TrackId(track), asked.new()))


@router.get("/courses/{course}", summary="Một lớp tập huấn · A course with its people")
async def show(course: UUID, caller: Asking) -> CourseAnswer:
    return CourseAnswer.view(await training.read_course(caller.reads(), CourseId(course)))


@router.post("/courses/{course}/attendance", status_code=204, summary="Điểm danh · Record who was there")
async def record(course: UUID, asked: RecordAttendance, caller: Asking) -> None:
    """Draws up a sheet that each of them signs, the organiser last."""
    await courses.record(caller.acts(asked.request), CourseId(course), asked.people())


@router.post("/courses/{course}/call-off", status_code=204, summary="Hủy lớp · Call a course off")
async def call_off(course: UUID, asked: CallOffCourse, caller: Asking) -> None:
    await courses.call_off(caller.acts(asked.request), CourseId(course), asked.reason)


@router.post("/tracks/{track}/qualifications", status_code=204, summary="Ghi trình độ · Enter a degree")
async def qualify(
    track: UUID,
    caller: Asking,
    person: Annotated[UUID, Form()],
    degree: Annotated[Words, Form(description="`intermediate` · `college` · `university` · `postgraduate`.")],
    discipline: Annotated[Words, Form(description="`it` · `other`.")],
    words: Annotated[Words, Form(description="Ngành trên văn bằng. · Branch of study.")],
    paper_number: Annotated[Words, Form()],
    paper_day: Annotated[date, Form()],
    paper_issuer: Annotated[Words, Form()],
    request: Annotated[Words | None, Form()] = None,
    file: Annotated[list[UploadFile], File(max_length=5, description="Bản chụp văn bằng, PDF.")] = [],  # noqa: B006  FastAPI copies it
) -> None:
    """With the paper that shows it."""
    files = tuple([await upload(one) for one in file])
    new = NewDegree(PersonId(person), degree, discipline, words, OutsidePaper(paper_number, paper_day, paper_issuer), files)
    await courses.qualify(caller.acts(request), TrackId(track), new)
