"""What nobody foresaw, and parts that are away: told in one sentence, without internals."""

import logging
from dataclasses import replace
from datetime import datetime

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from api.app import build
from services.context import House
from store.engine import Sessions
from tests.api.asker import Asker, new_record
from tests.people import HIS, LAN, PASSWORD
from tests.stack import Stack

SECRET = "chuỗi kết nối postgresql://hsba"


async def sign_in(house: House) -> Response:
    async with AsyncClient(transport=ASGITransport(app=build(house)), base_url="http://hsba.test") as client:
        return await client.post("/sessions", json={"login": LAN.login, "password": PASSWORD})


async def test_what_nobody_foresaw_tells_no_internals(stack: Stack, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> datetime:
        raise RuntimeError(SECRET)

    with caplog.at_level(logging.ERROR, "hsba.api"):
        answer = await sign_in(replace(stack.house, clock=broken))
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert SECRET not in answer.text
    assert "gửi lại với cùng mã yêu cầu" in answer.json()["detail"]
    assert SECRET in caplog.text, "the log has it in full"


async def test_a_database_that_is_away_is_said_so(stack: Stack) -> None:
    away = Sessions("postgresql+psycopg://nobody@/hsba?host=/nonexistent", 1)
    try:
        answer = await sign_in(replace(stack.house, sessions=away))
    finally:
        await away.close()
    assert (answer.status_code, answer.json()["refusal"], answer.json()["facts"]) == (503, "Unavailable", ["database"])
    assert answer.headers["retry-after"] == "5"


async def test_a_repeat_finds_the_same_act_whichever_way_it_is_named(api: Asker) -> None:
    words = new_record("FLT-1")
    first = await api.done(HIS, "/records", **words)
    named = {name: value for name, value in words.items() if name != "request"}
    again = await api.ask(HIS, "POST", "/records", json=named, headers={"idempotency-key": str(words["request"])})
    assert again.json() == first
