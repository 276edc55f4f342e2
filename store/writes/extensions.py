"""Writes of papers that move a last day."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.extensions import NewDate, Void
from domain.names import DocumentId, PlanId
from store.tables.extensions import DateExtensionRow


async def extension(session: AsyncSession, which: DocumentId, plan: PlanId, new: NewDate, before: date) -> None:
    """Keeps what the paper moves; drawn up again, what it says now takes the place of what it said."""
    said = {"before": before, "after": new.to, "reason": new.reason.strip(), "paper": new.paper.strip()}
    of = {"plan": plan, "code": new.code, "tracks": [str(one) for one in new.tracks]}
    made = insert(DateExtensionRow).values(document=which, **of, **said)
    await session.execute(made.on_conflict_do_update(index_elements=["document"], set_=said))


async def end(session: AsyncSession, which: DocumentId, void: Void | None, now: datetime) -> None:
    """Everybody has signed: the day has moved, unless the paper came too late."""
    told = {"void": str(void)} if void else {"applied_at": now}
    await session.execute(update(DateExtensionRow).where(DateExtensionRow.document == which).values(**told))
