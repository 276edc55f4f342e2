"""Reads of the files of incidents; their words lie on the shelf."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.incidents import Incident
from domain.names import FacilityId, IncidentId, PersonId, RecordId, Sha256
from domain.people import Position
from domain.roles import Role
from store.queries.records import reached_by
from store.tables.records import RecordRow
from store.tables.retention import IncidentRecordRow, IncidentRow


async def incident(session: AsyncSession, which: IncidentId, lock: bool = False) -> Incident:
    """Raises: NotFound."""
    row = await session.get(IncidentRow, which, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("incident", which)
    return _incident(row)


async def numbered(session: AsyncSession, facility: FacilityId, number: str) -> IncidentId | None:
    """The facility's file of this number."""
    rows = await session.execute(select(IncidentRow.id).where(IncidentRow.facility == facility, IncidentRow.number == number))
    found = rows.scalar_one_or_none()
    return IncidentId(found) if found else None


async def of_record(session: AsyncSession, which: RecordId) -> tuple[Incident, ...]:
    """The files a record is linked to, the oldest link first."""
    i, link = IncidentRow, IncidentRecordRow
    rows = await session.execute(select(i).join(link, link.incident == i.id).where(link.record == which).order_by(link.linked_at, i.id))
    return tuple(_incident(row) for row in rows.scalars())


async def numbers(session: AsyncSession, records: Sequence[RecordId]) -> dict[RecordId, tuple[str, ...]]:
    """Record of a page → the numbers of the files it is linked to."""
    i, link = IncidentRow, IncidentRecordRow
    asked = select(link.record, i.number).join(i, i.id == link.incident).where(link.record.in_(records)).order_by(link.linked_at, i.id)
    found: dict[RecordId, tuple[str, ...]] = {}
    for record, number in await session.execute(asked):
        found[RecordId(record)] = (*found.get(RecordId(record), ()), number)
    return found


async def listing(session: AsyncSession, position: Position, limit: int, now: datetime) -> tuple[Incident, ...]:
    """The facility's files, the newest first; who works in a department sees those of the records it reaches."""
    i, link = IncidentRow, IncidentRecordRow
    query = select(i).where(i.facility == position.facility).order_by(i.happened_on.desc(), i.id).limit(limit)
    if position.role is not Role.RECORDS_OFFICER:
        mine = select(link.incident).join(RecordRow, RecordRow.id == link.record).where(reached_by(position, now))
        query = query.where(i.id.in_(mine))
    return tuple(_incident(row) for row in (await session.execute(query)).scalars())


async def records_of(
    session: AsyncSession, position: Position, which: Sequence[IncidentId], now: datetime
) -> dict[IncidentId, list[tuple[RecordId, str]]]:
    """Incident → the records it is about that the position reaches: id and code."""
    link, r = IncidentRecordRow, RecordRow
    rows = await session.execute(
        select(link.incident, r.id, r.code)
        .join(r, r.id == link.record)
        .where(link.incident.in_(which), reached_by(position, now))
        .order_by(link.linked_at, r.id)
    )
    found: dict[IncidentId, list[tuple[RecordId, str]]] = {}
    for incident_id, record, code in rows:
        found.setdefault(IncidentId(incident_id), []).append((RecordId(record), code))
    return found


async def linked(session: AsyncSession, which: IncidentId, record: RecordId) -> bool:
    return await session.get(IncidentRecordRow, (which, record)) is not None


def _incident(row: IncidentRow) -> Incident:
    return Incident(
        IncidentId(row.id),
        FacilityId(row.facility),
        row.number,
        row.happened_on,
        Sha256(row.title),
        row.retention_class,
        row.edition,
        PersonId(row.opened_by),
        row.opened_at,
    )
