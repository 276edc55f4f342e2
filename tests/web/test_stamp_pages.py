"""How the time-stamp services are: for administrators and IT officers; and what a document says while its signature waits."""

from domain.roles import Role
from tests.care import delivered, newcomer, sign
from tests.faults.outage import outage
from tests.people import DUC, MAI
from tests.stack import Stack
from tests.web.desk import desk


async def test_an_it_officer_sees_who_waits_and_how_each_service_is(stack: Stack) -> None:
    officer = await newcomer(stack, "cntt.quang", "Phan Đăng Quang", Role.IT_OFFICER)
    _, _, first = await delivered(stack)
    await sign(stack, MAI, first.document)
    async with desk(stack, officer) as here:
        assert 'href="/stamps"' in await here.open("/")
        await here.open("/stamps")
        assert (here.status, "hoạt động" in here.page, stack.settings.stamp_services[0].name in here.page) == (200, True, True)
        async with outage(stack):
            _, _, seen = await delivered(stack)
            await sign(stack, MAI, seen.document)
            await here.open("/stamps")
            assert "Chờ lâu nhất" in here.page
            assert "lỗi liên tiếp" in here.page
            assert "http: 503" in here.page
            async with desk(stack, DUC) as reader:
                await reader.open(f"/documents/{seen.document}")
                assert "Chờ dấu thời gian từ" in reader.page
                assert "sau đó đến người ký tiếp theo" in reader.page


async def test_it_is_no_business_of_who_treats(stack: Stack) -> None:
    async with desk(stack, DUC) as here:
        assert 'href="/stamps"' not in await here.open("/")
        await here.open("/stamps")
        assert here.status == 403
