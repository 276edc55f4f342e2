"""No time stamp is believed that does not answer the question, or that comes from somebody unknown."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from app.devstack.pki.authority import Authority
from domain.errors import Unavailable
from signing.timestamps import TimeStamps, request
from tests.signing.room import Room

DIGEST = bytes(range(32))
Answer = Callable[[bytes], Awaitable[bytes]]


@asynccontextmanager
async def service(room: Room, answer: Answer, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> AsyncIterator[TimeStamps]:
    async def handle(asked: web.Request) -> web.Response:
        return web.Response(body=await answer(await asked.read()))

    app = web.Application()
    app.router.add_post("/", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    client = TimeStamps(f"http://127.0.0.1:{port}/", room.trust, timedelta(seconds=0.5), clock)
    try:
        yield client
    finally:
        await client.close()
        await runner.cleanup()


async def refuses(room: Room, answer: Answer) -> None:
    async with service(room, answer) as client:
        with pytest.raises(Unavailable) as refused:
            await client.stamp(DIGEST)
    assert refused.value.facts == ("timestamps",)


async def test_an_honest_answer_is_believed(room: Room) -> None:
    async def honest(asked: bytes) -> bytes:
        return room.authority.stamp(asked)

    async with service(room, honest) as client:
        assert await client.stamp(DIGEST)


async def test_an_answer_to_another_question_is_not(room: Room) -> None:
    async def other_nonce(_: bytes) -> bytes:
        return room.authority.stamp(request(DIGEST, 1))

    async def other_digest(_: bytes) -> bytes:
        return room.authority.stamp(request(bytes(32), 1))

    async def changed(asked: bytes) -> bytes:
        answer = bytearray(room.authority.stamp(asked))
        answer[-10] ^= 1
        return bytes(answer)

    for answer in (other_nonce, other_digest, changed):
        await refuses(room, answer)


async def test_refusals_nonsense_and_silence_are_one_to_the_asker(room: Room) -> None:
    async def refused(_: bytes) -> bytes:
        return room.authority.stamp(b"nonsense")

    async def nonsense(_: bytes) -> bytes:
        return b"<html>"

    async def endless(_: bytes) -> bytes:
        return bytes(1 << 20)

    async def silent(_: bytes) -> bytes:
        await asyncio.sleep(1)
        return b""

    for answer in (refused, nonsense, endless, silent):
        await refuses(room, answer)


async def test_a_stranger_and_a_wrong_clock_are_not_believed(room: Room, tmp_path: Path) -> None:
    stranger = Authority(tmp_path)

    async def strange(asked: bytes) -> bytes:
        return stranger.stamp(asked)

    async def honest(asked: bytes) -> bytes:
        return room.authority.stamp(asked)

    await refuses(room, strange)
    async with service(room, honest, lambda: datetime.now(UTC) + timedelta(hours=1)) as client:
        with pytest.raises(Unavailable):
            await client.stamp(DIGEST)
