"""Writes of what other systems know documents by."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, FacilityId
from store.tables.identifiers import IdentifierRow


async def identify(
    session: AsyncSession, document: DocumentId, facility: FacilityId, known_by: Mapping[str, tuple[str, bool]]
) -> list[str]:
    """Keeps each; gives the fields whose value belongs to another document. Waits for another transaction that claims the same."""
    i, taken = IdentifierRow, []
    for name, (value, sole) in known_by.items():
        row = {"document": document, "name": name, "value": value, "facility": facility, "sole": sole}
        await session.execute(insert(i).values(row).on_conflict_do_nothing())
        mine = await session.execute(select(i.document).where(i.document == document, i.name == name, i.value == value))
        if mine.first() is None:
            taken.append(name)
    return taken
