"""Writes of copies given to patients."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.copies import Copy, HandOver, Settled
from domain.names import CopyId, PersonId
from store.tables.copies import CopyRow


async def issue(session: AsyncSession, new: Copy) -> None:
    row = {
        "id": new.id,
        "document": new.document,
        "version": new.version,
        "record": new.record,
        "medium": new.medium,
        "sha256": new.sha256,
        "printed": new.printed,
        "issued_at": new.issued_at,
        "issued_by": new.issued_by,
    }
    await session.execute(insert(CopyRow).values(row))


async def hand_over(session: AsyncSession, which: CopyId, to: HandOver, by: PersonId) -> None:
    words = {"receiver": to.to, "name": to.name, "relation": to.relation, "proof": to.proof, "note": to.note}
    await session.execute(update(CopyRow).where(CopyRow.id == which).values(**words, handed_at=to.at, handed_by=by))


async def settle(session: AsyncSession, which: CopyId, how: Settled, note: str, by: PersonId, now: datetime) -> None:
    values = {"settled": how, "settled_at": now, "settled_by": by, "settled_note": note}
    await session.execute(update(CopyRow).where(CopyRow.id == which).values(**values))
