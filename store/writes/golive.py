"""Writes of going live: one more step; a state a facility has come to."""

from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.facility_states import Reached, State
from domain.going_live import GoLive, Step
from domain.names import PersonId, TrackId
from store.tables.golive import FacilityStateRow, GoliveStepRow


async def step(session: AsyncSession, of: GoLive, one: Step) -> None:
    row = {
        "track": of.track,
        "subject": of.subject,
        "number": one.number,
        "act": one.act,
        "by": one.by,
        "at": one.at,
        "day": one.day,
        "well": one.well,
        "words": one.words.strip(),
        "code": one.code,
        "paper_number": one.paper.number.strip(),
        "paper_day": one.paper.day,
        "paper_issuer": one.paper.issuer.strip(),
        "department": one.department,
        "document": one.document,
    }
    await session.execute(insert(GoliveStepRow).values(row))


async def reach(session: AsyncSession, track: TrackId, state: State, made: Reached, now: datetime) -> None:
    """The facility has come to this state, as the newest paper says; what was said before stays."""
    s = FacilityStateRow
    number = (await session.execute(select(func.count()).where(s.track == track, s.state == state))).scalar_one() + 1
    row = {"track": track, "state": state, "number": number, "on": made.on, "by": made.by, "at": now, "over": made.over}
    paper = {"paper_number": made.paper.number.strip(), "paper_day": made.paper.day, "paper_issuer": made.paper.issuer.strip()}
    await session.execute(insert(s).values(row | paper))


async def take_back(session: AsyncSession, track: TrackId, state: State, by: PersonId, why: str, now: datetime) -> None:
    """What was said last of this state was a mistake."""
    s = FacilityStateRow
    newest = select(func.max(s.number)).where(s.track == track, s.state == state, s.withdrawn_at.is_(None)).scalar_subquery()
    gone = {"withdrawn_at": now, "withdrawn_by": by, "withdrawn_why": why.strip()}
    await session.execute(update(s).where(s.track == track, s.state == state, s.number == newest).values(gone))
