"""What a person reads on the page when a part is away, a PIN is locked, a page is stale, or something is pressed twice."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from temporalio.client import Client

from app import ports
from domain.names import PositionId
from domain.people import Role
from services import results
from signing.client import SignerClient
from store.engine import Sessions
from store.writes import people as writes
from tests.care import delivered, glucose, newcomer, opened, ordered, sign
from tests.people import DUC, HOSPITAL, LAB, LAN, LIS, MAI, PIN, WARD
from tests.stack import Stack
from tests.web.desk import desk


async def test_without_temporal_an_act_says_so_and_keeps_what_was_typed(stack: Stack) -> None:
    nowhere = await Client.connect(f"127.0.0.1:{ports.free(set())}", lazy=True)
    async with desk(stack, LAN) as lan, desk(stack, LAN, replace(stack.house, temporal=nowhere)) as alone:
        record = await opened(stack, "26-8101")
        fields = {"service-1": "Kali máu", "department-1": LAB, "diagnosis": "Suy thận mạn"}
        await alone.send(f"/records/{record}/orders", fields, "click-away")
        assert alone.status == 503
        assert "chưa kết nối được bộ điều phối quy trình" in alone.told()
        assert 'value="Kali máu"' in alone.page
        assert alone.hidden("request") == "click-away", "the same act may be asked again"
        await alone.open(f"/records/{record}")
        assert alone.status == 200, "pages are read all the same"
        await lan.send(f"/records/{record}/orders", fields, "click-away")
        assert lan.address.startswith("/orders/"), lan.told()


async def test_without_the_signer_a_signature_says_so(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    away = SignerClient(stack.settings.data / "no-signer.sock")
    async with desk(stack, MAI, replace(stack.house, signer=away)) as mai:
        await mai.sign(str(seen.document), seen.version)
        assert mai.status == 503
        assert "chưa kết nối được máy ký số" in mai.told()
        assert 'name="pin" type="password"' in mai.page, "it can be tried again at once"
        assert PIN not in mai.page


async def test_without_the_database_every_page_says_so(stack: Stack) -> None:
    lost = Sessions(f"postgresql+psycopg://nobody@127.0.0.1:{ports.free(set())}/none", 1)
    async with desk(stack, MAI) as mai:
        async with desk(stack, house=replace(stack.house, sessions=lost), cookie=mai.client.cookies["hsba"]) as alone:
            for address in ("/", "/records", "/worklist"):
                await alone.open(address)
                assert alone.status == 503
                assert "chưa kết nối được cơ sở dữ liệu" in alone.page
                assert "default-src 'none'" in alone.headers["content-security-policy"]
        async with desk(stack, house=replace(stack.house, sessions=lost)) as stranger:
            await stranger.send("/session", {"name": MAI.login, "password": "gì đó"})
            assert stranger.status == 503
    await lost.close()


async def test_five_wrong_pins_lock_and_the_page_says_until_when(stack: Stack) -> None:
    someone = await newcomer(stack, "ktv.web", "Vũ Thị Pin", Role.TECHNICIAN, HOSPITAL, LAB, signs=True)
    order = await ordered(stack, await opened(stack, "26-8102"))
    document, _ = await results.deliver(stack.by(LIS), order, glucose(stack, performer=someone))
    async with desk(stack, someone) as here:
        for left in (4, 3, 2, 1):
            await here.sign(str(document), 1, "000000")
            assert here.status == 403
            assert f"còn {left} lần thử" in here.told()
        await here.sign(str(document), 1, "000000")
        assert "tạm khóa đến" in here.told()
        await here.sign(str(document), 1)
        assert "tạm khóa đến" in here.told(), "the right PIN does not open what is locked"
        assert "chờ ký" in here.page


async def test_a_second_click_on_signing_is_the_same_signature(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    async with desk(stack, MAI) as mai:
        click = uuid4().hex
        for _ in range(2):
            await mai.open(f"/documents/{seen.document}/1")
            fields = {"read": seen.content, "pin": PIN}
            await mai.send(f"/documents/{seen.document}/1/signatures", fields, click)
            assert mai.status == 200, mai.told()
            assert mai.page.count("đã ký <time") == 1
        await mai.send(f"/documents/{seen.document}/1/signatures", fields)
        assert mai.status == 409
        assert "Anh/chị đã ký" in mai.told()


async def test_a_stale_page_signs_nothing(stack: Stack) -> None:
    _, order, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    async with desk(stack, DUC) as duc:
        await duc.open(f"/documents/{seen.document}/1")
        read = duc.hidden("read")
        await results.deliver(stack.by(LIS), order, glucose(stack, "8,1"))
        await duc.send(f"/documents/{seen.document}/1/signatures", {"read": read, "pin": PIN})
        assert duc.status == 409
        assert "Hãy mở bản mới nhất" in duc.told()
        await duc.send(f"/documents/{seen.document}/2/signatures", {"read": read, "pin": PIN})
        assert duc.status in (403, 409)
        assert duc.told() != ""


async def test_another_position_reaches_other_things_at_once(stack: Stack) -> None:
    someone = await newcomer(stack, "bs.haivai", "Đỗ Hai Vai", Role.DOCTOR, HOSPITAL, WARD)
    second = replace(someone.position, id=PositionId(uuid4()), role=Role.ADMINISTRATOR, department=None, since=date(2026, 2, 1))
    async with stack.sessions.begin() as session:
        await writes.position(session, second)
    async with desk(stack, someone) as here:
        await here.open("/records")
        assert here.status == 200
        await here.send("/session/position", {"position": str(second.id)})
        assert here.address == "/"
        assert 'href="/people"' in here.page
        await here.open("/records")
        assert here.status == 403
        assert "Vị trí đang dùng không có quyền" in here.page
        await here.send("/session/position", {"position": str(DUC.position.id)})
        assert here.status == 403, "somebody else's position"


@pytest.mark.parametrize("tick", ["", "x", "a/b/c", "0/1/2", "-" * 36 + "/1/" + "0" * 64])
async def test_a_tick_nobody_could_have_made_is_refused(stack: Stack, tick: str) -> None:
    async with desk(stack, MAI) as mai:
        await mai.send("/signatures", {"reviewed": tick, "pin": PIN})
        assert mai.status == 422
        assert "không đọc được" in mai.told()


async def test_a_set_names_what_it_signed_without_reading_again(stack: Stack) -> None:
    _, _, one = await delivered(stack)
    async with desk(stack, MAI) as mai:
        tick = f"{one.document}/{one.version}/{one.content}"
        await mai.send("/signatures", {"reviewed": tick, "pin": PIN}, "web-set")
        assert "Đã ký 1/1 văn bản" in mai.page
        assert "Kết quả: Định lượng Glucose" in mai.page
        await mai.send("/signatures", {"reviewed": tick, "pin": PIN}, "web-set")
        assert "Đã ký 1/1 văn bản" in mai.page


async def test_what_was_told_is_marked_as_seen(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await delivered(stack)
        await lan.open("/")
        assert "Kết quả mới, chưa ký đủ" in lan.page
        assert "N.T.T.H." in lan.page
        await lan.send("/notices/seen", {})
        assert lan.address == "/"
        assert "Kết quả mới, chưa ký đủ" not in lan.page
