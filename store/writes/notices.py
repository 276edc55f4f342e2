"""Telling people: once for each natural key, and a nudge to their open pages."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ARRAY, String, cast, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId
from store.tables.notices import NoticeRow

CHANNEL = "inbox"
"""NOTIFY channel; the payload is the person's id."""


async def tell(session: AsyncSession, key: str, people: Iterable[PersonId], kind: str, link: str, now: datetime, **facts: object) -> None:
    """Tells each person once under `key`; facts fill the sentence and hold no clinical values."""
    rows = [
        {
            "key": f"{key}/{person}",
            "person": person,
            "kind": kind,
            "link": link,
            "facts": {name: str(value) for name, value in facts.items()},
            "at": now,
        }
        for person in sorted(set(people))
    ]
    if rows:
        await session.execute(insert(NoticeRow).on_conflict_do_nothing(), rows)
        await nudge(session, (row["person"] for row in rows))


async def settle(session: AsyncSession, key: str, now: datetime) -> None:
    """What was told under `key` has been done: nobody needs to be reminded of it."""
    mine = NoticeRow.key.startswith(f"{key}/", autoescape=True)
    await session.execute(update(NoticeRow).where(mine, NoticeRow.seen_at.is_(None)).values(seen_at=now))


async def nudge(session: AsyncSession, people: Iterable[object]) -> None:
    """Wakes the live counts of these people when the transaction commits."""
    woken = sorted({str(person) for person in people})
    if woken:
        await session.execute(select(func.pg_notify(CHANNEL, func.unnest(cast(woken, ARRAY(String))))))


async def seen(session: AsyncSession, person: PersonId, now: datetime) -> None:
    await session.execute(update(NoticeRow).where(NoticeRow.person == person, NoticeRow.seen_at.is_(None)).values(seen_at=now))
