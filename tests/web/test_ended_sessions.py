"""A session that is over while a form is filled: nothing typed is lost, nothing is sent twice, no secret is kept, nobody else sees it."""

import html
import json
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.sweeping import end_sessions
from domain.errors import Refusal, SessionEnded
from tests.people import DUC, LAB, LAN, MAI, PASSWORD, PIN
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.samples.house import NOW
from tests.web.test_record_pages import opened, ordered
from tests.web.test_result_pages import chosen, row, times, two_services
from tests.web.test_sheet_pages import consultation
from web.asking import tell
from web.errors import refusal_handler
from web.held import Sent, unpacked

SENTENCE = "Phiên làm việc đã hết trước khi gửi"


async def ends(here: Desk) -> None:
    """The server forgets the session, the browser keeps its cookie: as after too long a pause."""
    cookie = here.client.cookies["hsba"]
    await here.send("/session/ending", {})
    here.client.cookies.set("hsba", cookie)


async def comes_back(here: Desk, login: str) -> None:
    """Signs in on the page that is shown, with everything that page carries."""
    fields = {"name": login, "password": PASSWORD, "next": html.unescape(here.hidden("next")), "held": html.unescape(here.hidden("held"))}
    await here.send("/session", fields)


async def test_a_filled_form_comes_back_and_is_sent_by_the_person(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        order = await two_services(lan, "WEB-0301")
        await ends(mai)
        sent = times(stack) | row(1, "Kali", "6,9", "3,5 – 5,0", "critical", "1") | {"line": ["1"], "conclusion": "Báo ngay & gấp"}
        await mai.send(f"{order}/results", sent)
        assert mai.status == 401
        assert SENTENCE in mai.page
        await comes_back(mai, MAI.login)
        assert mai.status == 409
        assert "chưa có gì được ghi" in mai.page
        for kept in ('value="6,9"', 'value="3,5 – 5,0"', "Báo ngay &amp; gấp", 'value="1" checked'):
            assert kept in mai.page
        assert chosen(mai.page, "flag-1") == "critical"
        assert MAI.name in mai.page, "the session has begun"
        await mai.send(f"{order}/results", sent, mai.hidden("request"))
        assert mai.address.startswith("/documents/"), mai.told()


async def test_a_long_sheet_comes_back_as_its_form(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0308")
        await ends(lan)
        await lan.send(f"{record}/sheets", consultation(stack))
        assert SENTENCE in lan.page
        await comes_back(lan, LAN.login)
        assert "chưa có gì được ghi" in lan.page
        assert ">Chỉnh liều insulin.</textarea>" in lan.page
        await lan.send(f"{record}/sheets", consultation(stack), lan.hidden("request"))
        assert lan.address.startswith("/documents/"), lan.told()


async def test_a_wrong_password_loses_nothing_either(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0302")
        await ends(lan)
        await lan.send(f"{record}/orders", {"service-1": "Đông máu cơ bản", "department-1": LAB, "diagnosis": "Trước mổ"})
        held = html.unescape(lan.hidden("held"))
        await lan.send("/session", {"name": LAN.login, "password": "sai", "held": held})
        assert lan.status == 403
        assert html.unescape(lan.hidden("held")) == held
        await comes_back(lan, LAN.login)
        assert 'value="Đông máu cơ bản"' in lan.page
        await lan.open(record)
        assert "Đông máu cơ bản" not in lan.page, "nothing was ordered"


async def test_a_pin_is_never_kept(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        order = await ordered(lan, await opened(lan, "WEB-0303"))
        await lan.open(order)
        sheet = lan.page.split('href="/documents/')[1][:36]
        await lan.open(f"/documents/{sheet}/1")
        read = lan.hidden("read")
        await ends(lan)
        await lan.send(f"/documents/{sheet}/1/signatures", {"read": read, "pin": PIN})
        assert PIN not in lan.page
        await comes_back(lan, LAN.login)
        assert lan.status == 409
        assert "chưa có gì được ghi" in lan.page
        assert "chờ ký" in lan.page, "nothing was signed"
        await lan.send(f"/documents/{sheet}/1/signatures", {"read": read, "pin": PIN})
        assert lan.status == 200, lan.told()


async def test_a_reason_typed_by_htmx_takes_the_place_of_the_whole_page(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        order = await ordered(lan, await opened(lan, "WEB-0304"))
        await lan.open(order)
        sheet = lan.page.split('href="/documents/')[1][:36]
        await lan.open(f"/documents/{sheet}/1")
        read = lan.hidden("read")
        await ends(lan)
        lan.client.headers |= {"hx-request": "true", "hx-current-url": f"http://hsba.test/documents/{sheet}/1"}
        await lan.send(f"/documents/{sheet}/1/refusal", {"read": read, "reason": "Sai người bệnh"})
        del lan.client.headers["hx-request"]
        assert (lan.status, lan.headers["hx-retarget"]) == (401, "body")
        await comes_back(lan, LAN.login)
        assert ">Sai người bệnh</textarea>" in lan.page
        assert "<html" in lan.page


async def test_nobody_else_gets_what_was_typed(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0305")
        cookie = lan.client.cookies["hsba"]
        stack.clock.ahead += timedelta(hours=3)
        try:
            await lan.send(f"{record}/orders", {"service-1": "Đông máu cơ bản", "department-1": LAB, "diagnosis": "Trước mổ"})
            assert lan.status == 401
            assert lan.client.cookies["hsba"] == cookie
            await comes_back(lan, DUC.login)
            assert lan.address == "/"
            assert "Đông máu cơ bản" not in lan.page
        finally:
            stack.clock.ahead -= timedelta(hours=3)


async def test_nobody_else_gets_it_either_when_the_session_was_ended_and_swept(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0306")
        await ends(lan)
        await end_sessions(stack.sessions, stack.clock)
        await lan.send(f"{record}/orders", {"service-1": "Đông máu cơ bản", "department-1": LAB, "diagnosis": "Trước mổ"})
        assert SENTENCE in lan.page
        await comes_back(lan, DUC.login)
        assert lan.address == "/"
        assert "Đông máu cơ bản" not in lan.page


async def test_what_nobody_is_known_to_have_typed_is_not_kept(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0307")
        lan.client.cookies.clear()
        lan.client.cookies.set("hsba", "a-token-nobody-has")
        await lan.send(f"{record}/orders", {"service-1": "Đông máu cơ bản", "department-1": LAB, "diagnosis": "Trước mổ"})
        assert SENTENCE not in lan.page
        assert "Đông máu cơ bản" not in lan.page


async def test_a_page_asked_for_too_late_says_why(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await ends(lan)
        await lan.open("/records")
        assert lan.address == "/sign-in"
        assert "Phiên làm việc đã hết" in lan.page
        lan.client.cookies.clear()
        await lan.open("/records")
        assert "Phiên làm việc đã hết" not in lan.page


async def test_what_is_too_large_or_no_form_is_not_read(stack: Stack) -> None:
    async with desk(stack) as here:
        for kind, body in (
            ("application/x-www-form-urlencoded", b"request=1&reason=" + b"a" * 2**20),
            ("multipart/form-data; boundary=x", b"--y\r\nno form at all"),
            ("application/json", b"{}"),
        ):
            answer = await here.client.post("/records", content=body, headers={"content-type": kind, "sec-fetch-site": "same-origin"})
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/records"), kind


async def _ends(request: Request) -> Response:
    request.state.held = Sent("/records", (("request", "1"), ("reason", "Một đoạn dài đã gõ"), ("line", "7")))
    raise SessionEnded()


def test_what_no_form_takes_back_is_shown_to_be_copied() -> None:
    app = Starlette(routes=[Route("/", _ends)], exception_handlers={Refusal: refusal_handler(tell)})
    app.state.clock, app.state.trial, app.state.stand_ins = lambda: NOW, True, ()
    answer = TestClient(app).get("/")
    assert answer.status_code == 409
    assert "Phiên làm việc đã hết trước khi gửi, chưa có gì được ghi" in answer.text
    assert "Một đoạn dài đã gõ" in answer.text
    assert ">7<" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không phải JSON",
        "[]",
        json.dumps(["//evil.test/records", [["request", "1"]]]),
        json.dumps(["/session", [["request", "1"], ["name", "x"]]]),
        json.dumps(["/records", [["request", "1"], ["pin", "246810"]]]),
        json.dumps(["/records", [["name", "x"]]]),
        json.dumps(["/records", "x"]),
        json.dumps({"address": "/records"}),
    ],
)
def test_only_a_form_of_the_house_is_given_back(text: str) -> None:
    assert unpacked(text, ("/session", "/sign-in")) is None


def test_what_is_packed_is_unpacked() -> None:
    held = Sent("/records?x=1", (("request", "1"), ("line", "1"), ("line", "2")))
    assert unpacked(held.packed(), ("/session",)) == held
