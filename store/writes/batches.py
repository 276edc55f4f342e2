"""Writes of batches and their lines."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.batches import Line, LineState
from domain.errors import Refusal
from domain.names import BatchId
from domain.people import Actor
from store.tables.batches import BatchLineRow, BatchRow


async def begin(session: AsyncSession, which: BatchId, actor: Actor, lines: Sequence[Line], now: datetime) -> None:
    row = {"id": which, "person": actor.person, "position": actor.position, "request": actor.request, "begun_at": now}
    await session.execute(insert(BatchRow).values(row))
    values = [
        {
            "batch": which,
            "number": line.number,
            "document": line.document,
            "version": line.version,
            "content": line.content,
            "capacity": line.capacity,
            "state": LineState.WAITING,
        }
        for line in lines
    ]
    await session.execute(insert(BatchLineRow), values)


async def done(session: AsyncSession, which: BatchId, became: Mapping[int, Refusal | None], now: datetime) -> None:
    """What became of lines that wait: signed unless refused; one that is done stays as it is."""
    waits = (BatchLineRow.batch == which, BatchLineRow.state == LineState.WAITING)
    signed = sorted(number for number, refused in became.items() if refused is None)
    await session.execute(update(BatchLineRow).where(*waits, BatchLineRow.number.in_(signed)).values(state=LineState.SIGNED, done_at=now))
    for number, refused in became.items():
        if refused:
            told = {"refusal": type(refused).__name__, "facts": [str(fact) for fact in refused.facts]}
            one = update(BatchLineRow).where(*waits, BatchLineRow.number == number)
            await session.execute(one.values(state=LineState.HANDED_BACK, done_at=now, **told))


async def hand_back(session: AsyncSession, which: BatchId, refusal: str, facts: Sequence[str], now: datetime) -> None:
    """Every line that still waits, with one reason."""
    of = (BatchLineRow.batch == which, BatchLineRow.state == LineState.WAITING)
    values = {"state": LineState.HANDED_BACK, "done_at": now, "refusal": refusal, "facts": list(facts)}
    await session.execute(update(BatchLineRow).where(*of).values(values))


async def followed(session: AsyncSession, which: BatchId, numbers: Iterable[int], now: datetime) -> None:
    of = (BatchLineRow.batch == which, BatchLineRow.number.in_(tuple(numbers)))
    await session.execute(update(BatchLineRow).where(*of).values(followed_at=now))


async def end(session: AsyncSession, which: BatchId, now: datetime) -> bool:
    """True when it ends now, False when it had ended."""
    rows = await session.execute(
        update(BatchRow).where(BatchRow.id == which, BatchRow.ended_at.is_(None)).values(ended_at=now).returning(BatchRow.id)
    )
    return rows.scalar_one_or_none() is not None
