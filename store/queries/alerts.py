"""Reads of alerts: who must know that a released version was replaced."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.alerts import Alert, Because
from domain.names import DocumentId, PersonId
from domain.roles import Role
from store.tables.acts import AuditRow
from store.tables.alerts import AlertRow
from store.tables.copies import CopyRow
from store.tables.orders import OrderRow, ResultRow
from store.tables.people import PersonRow, PositionRow
from store.tables.signatures import VersionRow


async def of_version(session: AsyncSession, document: DocumentId, version: int) -> tuple[Alert, ...]:
    a = AlertRow
    rows = await session.execute(
        select(a)
        .where(a.document == document, a.version == version)
        .order_by(a.told_at, a.person)
        .execution_options(populate_existing=True)
    )
    return tuple(_alert(row) for row in rows.scalars())


async def released_since(session: AsyncSession, document: DocumentId) -> datetime | None:
    """When the newest released version of a document was released; None when none ever was."""
    v = VersionRow
    rows = await session.execute(
        select(v.completed_at).where(v.document == document, v.completed_at.is_not(None)).order_by(v.number.desc()).limit(1)
    )
    return rows.scalars().first()


async def concerned(session: AsyncSession, document: DocumentId, since: datetime) -> dict[PersonId, Because]:
    """Whoever read the document since then, acknowledged it, or has given a copy of it to somebody who still has it."""
    a, c = AuditRow, CopyRow
    of = (a.subject_kind == "document", a.subject == str(document), a.act == "document.read", a.at >= since)
    read = await session.execute(
        select(a.person)
        .join(PersonRow, PersonRow.id == a.person)
        .join(PositionRow, PositionRow.id == a.position)
        .where(*of, PersonRow.active, PositionRow.role != Role.INTEGRATOR)
        .distinct()
    )
    seen = await session.execute(
        select(OrderRow.doctor)
        .join(ResultRow, ResultRow.order == OrderRow.id)
        .where(ResultRow.document == document, ResultRow.acknowledged_at.is_not(None))
    )
    given = await session.execute(
        select(c.handed_by)
        .join(PersonRow, PersonRow.id == c.handed_by)
        .join(PositionRow, PositionRow.person == c.handed_by)
        .where(c.document == document, c.handed_at.is_not(None), c.settled.is_(None), PositionRow.role != Role.INTEGRATOR)
        .distinct()
    )
    found: dict[PersonId, Because] = {}
    for why, rows in ((Because.HANDED_OUT, given), (Because.ACKNOWLEDGED, seen), (Because.READ, read)):
        for person in rows.scalars():
            if person:
                found.setdefault(PersonId(person), why)
    return found


def _alert(row: AlertRow) -> Alert:
    return Alert(DocumentId(row.document), row.version, PersonId(row.person), Because(row.because), row.grave, row.told_at, row.known_at)
