"""The database restarts, or refuses for a while: acts work again, and one bad act does not stop the others."""

import asyncio
import time

import psycopg
from sqlalchemy.engine import make_url

from app.devstack.postgres import SUPERUSER
from app.places import sockets
from domain.errors import Unavailable
from services import records, signatures
from tests.care import BETTER, delivered, opened, refusal, sign
from tests.people import DUC, LAN, MAI, OUTSIDE, PHUC, PIN
from tests.stack import Stack

CUT = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'hsba_app'"


async def told(stack: Stack, statement: str) -> list[tuple[object, ...]]:
    """Answers of the server's superuser."""
    database = make_url(stack.settings.database_url).database
    place = str(sockets(stack.settings.data) / "pg")
    async with await psycopg.AsyncConnection.connect(host=place, user=SUPERUSER, dbname=database, autocommit=True) as server:
        cursor = await server.execute(statement.encode())
        return await cursor.fetchall() if cursor.description else []


async def test_acts_go_on_after_every_connection_was_cut(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    cut = await told(stack, CUT)
    assert cut
    await sign(stack, MAI, seen.document)


async def test_a_click_in_which_connections_are_cut_is_kept_once(stack: Stack) -> None:
    """The click ends, answered or not; the same click again is the same act."""
    _, _, seen = await delivered(stack)
    clicking = asyncio.create_task(signatures.sign(stack.by(MAI, "đứt-giữa-chừng"), [seen], PIN))
    for _ in range(5):
        await asyncio.sleep(0.04)
        await told(stack, CUT)
    await asyncio.wait([clicking], timeout=40)
    made = await signatures.sign(stack.by(MAI, "đứt-giữa-chừng"), [seen], PIN)
    chain = (await signatures.read(stack.by(MAI), seen.document)).newest.chain
    assert chain.signatures == (made[0].signature,)
    await sign(stack, DUC, seen.document)
    assert clicking.done()
    if not clicking.exception():
        assert clicking.result()[0].signature == made[0].signature


async def test_an_act_the_database_refuses_ends_and_the_record_is_free_again(stack: Stack) -> None:
    record = await opened(stack)
    await told(stack, "REVOKE INSERT ON record_guest FROM hsba_app")
    began = time.monotonic()
    try:
        refused = asyncio.create_task(refusal(Unavailable, records.invite(stack.by(LAN, "mời-1"), record, OUTSIDE, "Hội chẩn")))
        await asyncio.sleep(0.5)
        other = await opened(stack)
        assert time.monotonic() - began < 5, "others do not wait for it"
        said = await refused
    finally:
        await told(stack, "GRANT INSERT ON record_guest TO hsba_app")
    assert said == "Hiện chưa kết nối được cơ sở dữ liệu; chưa có gì bị thay đổi dở dang. Hãy thử lại sau ít phút."
    assert time.monotonic() - began < 40
    assert other
    await records.discharge(stack.by(LAN), other, BETTER)
    await records.invite(stack.by(LAN, "mời-1"), record, OUTSIDE, "Hội chẩn")
    assert (await records.read(stack.by(PHUC), record)).guests
