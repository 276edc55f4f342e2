"""Sheets whose newest version was refused: each is made again, or stays unfinished."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy import exists as sql_exists
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DepartmentId, DocumentId, FacilityId, PersonId
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
    form: str
    record_state: str
    performed_in: frozenset[DepartmentId] = frozenset()
    """Of a result sheet: which departments perform the lines that it answers."""


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
    answered = and_(LineRow.order == ResultRow.order, LineRow.number == ResultRow.lines.any_())
    performed = select(func.array_agg(LineRow.department)).join(ResultRow, answered).where(ResultRow.document == d.id)
    rows = await session.execute(
        select(d, v, p, r, PersonRow.name, performed.correlate(d).scalar_subquery())
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
            record.code,
            version.ended_reason or "",
            by,
            version.ended_at or version.made_at,
            document.form,
            record.state,
            frozenset(performed_in or ()),
        )
        for document, version, patient, record, by, performed_in in rows
    ]
