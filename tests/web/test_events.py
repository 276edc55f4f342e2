"""Live counts over a real PostgreSQL: told at once, told again after a lost connection, and over quickly at the end."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import psycopg
import pytest

from tests.web.postgres import postgres
from web.events import Broker, changes

HANH, BAO = "00000000-0000-0000-0000-000000000002", "00000000-0000-0000-0000-000000000001"


@pytest.fixture(scope="module")
async def database() -> AsyncIterator[str]:
    async with postgres() as conninfo:
        yield conninfo


@pytest.fixture
async def broker(database: str) -> AsyncIterator[Broker]:
    async def connect() -> psycopg.AsyncConnection[tuple[object, ...]]:
        return await psycopg.AsyncConnection.connect(database, autocommit=True, application_name="hsba live counts")

    async with Broker(connect).running() as one:
        await asyncio.wait_for(one.listening.wait(), 5)
        yield one


async def notify(database: str, person: str) -> None:
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as connection:
        await connection.execute("SELECT pg_notify('inbox', %s)", (person,))


class Inbox:
    """Open tasks of one person, as the rows would say."""

    def __init__(self, open_tasks: int) -> None:
        self.open = open_tasks

    async def look(self) -> dict[str, str]:
        return {"count": str(self.open)}


async def read(stream: AsyncIterator[bytes]) -> bytes:
    return await asyncio.wait_for(anext(stream), 5)


async def begin(broker: Broker, person: str, inbox: Inbox) -> AsyncIterator[bytes]:
    """The stream after its first words: how soon to come back, and the count as it is."""
    stream = changes(broker, person, inbox.look)
    assert await read(stream) == b"retry: 2000\n\n"
    assert await read(stream) == f"event: count\ndata: {inbox.open}\n\n".encode()
    return stream


async def test_a_new_document_is_told_to_its_person_only(broker: Broker, database: str) -> None:
    hanh, bao = Inbox(3), Inbox(0)
    hers, his = await begin(broker, HANH, hanh), await begin(broker, BAO, bao)
    hanh.open = 4
    await notify(database, HANH)
    assert await read(hers) == b"event: count\ndata: 4\n\n"
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(his), 0.2)


async def test_a_slow_page_is_told_once_and_nothing_piles_up(broker: Broker, database: str) -> None:
    inbox = Inbox(0)
    stream = await begin(broker, HANH, inbox)
    for _ in range(50):
        broker.tell(HANH)
    inbox.open = 50
    assert await read(stream) == b"event: count\ndata: 50\n\n"
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(stream), 0.2)


async def test_a_lost_connection_is_made_up_for(broker: Broker, database: str) -> None:
    inbox = Inbox(1)
    stream = await begin(broker, HANH, inbox)
    inbox.open = 2
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as connection:
        await connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hsba live counts'")
    assert await read(stream) == b"event: count\ndata: 2\n\n"


async def test_pages_that_leave_are_forgotten(broker: Broker) -> None:
    stream = await begin(broker, HANH, Inbox(0))
    assert HANH in broker.waiting
    await stream.aclose()  # type: ignore[attr-defined]
    assert broker.waiting == {}


async def test_the_end_does_not_wait_for_open_pages(broker: Broker) -> None:
    stream = await begin(broker, HANH, Inbox(0))
    broker.close()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(stream), 1)


async def test_the_signal_that_stops_the_server_ends_the_streams(database: str) -> None:
    heard = asyncio.Event()
    before = signal.signal(signal.SIGTERM, lambda number, where: heard.set())
    try:

        async def connect() -> psycopg.AsyncConnection[tuple[object, ...]]:
            return await psycopg.AsyncConnection.connect(database, autocommit=True)

        async with Broker(connect).running() as one:
            stream = await begin(one, HANH, Inbox(0))
            os.kill(os.getpid(), signal.SIGTERM)
            with pytest.raises(StopAsyncIteration):
                await asyncio.wait_for(anext(stream), 1)
            assert heard.is_set(), "the server's own handler is called as well"
    finally:
        signal.signal(signal.SIGTERM, before)
