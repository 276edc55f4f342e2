"""Writes of courses, of who took part, and of degrees."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.courses import Course, Qualification, Trainee
from domain.names import CourseId, DocumentId, FacilityId, PersonId, TrackId
from store.tables.courses import CoursePersonRow, CourseRow, QualificationRow
from store.writes import register_files

P = CoursePersonRow


async def put(session: AsyncSession, new: Course, invited: Iterable[Trainee]) -> None:
    row = {name: getattr(new, name) for name in ("id", "track", "facility", "title", "line", "day", "place", "trainer")}
    await session.execute(insert(CourseRow).values(row | _how(new) | {"planned_by": new.planned_by, "planned_at": new.planned_at}))
    rows = [_person(new.id, one, invited=True) for one in invited]
    if rows:
        await session.execute(insert(P), rows)


async def change(session: AsyncSession, after: Course) -> None:
    await session.execute(update(CourseRow).where(CourseRow.id == after.id).values(_how(after)))


def _how(one: Course) -> dict[str, object]:
    return {"state": one.state, "sheets": one.sheets, "reason": one.reason}


def _person(course: CourseId, one: Trainee, invited: bool) -> dict[str, object]:
    return {
        "course": course,
        "person": one.person,
        "name": one.name,
        "title": one.title,
        "invited": invited,
        "present": False,
        "sheet": None,
    }


async def attend(session: AsyncSession, course: CourseId, people: Iterable[Trainee], sheet: DocumentId | None) -> None:
    """These were there, invited or not; who can sign stands on the sheet."""
    for one in people:
        told = {"present": True, "sheet": sheet if one.signs else None}
        made = upsert(P).values(_person(course, one, invited=False) | told)
        await session.execute(made.on_conflict_do_update(index_elements=["course", "person"], set_=told))


async def qualify(session: AsyncSession, track: TrackId, facility: FacilityId, new: Qualification, by: PersonId, now: datetime) -> None:
    row = {
        "track": track,
        "facility": facility,
        "person": new.person,
        "degree": new.degree,
        "discipline": new.discipline,
        "words": new.words.strip(),
        "paper_number": new.paper.number.strip(),
        "paper_day": new.paper.day,
        "paper_issuer": new.paper.issuer.strip(),
        "entered_by": by,
        "at": now,
    }
    made = (await session.execute(insert(QualificationRow).values(row).returning(QualificationRow.id))).scalar_one()
    await register_files.keep(session, track, "qualification", made, new.files)
