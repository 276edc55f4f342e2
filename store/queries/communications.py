"""Reads of a facility's communication: how each line stands, its steps and its proofs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.communications import Communicated, Communication, CommunicationState, Planned, Proof, communicated
from domain.names import FacilityId, PersonId, TrackId
from domain.readiness import CommunicationLine
from store.queries import register_files
from store.tables.communications import CommunicationProofRow, CommunicationRow, CommunicationStepRow
from store.tables.tracks import TrackRow

C, S, P = CommunicationRow, CommunicationStepRow, CommunicationProofRow
FURTHEST = (CommunicationState.NOT_PLANNED, CommunicationState.SET_ASIDE, CommunicationState.PLANNED, CommunicationState.PROVED)


@dataclass(frozen=True)
class CommunicationStep:
    """It was planned, moved, or set aside."""

    state: CommunicationState
    day: date | None
    words: str
    by: PersonId
    at: datetime


async def of_track(session: AsyncSession, track: TrackId, lines: Iterable[CommunicationLine]) -> list[Communication]:
    """In the order of the policy; what was never touched is not planned."""
    rows = {row.code: row for row in (await session.execute(select(C).where(C.track == track))).scalars()}
    return [of_row(line, rows.get(line.code)) for line in lines]


def of_row(line: CommunicationLine, row: CommunicationRow | None) -> Communication:
    if row is None:
        return Communication(line)
    planned = Planned(row.day, row.place, PersonId(row.responsible), row.words) if row.day and row.responsible else None
    return Communication(line, CommunicationState(row.state), planned, row.reason, row.proofs, row.steps)


async def steps(session: AsyncSession, track: TrackId) -> dict[str, list[CommunicationStep]]:
    """Code → newest first."""
    rows = await session.execute(select(S).where(S.track == track).order_by(S.number.desc()))
    found: dict[str, list[CommunicationStep]] = defaultdict(list)
    for row in rows.scalars():
        found[row.code].append(CommunicationStep(CommunicationState(row.state), row.day, row.words, PersonId(row.by), row.at))
    return found


async def proofs(session: AsyncSession, track: TrackId) -> dict[str, list[Proof]]:
    """Code → newest day first."""
    files = await register_files.of_register(session, track, "communication")
    rows = await session.execute(select(P).where(P.track == track).order_by(P.day.desc(), P.id.desc()))
    found: dict[str, list[Proof]] = defaultdict(list)
    for row in rows.scalars():
        found[row.code].append(Proof(row.day, row.words, row.address, PersonId(row.by), files.get(str(row.id), ())))
    return found


async def standing(session: AsyncSession, facility: FacilityId, lines: Iterable[CommunicationLine], today: date) -> Communicated:
    """Of all tracks of the facility, the furthest of each line counts."""
    known = tuple(lines)
    best: dict[str, Communication] = {}
    for track in (await session.execute(select(TrackRow.id).where(TrackRow.facility == facility))).scalars().all():
        for one in await of_track(session, TrackId(track), known):
            was = best.setdefault(one.line.code, one)
            best[one.line.code] = max(was, one, key=lambda each: FURTHEST.index(each.state))
    return communicated(best.values(), today)
