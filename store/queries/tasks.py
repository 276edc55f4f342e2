"""Reads of open tasks: the inbox, and whom a version waits for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId
from domain.signatures import Chain, Method
from store.tables.people import FacilityRow, PersonRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, SignatureRow, TaskRow, VersionRow


@dataclass(frozen=True)
class InboxLine:
    """One open task as a list shows it."""

    document: DocumentId
    version: int
    step: str
    title: str
    form: str
    patient: str
    """Empty for papers of the rollout."""
    patient_code: str
    birth_year: int | None
    signed: int
    needed: int
    asked_at: datetime
    due_at: datetime
    organisation: bool = False
    """Signed with the facility's key: the clerk's signature, which takes the next number."""
    facility: str = ""
    """Name of the facility whose document it is."""


async def inbox(session: AsyncSession, person: PersonId, after: tuple[datetime, UUID] | None = None, limit: int = 51) -> list[InboxLine]:
    """What waits for this person, most urgent first; `after` is the last line's (due_at, document)."""
    t, d, v, r, p = TaskRow, DocumentRow, VersionRow, RecordRow, PatientRow
    signed = (
        select(func.count())
        .select_from(SignatureRow)
        .where(SignatureRow.document == t.document, SignatureRow.version == t.version)
        .scalar_subquery()
    )
    query = (
        select(t, d.title, d.form, v.chain, p.name, r.code, p.birth, FacilityRow.name, signed)
        .join(d, d.id == t.document)
        .join(v, (v.document == t.document) & (v.number == t.version))
        .join(FacilityRow, FacilityRow.id == d.facility)
        .outerjoin(r, r.id == d.record)
        .outerjoin(p, p.id == r.patient)
        .where(t.person == person, t.done_at.is_(None))
        .order_by(t.due_at, t.document)
        .limit(limit)
    )
    if after:
        query = query.where((t.due_at > after[0]) | ((t.due_at == after[0]) & (t.document > after[1])))
    rows = await session.execute(query)
    return [
        InboxLine(
            DocumentId(task.document),
            task.version,
            task.step,
            title,
            form,
            name or "",
            code or "",
            birth.year if birth else None,
            count,
            sum(step["needed"] for step in begun["steps"]),
            task.asked_at,
            task.due_at,
            any(step["name"] == task.step and step["method"] == Method.ORGANISATION for step in begun["steps"]),
            facility,
        )
        for task, title, form, begun, name, code, birth, facility, count in rows
    ]


async def inbox_count(session: AsyncSession, person: PersonId, most: int = 100) -> int:
    """How many tasks wait, counted up to `most`."""
    some = select(TaskRow.document).where(TaskRow.person == person, TaskRow.done_at.is_(None)).limit(most).subquery()
    return (await session.execute(select(func.count()).select_from(some))).scalar_one()


async def open_task(session: AsyncSession, which: DocumentId, number: int, person: PersonId) -> str | None:
    """The step for which this person has an open task here."""
    t = TaskRow
    rows = await session.execute(select(t.step).where(t.document == which, t.version == number, t.person == person, t.done_at.is_(None)))
    return rows.scalars().first()


async def stand(session: AsyncSession, which: DocumentId, number: int, chain: Chain) -> bool:
    """Whether the open tasks of a version are exactly those the chain waits for."""
    t = TaskRow
    rows = await session.execute(select(t.step, t.person).where(t.document == which, t.version == number, t.done_at.is_(None)))
    return {(step, person) for step, person in rows} == {(chain.step.name if chain.step else "", person) for person in chain.waiting}


async def task_people(session: AsyncSession, which: DocumentId, number: int) -> list[tuple[PersonId, str]]:
    """Whom the version waits for now, with names."""
    t = TaskRow
    rows = await session.execute(
        select(t.person, PersonRow.name)
        .join(PersonRow, PersonRow.id == t.person)
        .where(t.document == which, t.version == number, t.done_at.is_(None))
        .order_by(PersonRow.name)
    )
    return [(PersonId(who), name) for who, name in rows]


async def was_asked(session: AsyncSession, which: DocumentId, person: PersonId) -> bool:
    """Whether any version of this document waits or waited for this person, or was made by them."""
    t, v = TaskRow, VersionRow
    asked = select(t.document).where(t.document == which, t.person == person)
    made = select(v.document).where(v.document == which, v.author == person)
    return (await session.execute(asked.union(made).limit(1))).first() is not None
