"""Reads of what in registers of running tracks may have to be told: a page of each register, by track and line; and what was told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from domain.clock import day
from domain.communications import Communication, CommunicationState
from domain.endpoints import Endpoint, EndpointState
from domain.names import FacilityId, TrackId
from domain.readiness import ReadinessTable
from domain.security import FindingState, SecurityFinding
from store.queries import communications, endpoints, security
from store.tables.communications import CommunicationRow
from store.tables.endpoints import EndpointRow
from store.tables.occasions import OccasionRow
from store.tables.plans import PlanRow
from store.tables.security import SecurityFindingRow
from store.tables.tracks import TrackRow

C, E, F = CommunicationRow, EndpointRow, SecurityFindingRow
Of = TypeVar("Of")
Row = TypeVar("Row", CommunicationRow, EndpointRow, SecurityFindingRow)
Place = tuple[UUID, str | int]
"""Track, and code or number: the last one looked at."""


@dataclass(frozen=True)
class Watched(Generic[Of]):
    """Something of a register, whose it is, and the department that watches it."""

    of: Of
    place: Place
    track: TrackId
    unit: FacilityId
    department: FacilityId


async def quiet(session: AsyncSession, table: ReadinessTable, now: datetime, after: Place | None, most: int) -> list[Watched[Endpoint]]:
    """Running connections that the policy knows, without a success for a day."""
    lines = {one.code: one for one in table.endpoints}
    last = func.greatest(E.succeeded, E.since)
    query = _of_tracks(select(E), E.track, E.code, after, most).where(
        E.state == EndpointState.RUNNING, E.code.in_(lines), last < now - timedelta(days=1)
    )
    rows = await session.execute(query)
    return [_watched(endpoints.of_row(lines[row.code], row), (row.track, row.code), unit, above) for row, unit, above in rows]


async def unmended(session: AsyncSession, now: datetime, after: Place | None, most: int) -> list[Watched[SecurityFinding]]:
    """Findings past their last day that nobody said were mended."""
    query = _of_tracks(select(F), F.track, F.number, after, most).where(F.state == FindingState.OPEN, F.due < day(now))
    rows = await session.execute(query)
    return [_watched(security.finding_of(row), (row.track, row.number), unit, above) for row, unit, above in rows]


async def unproved(
    session: AsyncSession, table: ReadinessTable, now: datetime, after: Place | None, most: int
) -> list[Watched[Communication]]:
    """Planned communication that the policy knows, past its day."""
    lines = {one.code: one for one in table.communication}
    query = _of_tracks(select(C), C.track, C.code, after, most).where(
        C.state == CommunicationState.PLANNED, C.code.in_(lines), C.day < day(now)
    )
    rows = await session.execute(query)
    return [_watched(communications.of_row(lines[row.code], row), (row.track, row.code), unit, above) for row, unit, above in rows]


def _of_tracks(
    query: Select[Row],
    track: InstrumentedAttribute[UUID],
    line: InstrumentedAttribute[str] | InstrumentedAttribute[int],
    after: Place | None,
    most: int,
) -> Select[Row, str, str]:
    """Of running tracks, by track and line, with whose they are and who watches them."""
    found = (
        query.add_columns(TrackRow.facility, PlanRow.department)
        .join(TrackRow, TrackRow.id == track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(TrackRow.closed_on.is_(None))
        .order_by(track, line)
        .limit(most)
    )
    return found.where(tuple_(track, line) > tuple_(*after)) if after else found


def _watched(of: Of, place: Place, unit: str, department: str) -> Watched[Of]:
    return Watched(of, place, TrackId(place[0]), FacilityId(unit), FacilityId(department))


async def told(session: AsyncSession, track: TrackId, key: str) -> bool:
    return await session.get(OccasionRow, (track, key)) is not None
