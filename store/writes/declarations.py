"""Writes of declarations: what was said of each milestone when its plan was opened late."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.declarations import Declaration
from domain.people import Actor
from domain.tracks import Track
from store.tables.tracks import DeclarationRow


async def keep(
    session: AsyncSession, after: Track, said: Sequence[Declaration], behalf: Mapping[str, str], by: Actor, now: datetime
) -> None:
    """A line for each; `behalf`: code → name of the unit whose act it is, where the department recorded it."""
    rows = [
        {
            "track": after.id,
            "milestone": one.code,
            "claim": one.claim,
            "done_on": one.done_on,
            "paper": one.paper,
            "report": after.of(one.code).reports or None,
            "on_behalf_of": behalf.get(one.code, ""),
            "person": by.person,
            "position": by.position,
            "at": now,
        }
        for one in said
    ]
    await session.execute(insert(DeclarationRow), rows)
