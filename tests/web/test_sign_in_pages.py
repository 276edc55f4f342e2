"""Signing in, changing the user at a shared computer, signing out."""

from tests.people import DUC, LAN, MAI, TAM
from tests.stack import Stack
from tests.web.desk import desk


async def test_a_person_signs_in_and_lands_where_they_wanted_to_go(stack: Stack) -> None:
    async with desk(stack) as here:
        await here.open("/records")
        assert here.address == "/sign-in"
        assert here.hidden("next") == "/records"
        await here.send("/session", {"name": LAN.login, "password": "mật-khẩu-thử", "next": "/records"})
        assert (here.status, here.address) == (200, "/records")
        assert LAN.name in here.page


async def test_a_wrong_password_is_told_and_the_name_kept(stack: Stack) -> None:
    async with desk(stack) as here:
        await here.send("/session", {"name": MAI.login, "password": "sai"})
        assert here.status == 403
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in here.told()
        assert f'value="{MAI.login}"' in here.page
        assert "sai" not in here.page


async def test_another_person_takes_over_the_computer_in_one_step(stack: Stack) -> None:
    async with desk(stack, LAN) as here:
        before = here.client.cookies["hsba"]
        await here.open("/sign-in")
        assert LAN.name in here.page
        await here.sign_in(DUC)
        assert DUC.name in here.page
        assert LAN.name not in here.page
        here.client.cookies.clear()
        await here.open("/", cookie=f"hsba={before}")
        assert here.address == "/sign-in", "the session of the person before has ended"


async def test_signing_out_ends_the_session(stack: Stack) -> None:
    async with desk(stack, LAN) as here:
        before = here.client.cookies["hsba"]
        await here.send("/session/ending", {})
        assert here.address == "/sign-in"
        await here.open("/", cookie=f"hsba={before}")
        assert here.address == "/sign-in"


async def test_the_department_of_health_reaches_no_record(stack: Stack) -> None:
    async with desk(stack, TAM) as here:
        assert 'href="/records"' not in here.page
        await here.open("/records")
        assert here.status == 403


async def test_an_address_that_only_takes_forms_says_so(stack: Stack) -> None:
    """A refused form stands at such an address: whoever presses Enter there gets no bare English word."""
    async with desk(stack, LAN) as here:
        await here.open("/session")
        assert (here.status, here.headers["allow"], "không mở thành trang" in here.page) == (405, "POST", True)
        await here.open("/signatures")
        assert (here.status, here.address) == (200, "/")


async def test_an_unknown_address_says_so(stack: Stack) -> None:
    async with desk(stack, LAN) as here:
        await here.open("/no-such-page")
        assert here.status == 404
        assert "Không có trang này" in here.page
        await here.open("/records/no-id")
        assert here.status == 404


async def test_a_link_for_the_first_administrator_that_is_over_says_what_to_do(stack: Stack) -> None:
    async with desk(stack) as here:
        await here.open("/first-administrator/khong-co")
        assert here.status == 404
        assert "Đường dẫn đã dùng hoặc đã hết hạn" in here.page
        assert "hsba welcome" in here.page
