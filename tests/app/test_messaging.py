"""One-time codes leave through the facility's gateway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from app.messaging import messenger
from app.settings import Settings
from domain.errors import CodeRefused, Unavailable
from services.messages import said
from services.messengers import NoMessenger


class Operator:
    """What the gateway was asked, and how it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, str], str, str]] = []
        self.status = 202
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.asked.append((await request.json(), request.headers.get("Authorization", ""), request.headers["Idempotency-Key"]))
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})


@pytest.fixture
async def operator() -> AsyncIterator[Operator]:
    here, app = Operator(), web.Application()
    app.router.add_post("/gui", here.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    here.url = f"http://127.0.0.1:{runner.addresses[0][1]}/gui"
    yield here
    await runner.cleanup()


async def test_a_message_is_handed_over_once_with_the_facilitys_token(operator: Operator, tmp_path: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(tmp_path), "HSBA_MESSAGE_URL": operator.url, "HSBA_MESSAGE_TOKEN": "the-cua-vien"})
    async with messenger(settings, NoMessenger()) as messages:
        await messages.send("0912345678", "Mã 123456", "mot/1")
        await messages.send("0912345678", "Mã 654321", "mot/2")
    (first, token, one), (_, _, other) = operator.asked
    assert first == {"phone": "0912345678", "text": "Mã 123456"}
    assert token == "Bearer the-cua-vien"
    assert (one, other) == ("mot/1", "mot/2")


@pytest.mark.parametrize("status", [302, 401, 429, 500])
async def test_a_message_that_was_not_taken_is_told_and_not_tried_again(operator: Operator, tmp_path: Path, status: int) -> None:
    operator.status = status
    async with messenger(Settings.read({"HSBA_DATA": str(tmp_path), "HSBA_MESSAGE_URL": operator.url}), NoMessenger()) as messages:
        with pytest.raises(Unavailable):
            await messages.send("0912345678", "Mã 123456", "mot/1")
    assert len(operator.asked) == 1
    async with messenger(
        Settings.read({"HSBA_DATA": str(tmp_path), "HSBA_MESSAGE_URL": "http://127.0.0.1:9/gui"}), NoMessenger()
    ) as messages:
        with pytest.raises(Unavailable):
            await messages.send("0912345678", "Mã 123456", "mot/1")


@pytest.mark.parametrize("status", [400, 404, 422])
async def test_a_number_that_the_gateway_does_not_take_is_not_tried_later(operator: Operator, tmp_path: Path, status: int) -> None:
    operator.status = status
    async with messenger(Settings.read({"HSBA_DATA": str(tmp_path), "HSBA_MESSAGE_URL": operator.url}), NoMessenger()) as messages:
        with pytest.raises(CodeRefused) as refused:
            await messages.send("0912345678", "Mã 123456", "mot/1")
    assert refused.value.facts == ("gateway",)
    assert "Kiểm tra lại số điện thoại" in said(refused.value)[0]


async def test_without_a_gateway_something_else_is_asked(tmp_path: Path) -> None:
    none = NoMessenger()
    async with messenger(Settings.read({"HSBA_DATA": str(tmp_path)}), none) as messages:
        assert messages is none
