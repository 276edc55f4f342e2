"""A course's attendance sheet: what it says, and what follows when everybody has signed it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.heads import office
from domain.courses import Course, Trainee
from domain.names import CourseId, DocumentId, id_of
from store.queries import courses as queries
from store.queries.signatures import Document
from store.writes import audit, notices

FORM = "attendance-sheet"


def sheet_document(which: CourseId, number: int) -> DocumentId:
    """First, second, … sheet of a course."""
    return DocumentId(id_of(FORM, which, number))


async def sheet_data(session: AsyncSession, course: Course, people: Iterable[Trainee]) -> dict[str, Any]:
    return {
        **await office(session, course.facility),
        "course": course.title,
        "day": course.day.isoformat(),
        "held_at": course.place,
        "trainer": course.trainer,
        "people": [{"name": one.name, "title": one.title} for one in people],
    }


async def finish(session: AsyncSession, document: Document, now: datetime) -> None:
    """Everybody signed, the organiser last: whoever planned the course is told."""
    course = await queries.of_sheet(session, document.id)
    signed = sum(one.signed_at is not None for one in await queries.of_course(session, course.id))
    said = {"title": course.title, "n": signed}
    await notices.tell(session, f"course-sheet/{document.id}", [course.planned_by], "course_signed", f"/courses/{course.id}", now, **said)
    about = ("track", course.track)
    await audit.note(
        session, now, None, "course.signed", about, course=course.id, document=document.id, name=course.title, register="courses"
    )
