"""Reads of open tasks: the inbox, and whom a version waits for."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId
from domain.signatures import Chain
from store.tables.people import PersonRow
from store.tables.signatures import DocumentRow, TaskRow, VersionRow


async def task(session: AsyncSession, which: DocumentId, number: int, person: PersonId) -> tuple[datetime, datetime | None] | None:
    """When this person's open task is due, and until when it was put aside; None when there is none."""
    t = TaskRow
    mine = (t.document == which, t.version == number, t.person == person, t.done_at.is_(None))
    row = (await session.execute(select(t.due_at, t.later_until).where(*mine).limit(1))).first()
    return (row[0], row[1]) if row else None


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


async def unfinished(session: AsyncSession, which: DocumentId, person: PersonId) -> bool:
    """Whether this person made or is asked to sign the document, or one that adds to it, and its newest version is not complete."""
    d, v, t = DocumentRow, VersionRow, TaskRow
    asked = exists().where(t.document == d.id, t.version == d.current, t.person == person)
    rows = await session.execute(
        select(d.id)
        .join(v, (v.document == d.id) & (v.number == d.current))
        .where(or_(d.id == which, d.adds_to == which), v.completed_at.is_(None), or_(v.author == person, asked))
        .limit(1)
    )
    return rows.first() is not None
