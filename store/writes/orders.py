"""Writes of orders, lines and result sheets."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, OrderId, PersonId
from domain.orders import Order
from store.tables.orders import LineRow, OrderRow, ResultRow


async def order(session: AsyncSession, new: Order, document: DocumentId, at: datetime, now: datetime) -> None:
    """`at`: when it was ordered; `now`: when it is entered."""
    row = {
        "id": new.id,
        "record": new.record,
        "doctor": new.doctor,
        "department": new.department,
        "document": document,
        "ordered_at": at,
    }
    await session.execute(insert(OrderRow).values(row))
    await session.execute(
        insert(LineRow),
        [
            {
                "order": new.id,
                "number": line.number,
                "service": line.service,
                "name": line.name,
                "department": line.department,
                "kind": line.kind,
                "state": line.state,
                "changed_at": now,
            }
            for line in new.lines
        ],
    )


async def lines(session: AsyncSession, before: Order, after: Order, now: datetime) -> None:
    """Keeps the lines that changed."""
    for was, line in zip(before.lines, after.lines, strict=True):
        if was != line:
            await session.execute(
                update(LineRow)
                .where(LineRow.order == after.id, LineRow.number == line.number)
                .values(state=line.state, reason=line.reason, changed_at=now)
            )


async def result(
    session: AsyncSession, which: OrderId, document: DocumentId, covered: tuple[int, ...], critical_at: datetime | None
) -> None:
    """Ties a result sheet to its order; a new version opens it again, and its alarm with it."""
    alarm = {"critical_at": critical_at, "heard_at": None, "heard_by": None, "told": 0}
    row = {"document": document, "order": which, "lines": list(covered), **alarm}
    again = {"lines": list(covered), "complete_at": None, "acknowledged_at": None, **alarm}
    await session.execute(insert(ResultRow).values(row).on_conflict_do_update(index_elements=["document"], set_=again))


async def amend(session: AsyncSession, document: DocumentId, at: datetime | None, grave: bool) -> None:
    """The newest version of a result replaces a released one; nothing for what is no result."""
    told = {"amended_at": at, "amended_grave": grave, "amended_known_at": None, "amended_told": 1 if at else 0}
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(told))


async def amendment_known(session: AsyncSession, document: DocumentId, now: datetime) -> None:
    """Nobody further up need be told that the result was replaced."""
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(amended_known_at=now))


async def tell_amended(session: AsyncSession, document: DocumentId) -> None:
    """The replacement was told once more."""
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(amended_told=ResultRow.amended_told + 1))


async def finish_result(session: AsyncSession, document: DocumentId, now: datetime) -> None:
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(complete_at=now))


async def acknowledge(session: AsyncSession, document: DocumentId, now: datetime) -> None:
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(acknowledged_at=now))


async def hear(session: AsyncSession, document: DocumentId, by: PersonId, now: datetime) -> None:
    """Somebody who treats knows the critical value."""
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(heard_at=now, heard_by=by))


async def tell(session: AsyncSession, document: DocumentId) -> None:
    """The critical value was told once more."""
    await session.execute(update(ResultRow).where(ResultRow.document == document).values(told=ResultRow.told + 1))
