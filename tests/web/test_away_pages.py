"""What a person reads on the page when a part is away or a PIN is locked."""

from dataclasses import replace

from temporalio.client import Client

from app import ports
from domain.roles import Role
from services import results
from signing.client import SignerClient
from store.engine import Sessions
from tests.care import delivered, glucose, newcomer, opened, ordered
from tests.people import HOSPITAL, LAB, LAN, LIS, MAI, PIN
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
