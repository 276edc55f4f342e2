"""Claiming an act by its request id: the first thing every act's transaction does."""

import json
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import RequestReused, RequestTaken
from domain.people import Actor
from store.tables.acts import ActRow
from store.tables.table import bare

CLAIM = insert(bare(ActRow)).on_conflict_do_nothing().returning(bare(ActRow).c.request)


def fingerprint(same: object) -> str:
    """SHA-256 of what makes two acts one: any JSON-like value."""
    return sha256(json.dumps(same, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


async def claimed(session: AsyncSession, request: str) -> bool:
    """Whether an act was done under this request id."""
    return await session.get(ActRow, request) is not None


async def claim(session: AsyncSession, actor: Actor, kind: str, subject: object, same: object, now: datetime) -> bool:
    """True when the act is new; False when this person did exactly this under this request id before.

    Waits for another transaction that claims the same id. Raises: RequestTaken, RequestReused.
    """
    row = {
        "request": actor.request,
        "person": actor.person,
        "kind": kind,
        "subject": str(subject),
        "fingerprint": fingerprint(same),
        "at": now,
    }
    made = await session.execute(CLAIM, row)
    if made.scalar_one_or_none():
        return True
    was = (await session.execute(select(ActRow).where(ActRow.request == actor.request))).scalar_one()
    if was.person != actor.person:
        raise RequestTaken(actor.request)
    if (was.kind, was.subject, was.fingerprint) != (kind, str(subject), row["fingerprint"]):
        raise RequestReused(actor.request)
    return False
