"""Writes of letters that remind late units."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.letters import LateUnit, LateWork
from domain.names import DocumentId, PlanId
from store.tables.letters import ReminderLetterRow, ReminderLetterUnitRow


async def letter(session: AsyncSession, which: DocumentId, plan: PlanId, as_of: date, by_when: date, units: Iterable[LateUnit]) -> None:
    """Keeps to whom the letter goes and of what; drawn up again, what it says now takes the place of what it said."""
    of = ReminderLetterUnitRow
    told = {"as_of": as_of, "by_when": by_when}
    made = insert(ReminderLetterRow).values(document=which, plan=plan, **told)
    await session.execute(made.on_conflict_do_update(index_elements=["document"], set_=told))
    await session.execute(delete(of).where(of.letter == which))
    rows = [
        {
            "letter": which,
            "track": one.track,
            "milestones": [_told(work) for work in one.work],
        }
        for one in units
    ]
    await session.execute(insert(of), rows)


def _told(work: LateWork) -> dict[str, object]:
    told: dict[str, object] = {"code": work.code, "due": work.due.isoformat(), "days": work.days}
    return {**told, "undeclared": True} if work.undeclared else told


async def send(session: AsyncSession, which: DocumentId, now: datetime) -> None:
    """Everybody has signed: from now on its units read it."""
    await session.execute(update(ReminderLetterRow).where(ReminderLetterRow.document == which).values(sent_at=now))
