"""Writes of remedial tasks: given, and each further step kept."""

from datetime import date

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.remedies import Remedy, RemedyStep
from store.tables.remedies import RemedyRow, RemedyStepRow
from store.writes.visits import files


async def give(session: AsyncSession, new: Remedy, step: RemedyStep) -> None:
    """A new remedial task with its first step."""
    row = {name: getattr(new, name) for name in ("visit", "number", "what", "milestone", "facility", "due")}
    await session.execute(insert(RemedyRow).values(row | _how(new)))
    await _step(session, new, step)


async def take(session: AsyncSession, after: Remedy, step: RemedyStep) -> None:
    """A further step of a remedial task."""
    r = RemedyRow
    await session.execute(update(r).where(r.visit == after.visit, r.number == after.number).values(_how(after)))
    await _step(session, after, step)


def _how(one: Remedy) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("state", "since", "reported_by", "sent_back", "steps", "told")}


async def told(session: AsyncSession, one: Remedy, on: date) -> None:
    """The reminder of this day was told."""
    await session.execute(update(RemedyRow).where(RemedyRow.visit == one.visit, RemedyRow.number == one.number).values(told=on))


async def _step(session: AsyncSession, after: Remedy, step: RemedyStep) -> None:
    row = {
        "visit": after.visit,
        "remedy": after.number,
        "number": after.steps,
        "kind": step.kind,
        "words": step.words,
        "done_on": step.done_on,
        "paper_number": step.paper.number.strip(),
        "paper_day": step.paper.day,
        "paper_issuer": step.paper.issuer.strip(),
        "by": step.by,
        "at": step.at,
    }
    await session.execute(insert(RemedyStepRow).values(row))
    await files(session, after.visit, (after.number, after.steps), step.files)
