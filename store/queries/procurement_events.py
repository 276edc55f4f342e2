"""Reads of what happened to a purchase."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId, ProcurementId
from domain.outside_papers import OutsidePaper
from domain.procurement_events import Did, Entry, Event, Opinion
from store.tables.people import PersonRow
from store.tables.procurement import (
    ProcurementEntryRow,
    ProcurementEventRow,
)


@dataclass(frozen=True)
class Happened:
    """An event with its number and the name of whoever did it."""

    number: int
    event: Event
    by: str
    struck: bool = False
    """A later event says that it was entered wrongly."""


async def events(session: AsyncSession, which: ProcurementId) -> list[Happened]:
    """Its history, oldest first."""
    e = ProcurementEventRow
    rows = (
        await session.execute(
            select(e, PersonRow.name).outerjoin(PersonRow, PersonRow.id == e.by).where(e.procurement == which).order_by(e.number)
        )
    ).all()
    said = await _entries(session, which)
    struck = {row.strikes for row, _ in rows if row.strikes}
    return [Happened(row.number, _event(row, said.get(row.number, ())), name or "", row.number in struck) for row, name in rows]


async def counted(session: AsyncSession, which: ProcurementId) -> dict[int, Event]:
    """Number → event of those that count, oldest first."""
    return {one.number: one.event for one in await events(session, which) if not one.struck}


async def _entries(session: AsyncSession, which: ProcurementId) -> dict[int, tuple[Entry, ...]]:
    e = ProcurementEntryRow
    rows = await session.execute(select(e.event, e.item, e.quantity, e.amount).where(e.procurement == which).order_by(e.event, e.item))
    found: dict[int, tuple[Entry, ...]] = {}
    for event, item, quantity, amount in rows:
        found[event] = (*found.get(event, ()), Entry(item, quantity, amount))
    return found


def _event(row: ProcurementEventRow, entries: tuple[Entry, ...]) -> Event:
    return Event(
        Did(row.did),
        PersonId(row.by) if row.by else None,
        row.at,
        row.step,
        row.version,
        OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer),
        DocumentId(row.document) if row.document else None,
        Opinion(row.opinion) if row.opinion else None,
        row.words,
        entries,
        row.until,
        row.strikes,
    )
