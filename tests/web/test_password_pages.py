"""The page on which everybody changes their own password and PIN."""

from domain.roles import Role
from services import people
from tests.care import newcomer
from tests.people import LAB, PASSWORD, PIN
from tests.stack import Stack
from tests.web.desk import desk

NEW = "một mật khẩu khác"


async def test_password_and_pin_are_changed_from_the_menu(stack: Stack) -> None:
    one = await newcomer(stack, "ktv.trang", "Ma Văn Trang", Role.TECHNICIAN, department=LAB, signs=True)
    async with desk(stack, one) as here:
        assert 'href="/me"' in await here.open("/")
        await here.open("/me")
        assert (here.status, one.name in here.page) == (200, True)
        await here.send("/me/password", {"password": "sai-rồi", "password_new": NEW, "password_again": NEW})
        assert here.status == 422
        assert "Mật khẩu đang dùng không đúng; còn 4 lần thử" in here.page
        assert 'aria-describedby="password-wrong' in here.page
        await here.send("/me/password", {"password": PASSWORD, "password_new": NEW, "password_again": "nhầm lẫn"})
        assert "Hai lần nhập không giống nhau" in here.page
        assert not any(secret in here.page for secret in (NEW, PASSWORD, "sai-rồi", "nhầm lẫn"))
        await here.send("/me/password", {"password": PASSWORD, "password_new": NEW, "password_again": NEW})
        assert (here.status, here.address) == (200, "/me")
        assert "Đã đổi mật khẩu." in here.page
        await here.send("/me/pin", {"pin": "000000", "pin_new": "135791", "pin_again": "135791"})
        assert here.status == 403
        assert 'aria-describedby="pin-wrong' in here.page
        assert "135791" not in here.page
        await here.send("/me/pin", {"pin": PIN, "pin_new": "135791", "pin_again": "135791"})
        assert "Đã đổi mã PIN." in here.page
    assert await people.sign_in(stack.house, one.login, NEW)
    assert await stack.house.signer.ticket(one.id, "135791", [])


async def test_a_stranger_is_led_to_the_sign_in_page(stack: Stack) -> None:
    async with desk(stack) as here:
        await here.open("/me")
        assert here.address == "/sign-in"
