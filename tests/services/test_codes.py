"""A code is kept and counted before its message leaves, and no transaction waits for the gateway."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import QueuePool

from domain.errors import CodeRefused, Unavailable
from domain.names import RecordId
from services import codes, records, sheets
from services.codes import Sent
from services.context import Context
from store.engine import Sessions
from tests.care import opened, refusal
from tests.people import LAN
from tests.services.test_consents import PHONE, consent, drawn
from tests.stack import Stack


class Gateway:
    """Takes every message and answers too late, until it is mended."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.mended = False
        self.barred = False
        """Takes no message to this number, now or later."""
        self.keys: list[str] = []

    async def send(self, phone: str, text: str, key: str) -> None:
        for one in (self.sessions.acting, self.sessions.reading):
            assert isinstance(one.pool, QueuePool)
            assert one.pool.checkedout() == 0, "no connection waits for a message"
        self.keys.append(key)
        if self.barred:
            raise CodeRefused("gateway")
        if not self.mended:
            raise Unavailable("messenger")


@pytest.fixture
async def gateway(stack: Stack) -> AsyncIterator[Gateway]:
    """With connections of its own, which nobody else uses."""
    sessions = Sessions(stack.settings.database_url)
    yield Gateway(sessions)
    await sessions.close()


async def send(stack: Stack, gateway: Gateway, record: RecordId, request: str) -> Sent:
    asker = stack.by(LAN, request)
    context = Context(replace(asker.house, messenger=gateway, sessions=gateway.sessions), asker.position, asker.request)
    return await codes.send(context, sheets.form(context, "consent"), record, consent(stack, drawing=drawn()).data, PHONE)


async def test_a_gateway_that_answers_too_late_floods_nobody(stack: Stack, gateway: Gateway) -> None:
    record = await opened(stack)
    for number in range(6):
        await refusal(Unavailable, send(stack, gateway, record, f"muộn-{record}-{number}"))
    await refusal(CodeRefused, send(stack, gateway, record, f"muộn-{record}-7"))
    await refusal(CodeRefused, send(stack, gateway, record, f"muộn-{record}-0"))
    assert len(set(gateway.keys)) == 6, "each message has a name of its own"
    told = [one.act for one in (await records.read(stack.by(LAN), record)).timeline]
    assert (told.count("code.send"), told.count("code.unsent")) == (6, 6)


async def test_the_same_request_tries_again_what_nobody_got(stack: Stack, gateway: Gateway) -> None:
    record = await opened(stack)
    await refusal(Unavailable, send(stack, gateway, record, f"lại-{record}"))
    gateway.mended = True
    first = await send(stack, gateway, record, f"lại-{record}")
    assert await send(stack, gateway, record, f"lại-{record}") == first
    assert gateway.keys == [f"{first.id}/1", f"{first.id}/2"], "what was handed over is not sent twice"


async def test_a_number_that_is_not_taken_is_told_so_and_noted(stack: Stack, gateway: Gateway) -> None:
    record = await opened(stack)
    gateway.barred = True
    told = await refusal(CodeRefused, send(stack, gateway, record, f"chặn-{record}"))
    assert told.startswith("Cổng tin nhắn không nhận tin gửi đến số này. Kiểm tra lại số điện thoại")
    assert [one.act for one in (await records.read(stack.by(LAN), record)).timeline].count("code.unsent") == 1
