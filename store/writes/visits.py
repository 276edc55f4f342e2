"""Writes of inspection visits and their remedial tasks."""

from collections.abc import Iterable

from sqlalchemy import insert, update
from sqlalchemy.dialects.postgresql import insert as insert_new
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence import Evidence
from domain.names import VisitId
from domain.visits import Visit
from store.queries.visits import MEMBERS, MINUTES
from store.tables.visits import VisitFileRow, VisitMilestoneRow, VisitRow


async def put(session: AsyncSession, new: Visit) -> None:
    row = {
        "id": new.id,
        "track": new.track,
        "subject": new.subject,
        "members": MEMBERS.dump_python(new.members, mode="json"),
        "paper_number": new.paper.number.strip(),
        "paper_day": new.paper.day,
        "paper_issuer": new.paper.issuer.strip(),
        "planned_by": new.planned_by,
        "planned_at": new.planned_at,
    }
    await session.execute(insert(VisitRow).values(row | _stands(new)))
    looked = [{"visit": new.id, "milestone": one.milestone, "track": new.track, "verdict": None, "words": ""} for one in new.looked]
    if looked:
        await session.execute(insert(VisitMilestoneRow), looked)


async def change(session: AsyncSession, after: Visit) -> None:
    """Moved, called off, recorded, or given one more remedial task."""
    await session.execute(update(VisitRow).where(VisitRow.id == after.id).values(_stands(after)))


async def record(session: AsyncSession, after: Visit) -> None:
    """Its minutes with their files, and what was found."""
    await change(session, after)
    m = VisitMilestoneRow
    for one in after.looked:
        found = {"verdict": one.verdict, "words": one.words}
        await session.execute(update(m).where(m.visit == after.id, m.milestone == one.milestone).values(found))
    if after.minutes:
        await files(session, after.id, MINUTES, after.minutes.files)


def _stands(one: Visit) -> dict[str, object]:
    minutes = one.minutes
    return {
        "day": one.day,
        "state": one.state,
        "number": minutes.number.strip() if minutes else None,
        "held_on": minutes.held_on if minutes else None,
        "conclusion": minutes.conclusion.strip() if minutes else "",
        "reason": one.reason,
        "remedies": one.remedies,
        "told": one.told,
    }


async def told_unrecorded(session: AsyncSession, which: VisitId) -> None:
    await session.execute(update(VisitRow).where(VisitRow.id == which).values(told=True))


async def files(session: AsyncSession, which: VisitId, of: tuple[int, int], kept: Iterable[Evidence]) -> None:
    """Of the minutes, or of a step of a remedial task: its number, and that of the step."""
    remedy, step = of
    rows = [{"visit": which, "remedy": remedy, "step": step, "sha256": one.sha256, "name": one.name, "size": one.size} for one in kept]
    if rows:
        await session.execute(insert_new(VisitFileRow).values(rows).on_conflict_do_nothing())
