"""Reads of courses, of who took part and signed, and of degrees."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.courses import Attendance, Course, CourseState, Qualification, Trainee
from domain.errors import NotFound
from domain.names import CourseId, DocumentId, FacilityId, PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.readiness import Degree, Discipline
from domain.roles import TITLES, Role
from store.queries import register_files
from store.tables.courses import CoursePersonRow, CourseRow, QualificationRow
from store.tables.people import CredentialRow, DepartmentRow, PersonRow, PositionRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow

C, P, Q = CourseRow, CoursePersonRow, QualificationRow
ATTENDED = "attended"
"""Stage of the sheet's chain that attendees sign (`policies/signature_chains/attendance-sheet.yaml`)."""


@dataclass(frozen=True)
class Tally:
    """A course with how many people."""

    course: Course
    invited: int
    present: int
    signed: int


@dataclass(frozen=True)
class Entered:
    """A degree, by whom and when it was entered."""

    qualification: Qualification
    track: TrackId
    by: PersonId
    at: datetime


async def people(session: AsyncSession, facility: FacilityId, today: date) -> list[Trainee]:
    """Who holds a post here today, a line for each of their roles; machines are nobody to be trained."""
    p, c = PositionRow, CredentialRow
    signs = exists().where(c.owner == cast(p.person, c.owner.type))
    rows = await session.execute(
        select(p.person, PersonRow.name, p.role, func.min(DepartmentRow.name), signs)
        .join(PersonRow, and_(PersonRow.id == p.person, PersonRow.active))
        .outerjoin(DepartmentRow, DepartmentRow.id == p.department)
        .where(p.facility == facility, p.role != Role.INTEGRATOR, p.since <= today, or_(p.until.is_(None), p.until >= today))
        .group_by(p.person, PersonRow.name, p.role)
        .order_by(PersonRow.name, p.person, p.role)
    )
    return [
        Trainee(PersonId(who), name, f"{TITLES[Role(role)]}, {where}" if where else TITLES[Role(role)], Role(role), has)
        for who, name, role, where, has in rows
    ]


async def course(session: AsyncSession, which: CourseId, lock: bool = False) -> Course:
    """Raises: NotFound."""
    row = await session.get(C, which, with_for_update=lock)
    if row is None:
        raise NotFound("course", which)
    return _course(row)


async def of_facility(session: AsyncSession, facility: FacilityId) -> list[Tally]:
    """Newest day first."""
    rows = await session.execute(select(C).where(C.facility == facility).order_by(C.day.desc(), C.planned_at.desc()))
    found = [_course(row) for row in rows.scalars()]
    took_part = await attendances(session, facility)
    return [
        Tally(
            one,
            sum(each.invited for each in took_part[one.id]),
            sum(each.present for each in took_part[one.id]),
            sum(each.signed_at is not None for each in took_part[one.id]),
        )
        for one in found
    ]


def _course(row: CourseRow) -> Course:
    return Course(
        CourseId(row.id),
        TrackId(row.track),
        FacilityId(row.facility),
        row.title,
        row.line,
        row.day,
        row.place,
        row.trainer,
        CourseState(row.state),
        PersonId(row.planned_by),
        row.planned_at,
        row.sheets,
        row.reason,
    )


async def attendances(session: AsyncSession, facility: FacilityId) -> dict[CourseId, list[Attendance]]:
    """Course → who is of it, by name; courses that were called off count as none."""
    return await _attendances(session, and_(C.facility == facility, C.state != CourseState.CALLED_OFF))


async def of_course(session: AsyncSession, which: CourseId) -> list[Attendance]:
    """By name."""
    return (await _attendances(session, C.id == which))[which]


async def _attendances(session: AsyncSession, those: ColumnElement[bool]) -> dict[CourseId, list[Attendance]]:
    """Only the newest version of a sheet counts, and only while it is not refused, taken back or replaced."""
    d, v, s = DocumentRow, VersionRow, SignatureRow
    rows = await session.execute(
        select(P, v.document, s.at)
        .join(C, C.id == P.course)
        .outerjoin(d, d.id == P.sheet)
        .outerjoin(v, and_(v.document == d.id, v.number == d.current, v.ended.is_(None)))
        .outerjoin(s, and_(s.document == v.document, s.version == v.number, s.step == ATTENDED, s.person == P.person))
        .where(those)
        .order_by(P.name, P.person)
    )
    found: dict[CourseId, list[Attendance]] = defaultdict(list)
    for row, sheet, at in rows:
        one = Attendance(PersonId(row.person), row.name, row.title, row.invited, row.present, DocumentId(sheet) if sheet else None, at)
        found[CourseId(row.course)].append(one)
    return found


async def sheets(session: AsyncSession, which: CourseId) -> list[DocumentId]:
    """Every sheet that names somebody of the course."""
    rows = await session.execute(select(P.sheet).where(P.course == which, P.sheet.is_not(None)).distinct())
    return sorted(DocumentId(one) for one in rows.scalars() if one)


async def of_sheet(session: AsyncSession, document: DocumentId) -> Course:
    """Raises: NotFound."""
    rows = await session.execute(select(C).join(P, P.course == C.id).where(P.sheet == document).limit(1))
    row = rows.scalars().first()
    if row is None:
        raise NotFound("course", document)
    return _course(row)


async def qualifications(session: AsyncSession, facility: FacilityId) -> list[Entered]:
    """Newest first."""
    rows = (await session.execute(select(Q).where(Q.facility == facility).order_by(Q.at.desc(), Q.id.desc()))).scalars().all()
    files = {track: await register_files.of_register(session, TrackId(track), "qualification") for track in {row.track for row in rows}}
    return [
        Entered(
            Qualification(
                PersonId(row.person),
                Degree(row.degree),
                Discipline(row.discipline),
                row.words,
                OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer),
                files[row.track].get(str(row.id), ()),
            ),
            TrackId(row.track),
            PersonId(row.entered_by),
            row.at,
        )
        for row in rows
    ]
