"""Reads of a facility's connections, their steps, and what was exchanged."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.endpoints import Connected, Endpoint, EndpointState, Exchange, connected
from domain.evidence import Evidence
from domain.names import FacilityId, PersonId, TrackId
from domain.readiness import EndpointLine
from store.queries import register_files
from store.tables.endpoints import EndpointExchangeRow, EndpointRow, EndpointStepRow
from store.tables.tracks import TrackRow

E, S, X = EndpointRow, EndpointStepRow, EndpointExchangeRow
SHOWN = 20
"""Exchanges of one endpoint that a page shows."""


@dataclass(frozen=True)
class EndpointStep:
    """A change of an endpoint's state."""

    state: EndpointState
    reason: str
    responsible: PersonId
    by: PersonId
    at: datetime
    files: tuple[Evidence, ...]


async def of_track(session: AsyncSession, track: TrackId, lines: Iterable[EndpointLine]) -> list[Endpoint]:
    """In the order of the policy; what was never touched is not begun."""
    rows = {row.code: row for row in (await session.execute(select(E).where(E.track == track))).scalars()}
    return [of_row(line, rows.get(line.code)) for line in lines]


def of_row(line: EndpointLine, row: EndpointRow | None) -> Endpoint:
    if row is None:
        return Endpoint(line)
    said = (EndpointState(row.state), row.since, PersonId(row.responsible), row.reason, row.tested, row.steps, row.succeeded, row.failed)
    return Endpoint(line, *said)


async def steps(session: AsyncSession, track: TrackId) -> dict[str, list[EndpointStep]]:
    """Code → newest first."""
    files = await register_files.of_register(session, track, "endpoint")
    rows = await session.execute(select(S).where(S.track == track).order_by(S.number.desc()))
    found: dict[str, list[EndpointStep]] = defaultdict(list)
    for row in rows.scalars():
        kept = files.get(f"{row.code}/{row.number}", ())
        found[row.code].append(
            EndpointStep(EndpointState(row.state), row.reason, PersonId(row.responsible), PersonId(row.by), row.at, kept)
        )
    return found


async def exchanges(session: AsyncSession, track: TrackId, code: str) -> list[Exchange]:
    """The newest ones, newest first."""
    files = await register_files.of_register(session, track, "exchange")
    rows = await session.execute(select(X).where(X.track == track, X.code == code).order_by(X.at.desc(), X.id.desc()).limit(SHOWN))
    return [
        Exchange(row.at, row.succeeded, row.words, row.reference, row.machine, PersonId(row.by), files.get(str(row.id), ()))
        for row in rows.scalars()
    ]


async def standing(session: AsyncSession, facility: FacilityId, lines: Iterable[EndpointLine], now: datetime) -> Connected:
    """Of all tracks of the facility, the furthest of each endpoint counts."""
    known = tuple(lines)
    best: dict[str, Endpoint] = {}
    for track in (await session.execute(select(TrackRow.id).where(TrackRow.facility == facility))).scalars().all():
        for one in await of_track(session, TrackId(track), known):
            if one.line.code not in best or one.state is EndpointState.RUNNING:
                best[one.line.code] = one
    return connected(best.values(), now)
