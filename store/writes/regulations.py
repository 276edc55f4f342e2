"""Writes of regulations: put, changed, each version, round, comment and check kept."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId, TrackId
from domain.regulation_drafts import Draft
from domain.regulations import Regulation
from store.tables.regulations import RegulationRow, RegulationVersionRow
from store.tables.tracks import MilestoneDocumentRow

DRAFT = TypeAdapter(Draft)
SAME = ("id", "facility", "code", "author", "created_at", "outside")
"""What never changes."""


async def put(session: AsyncSession, new: Regulation) -> None:
    await session.execute(insert(RegulationRow).values(**vars(new)))


async def change(session: AsyncSession, after: Regulation) -> None:
    stands = {name: value for name, value in vars(after).items() if name not in SAME}
    await session.execute(update(RegulationRow).where(RegulationRow.id == after.id).values(**stands))


async def version(session: AsyncSession, of: Regulation, draft: Draft, note: str, by: PersonId, now: datetime) -> None:
    """The words of the version the regulation is at now."""
    kept = {
        "regulation": of.id,
        "number": of.version,
        "words": DRAFT.dump_python(draft, mode="json"),
        "note": note.strip(),
    }
    await session.execute(insert(RegulationVersionRow).values(**kept, by=by, at=now))


async def tie(session: AsyncSession, document: DocumentId, track: TrackId, milestone: str) -> None:
    """The milestone ends in this document, whatever was drawn up for it before."""
    m = MilestoneDocumentRow
    await session.execute(delete(m).where(m.track == track, m.milestone == milestone, m.document != document))
    await session.execute(insert_new(m).values(document=document, track=track, milestone=milestone).on_conflict_do_nothing())


async def alone(session: AsyncSession, facility: str, code: str) -> None:
    """Whoever begins, enters or submits one of the same subject waits until this transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"regulation/{facility}/{code}"))))
