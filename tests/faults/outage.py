"""An outage of the time-stamp service as tests stage it: while it lasts, and as if it had lasted for long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import update

from domain.stamps import ServiceState
from store.queries import stamps as queries
from store.tables.stamps import StampServiceRow
from tests.stack import Stack

ROWS_ONLY = {"synchronize_session": False}


@asynccontextmanager
async def outage(stack: Stack) -> AsyncIterator[None]:
    """The service is down inside, and nobody holds it against it afterwards."""
    stack.pki.down = True
    try:
        yield
    finally:
        stack.pki.down = False
        await rested(stack)


async def rested(stack: Stack) -> None:
    """Every service is asked again, as if a probe had found it well."""
    async with stack.sessions.begin() as session:
        well = update(StampServiceRow).values(resting_until=None, failures=0)
        await session.execute(well, execution_options=ROWS_ONLY)


async def services(stack: Stack) -> list[ServiceState]:
    async with stack.sessions() as session:
        return await queries.services(session)
