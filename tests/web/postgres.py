"""A private PostgreSQL for tests that need one: the house's own, started for a while in a folder of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from app.places import sockets


@asynccontextmanager
async def postgres() -> AsyncIterator[str]:
    """Connection words for an empty database; the server ends with the block."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app.devstack.postgres", "--open", "--data", folder, stderr=asyncio.subprocess.DEVNULL
        )
        conninfo = f"host={sockets(data) / 'pg'} user=postgres dbname=postgres"
        try:
            await _answers(conninfo)
            yield conninfo
        finally:
            server.terminate()
            await server.wait()


async def _answers(conninfo: str) -> None:
    for _ in range(300):
        try:
            async with await psycopg.AsyncConnection.connect(conninfo):
                return
        except psycopg.OperationalError:
            await asyncio.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start within 30 s")
