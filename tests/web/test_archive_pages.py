"""How the archive stands: for the records office, IT officers, administrators and the director; nobody else."""

from domain.roles import Role
from services import renewals
from tests.care import archived, newcomer, until
from tests.people import DUC, NAM
from tests.stack import Stack
from tests.web.desk import desk


async def test_the_records_office_sees_what_is_kept_and_that_no_process_is_open(stack: Stack) -> None:
    await archived(stack)
    await until(lambda: renewals.read(stack.by(NAM)), lambda found: found.open_processes == 0)
    view = await renewals.read(stack.by(NAM))
    assert view.kept.records >= 1
    assert view.waiting >= 3
    async with desk(stack, NAM) as here:
        assert 'href="/archive"' in await here.open("/")
        await here.open("/archive")
        assert here.status == 200
        for words in ("Tiến trình còn mở của hồ sơ đã lưu trữ", "Chờ vào nhóm", "24 tháng tới không có gì phải gia hạn."):
            assert words in here.page


async def test_an_it_officer_sees_it_too_and_who_treats_does_not(stack: Stack) -> None:
    officer = await newcomer(stack, "cntt.luu", "Phan Đăng Lưu", Role.IT_OFFICER)
    async with desk(stack, officer) as here:
        await here.open("/archive")
        assert here.status == 200
    async with desk(stack, DUC) as here:
        assert 'href="/archive"' not in await here.open("/")
        await here.open("/archive")
        assert here.status == 403
