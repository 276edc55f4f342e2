"""Reads of the time-stamp services, and of the signatures that wait for them."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Float, case, cast, extract, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId
from domain.stamps import Queue, ServiceState
from store.tables.signatures import SignatureRow, VersionRow
from store.tables.stamps import StampServiceRow

TODAY: ColumnElement[Any] = cast(func.timezone("Asia/Ho_Chi_Minh", func.now()), Date)
"""Midnights are Vietnam's."""
FREE: ColumnElement[Any] = case(
    (StampServiceRow.rate.is_(None), cast(StampServiceRow.burst, Float)),
    else_=func.least(
        StampServiceRow.burst,
        StampServiceRow.tokens + func.greatest(0, extract("epoch", func.now() - StampServiceRow.filled_at)) * StampServiceRow.rate,
    ),
)
"""Tokens in the bucket now. Whoever waited for the row counts from the beginning of the waiting: never too many."""
SPENT: ColumnElement[Any] = case((StampServiceRow.day < TODAY, 0), else_=StampServiceRow.spent)
DRAINER = 0x68736264
"""Advisory lock of whoever works through the queue."""
UNSTAMPED: ColumnElement[bool] = SignatureRow.stamped_at.is_(None)
"""Signatures that wait for their time stamp, also of versions that ended meanwhile."""


async def services(session: AsyncSession) -> list[ServiceState]:
    """Every service the installation names, first choice first."""
    s = StampServiceRow
    rows = await session.execute(
        select(s, FREE.label("free"), SPENT.label("used"), func.now().label("now")).where(s.place.is_not(None)).order_by(s.place)
    )
    return [
        ServiceState(
            row.name,
            row.quota,
            row.rate,
            float(free),
            row.per_day,
            used,
            row.failures,
            row.fault,
            row.failed_at,
            row.resting_until,
            now,
        )
        for row, free, used, now in rows
    ]


async def queue(session: AsyncSession) -> Queue:
    """How many wait, and since when."""
    depth, oldest = (await session.execute(select(func.count(), func.min(SignatureRow.at)).where(UNSTAMPED))).one()
    return Queue(depth, oldest)


async def oldest(session: AsyncSession, most: int) -> list[tuple[DocumentId, int]]:
    """Versions whose signature has waited longest, in the order of signing."""
    r = SignatureRow
    rows = await session.execute(select(r.document, r.version).where(UNSTAMPED).order_by(r.at, r.document).limit(most))
    return [(DocumentId(which), number) for which, number in rows]


async def unpreserved(session: AsyncSession) -> int:
    """How many complete versions wait for their archive time stamp."""
    v = VersionRow
    those = (v.ended.is_(None), v.preserved.is_(None), v.completed_at.is_not(None))
    return (await session.execute(select(func.count()).select_from(v).where(*those))).scalar_one()


async def drains(session: AsyncSession) -> bool:
    """Whether this transaction is now the one that works through the queue; another may when it has ended."""
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(DRAINER))))
