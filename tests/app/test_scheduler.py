"""The scheduler outlives its database: who loses the lock stands for it again."""

import asyncio

from sqlalchemy import text

from app.scheduler import LEADER, lead
from tests.care import until
from tests.stack import Stack

HOLDS = text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = :key AND granted")


async def leader(stack: Stack) -> int | None:
    async with stack.sessions() as session:
        return (await session.execute(HOLDS, {"key": LEADER})).scalar_one_or_none()


async def test_a_lost_connection_ends_the_leadership_and_not_the_process(stack: Stack) -> None:
    stop = asyncio.Event()
    leading = asyncio.create_task(lead(stack.settings, stack.sessions, stack.temporal, stack.preserver.revocation, stop))
    first = await until(lambda: leader(stack), bool)
    async with stack.sessions() as session:
        await session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    async with asyncio.timeout(10):
        await leading
    assert await leader(stack) is None
    again = asyncio.create_task(lead(stack.settings, stack.sessions, stack.temporal, stack.preserver.revocation, stop))
    await until(lambda: leader(stack), bool)
    stop.set()
    await again
