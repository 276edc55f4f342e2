"""Sheets whose newest version was refused: each is made again, or stays unfinished."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy import exists as sql_exists
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DepartmentId, DocumentId, FacilityId, PersonId
from domain.people import Position, Role
from domain.signatures import MADE_AGAIN, Ended
from store.tables.orders import LineRow, ResultRow
from store.tables.people import PersonRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, TaskRow, VersionRow


@dataclass(frozen=True)
class Returned:
    """A refused sheet as a list shows it."""

    document: DocumentId
    version: int
    subject_kind: str
    subject: str
    title: str
    author: PersonId
    patient: str
    birth_year: int
    record_code: str
    reason: str
    by: str
    """Who refused it."""
    at: datetime

    def made_again_by(self, position: Position) -> bool:
        """Whether this person makes it again: a result its department, an order its doctor, everything else its author."""
        roles = {"result": Role.TECHNICIAN, "order": Role.DOCTOR}
        wanted = roles.get(self.subject_kind)
        return position.role is wanted if wanted else self.author == position.person


async def to_department(session: AsyncSession, department: DepartmentId, limit: int = 100) -> list[Returned]:
    """Result sheets of lines this department performs that were refused or taken back, newest first: their lines wait for another."""
    lines = sql_exists().where(
        ResultRow.document == DocumentRow.id,
        LineRow.order == ResultRow.order,
        LineRow.number == ResultRow.lines.any_(),
        LineRow.department == department,
    )
    return await _returned(session, and_(VersionRow.ended.in_(MADE_AGAIN), DocumentRow.subject_kind == "result", lines), limit)


async def to_person(session: AsyncSession, person: PersonId, facility: FacilityId, limit: int = 100) -> list[Returned]:
    """Refused sheets of records of this facility that this person made or was asked to sign, newest first."""
    asked = sql_exists().where(TaskRow.document == VersionRow.document, TaskRow.version == VersionRow.number, TaskRow.person == person)
    refused = VersionRow.ended == Ended.REFUSED
    return await _returned(session, and_(refused, DocumentRow.facility == facility, or_(VersionRow.author == person, asked)), limit)


async def _returned(session: AsyncSession, those: ColumnElement[bool], limit: int) -> list[Returned]:
    d, v, r, p = DocumentRow, VersionRow, RecordRow, PatientRow
    rows = await session.execute(
        select(d, v, p, r.code, PersonRow.name)
        .join(v, (v.document == d.id) & (v.number == d.current))
        .join(r, r.id == d.record)
        .join(p, p.id == r.patient)
        .join(PersonRow, PersonRow.id == v.ended_by)
        .where(r.state.in_(("open", "discharged")), those)
        .order_by(v.ended_at.desc(), d.id)
        .limit(limit)
    )
    return [
        Returned(
            DocumentId(document.id),
            version.number,
            document.subject_kind,
            document.subject,
            document.title,
            PersonId(version.author),
            patient.name,
            patient.birth.year,
            code,
            version.ended_reason or "",
            by,
            version.ended_at or version.made_at,
        )
        for document, version, patient, code, by in rows
    ]
