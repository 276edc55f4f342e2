"""Writes of purchases: opened, and each further event kept with what it says of the items."""

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, ProcurementId
from domain.procurement import Procurement
from domain.procurement_events import Event
from store.queries.procurement import ROUTE
from store.tables.procurement import (
    ProcurementEntryRow,
    ProcurementEventRow,
    ProcurementItemRow,
    ProcurementPaperRow,
    ProcurementRow,
)


async def put(session: AsyncSession, new: Procurement, event: Event) -> None:
    """A new one with its first event."""
    row = {"id": new.id, "track": new.track, "opened_by": new.opened_by, "opened_at": new.opened_at}
    await session.execute(insert(ProcurementRow).values(row | _stands(new)))
    await _keep(session, new, event)


async def change(session: AsyncSession, after: Procurement, event: Event) -> None:
    """How it stands, its items, and the event that made it so."""
    await session.execute(update(ProcurementRow).where(ProcurementRow.id == after.id).values(_stands(after)))
    await session.execute(delete(ProcurementItemRow).where(ProcurementItemRow.procurement == after.id))
    await _keep(session, after, event)


async def paper(session: AsyncSession, document: DocumentId, which: ProcurementId, step: str, version: int) -> None:
    """The document that ends this step; drawn up again, it is that of the newest version."""
    row = upsert(ProcurementPaperRow).values(document=document, procurement=which, step=step, version=version)
    await session.execute(row.on_conflict_do_update(index_elements=["document"], set_={"version": version}))


def _stands(one: Procurement) -> dict[str, object]:
    return {
        "title": one.title,
        "way": one.way,
        "milestone": one.milestone,
        "edition": one.edition,
        "route": ROUTE.dump_python(one.route, mode="json"),
        "state": one.state,
        "passed": one.passed,
        "version": one.version,
        "events": one.events,
        "supplier": one.supplier,
    }


async def _keep(session: AsyncSession, after: Procurement, event: Event) -> None:
    await session.execute(insert(ProcurementItemRow), [{"procurement": after.id, **vars(one)} for one in after.items])
    row = {
        "procurement": after.id,
        "number": after.events,
        "did": event.did,
        "step": event.step,
        "version": event.version,
        "paper_number": event.paper.number.strip(),
        "paper_day": event.paper.day,
        "paper_issuer": event.paper.issuer.strip(),
        "document": event.document,
        "opinion": event.opinion or "",
        "words": event.words,
        "until": event.until,
        "strikes": event.strikes,
        "by": event.by,
        "at": event.at,
    }
    await session.execute(insert(ProcurementEventRow).values(row))
    entries = [{"procurement": after.id, "event": after.events, **vars(one)} for one in event.entries]
    if entries:
        await session.execute(insert(ProcurementEntryRow), entries)
