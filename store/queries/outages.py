"""Reads of outages: the list of a facility, one of them, and which versions carry which mark."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DepartmentId, DocumentId, FacilityId, OutageId, PersonId, Sha256
from domain.outages import Outage
from store.tables.outages import BackEntryRow, OutageDepartmentRow, OutageRow, OutageSheetRow
from store.tables.signatures import DocumentRow

PAGE = 50
"""Outages of a page."""


@dataclass(frozen=True)
class OutageLine:
    """An outage in a list, and how many records still owe their confirmation."""

    outage: Outage
    owed: int


@dataclass(frozen=True)
class Words:
    """SHA-256 of what was said of an outage."""

    reason: Sha256
    withdrawn: Sha256 | None


async def outage(session: AsyncSession, which: OutageId, lock: bool = False) -> Outage:
    """Locked it can be named in other rows beside. Raises: NotFound."""
    return await _found(session, which, {"key_share": True} if lock else False)


async def steady_outage(session: AsyncSession, which: OutageId) -> Outage:
    """The outage, which nobody corrects, ends or withdraws until this transaction ends. Raises: NotFound."""
    return await _found(session, which, {"read": True})


async def _found(session: AsyncSession, which: OutageId, lock: bool | dict[str, bool]) -> Outage:
    row = await session.get(OutageRow, which, with_for_update=lock, populate_existing=bool(lock))
    if row is None:
        raise NotFound("outage", which)
    return (await _outages(session, [row]))[0]


async def words(session: AsyncSession, which: OutageId) -> Words:
    rows = await session.execute(select(OutageRow.reason, OutageRow.withdrawn_reason).where(OutageRow.id == which))
    reason, withdrawn = rows.one()
    return Words(Sha256(reason), Sha256(withdrawn) if withdrawn else None)


async def listing(session: AsyncSession, facility: FacilityId, after: Outage | None = None) -> list[OutageLine]:
    """Of a facility, the latest first; one more than a page."""
    o, b = OutageRow, BackEntryRow
    query = select(o).where(o.facility == facility).order_by(o.started_at.desc(), o.id.desc()).limit(PAGE + 1)
    if after:
        query = query.where(tuple_(o.started_at, o.id) < (after.started_at, after.id))
    found = await _outages(session, (await session.execute(query)).scalars().all())
    counted = await session.execute(
        select(b.outage, func.count())
        .where(b.outage.in_([one.id for one in found if not one.withdrawn_at]), b.confirmed_at.is_(None))
        .group_by(b.outage)
    )
    owed = {UUID(str(which)): many for which, many in counted}
    return [OutageLine(one, owed.get(one.id, 0)) for one in found]


async def of_times(session: AsyncSession, facility: FacilityId, since: datetime, now: datetime) -> list[Outage]:
    """Those of a facility that had begun by now and were not over before `since`, the latest first."""
    o = OutageRow
    rows = await session.execute(
        select(o)
        .where(o.facility == facility, o.withdrawn_at.is_(None), o.started_at <= now, or_(o.ended_at.is_(None), o.ended_at >= since))
        .order_by(o.started_at.desc(), o.id)
    )
    return await _outages(session, rows.scalars().all())


async def between(session: AsyncSession, facility: FacilityId, now: datetime, until: datetime) -> list[Outage]:
    """Those of a facility that last at `now`, or begin before `until`; the first to begin first."""
    o = OutageRow
    rows = await session.execute(
        select(o)
        .where(o.facility == facility, o.withdrawn_at.is_(None), o.started_at < until, or_(o.ended_at.is_(None), o.ended_at > now))
        .order_by(o.started_at, o.id)
    )
    return await _outages(session, rows.scalars().all())


async def to_tell(session: AsyncSession, now: datetime, limit: int) -> list[Outage]:
    """Those of which somebody is to be told what their records owe, locked; another telling of them is not waited for."""
    o = OutageRow
    rows = await session.execute(
        select(o)
        .where(o.remind_at <= now, o.withdrawn_at.is_(None))
        .order_by(o.remind_at, o.id)
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    return await _outages(session, rows.scalars().all())


async def to_resume(session: AsyncSession, now: datetime) -> list[Outage]:
    """Those that are over and of which nobody is reminded though a record owes again, locked: it came to owe late, or was reopened."""
    o, b = OutageRow, BackEntryRow
    owed = exists().where(b.outage == o.id, b.confirmed_at.is_(None))
    rows = await session.execute(
        select(o)
        .where(o.remind_at.is_(None), o.withdrawn_at.is_(None), o.due_at.is_not(None), o.ended_at <= now, owed)
        .order_by(o.id)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    return await _outages(session, rows.scalars().all())


async def _outages(session: AsyncSession, rows: Iterable[OutageRow]) -> list[Outage]:
    rows, d = list(rows), OutageDepartmentRow
    found: dict[UUID, list[DepartmentId]] = {}
    named = await session.execute(
        select(d.outage, d.department).where(d.outage.in_([row.id for row in rows])).order_by(d.outage, d.department)
    )
    for which, department in named:
        found.setdefault(which, []).append(DepartmentId(department))
    return [_outage(row, tuple(found.get(row.id, ()))) for row in rows]


def _outage(row: OutageRow, departments: tuple[DepartmentId, ...]) -> Outage:
    return Outage(
        OutageId(row.id),
        FacilityId(row.facility),
        departments,
        row.started_at,
        row.ended_at,
        row.planned,
        PersonId(row.declared_by),
        row.declared_at,
        row.due_at,
        row.remind_at,
        PersonId(row.ended_by) if row.ended_by else None,
        PersonId(row.withdrawn_by) if row.withdrawn_by else None,
        row.withdrawn_at,
    )


async def marked(session: AsyncSession, which: OutageId) -> tuple[int, datetime | None, datetime | None]:
    """How many versions carry its mark, and the first and last moment of what they tell."""
    s = OutageSheetRow
    rows = await session.execute(select(func.count(), func.min(s.acted_at), func.max(s.acted_at)).where(s.outage == which))
    many, first, last = rows.one()
    return many, first, last


async def marks(session: AsyncSession, documents: Collection[DocumentId]) -> dict[tuple[DocumentId, int], Outage]:
    """(document, version) → the outage after which it was entered."""
    s = OutageSheetRow
    rows = (await session.execute(select(s.document, s.version, s.outage).where(s.document.in_(documents)))).all()
    o = OutageRow
    found = (await session.execute(select(o).where(o.id.in_({row.outage for row in rows})))).scalars().all() if rows else []
    outages = {one.id: one for one in await _outages(session, found)}
    return {(DocumentId(document), version): outages[OutageId(which)] for document, version, which in rows}


async def newest_marks(session: AsyncSession, documents: Collection[DocumentId]) -> dict[DocumentId, OutageId]:
    """Document → the outage after which its newest version was entered."""
    s, d = OutageSheetRow, DocumentRow
    newest = and_(d.id == s.document, d.current == s.version)
    rows = await session.execute(select(s.document, s.outage).join(d, newest).where(s.document.in_(documents)))
    return {DocumentId(document): OutageId(which) for document, which in rows}
