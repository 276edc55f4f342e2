"""A person chooses how often they are written; the administrator sets addresses and sees what was not sent."""

from datetime import timedelta

from domain.clock import day
from store.writes import digests as writes
from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack
from tests.web.desk import desk


async def test_an_address_and_a_rhythm_are_chosen_and_wrong_ones_given_back(stack: Stack) -> None:
    there = await province(stack, "wd1")
    async with desk(stack, there.officer) as here:
        assert 'href="/me/digest"' in await here.open("/")
        page = await here.open("/me/digest")
        assert 'value="daily" required checked' in page
        await here.send("/me/digest", {"mail": "tam@", "rhythm": "daily"})
        assert (here.status, "không đúng" in here.page, 'value="tam@"' in here.page) == (422, True, True)
        await here.send("/me/digest", {"mail": "tam@soyte.gov.vn", "rhythm": "weekly"})
        assert (here.status, "Đã ghi." in here.page) == (200, True)
        assert 'value="weekly" required checked' in here.page
        assert 'value="tam@soyte.gov.vn"' in here.page


async def test_the_administrator_sees_letters_and_sets_addresses(stack: Stack) -> None:
    there = await province(stack, "wd2")
    today, who = day(stack.clock()), there.administrator.id
    async with stack.sessions.begin() as session:
        for n, state in enumerate(("sent", "failed", "refused")):
            await writes.claim(session, who, today - timedelta(days=n), "anh@bvdk.vn", stack.clock())
            await writes.settle(session, who, today - timedelta(days=n), state, 3, "550 5.1.1" if n else "", stack.clock())
    async with desk(stack, there.administrator) as here:
        assert 'href="/people/digests"' in await here.open("/people")
        page = await here.open("/people/digests")
        assert all(word in page for word in ("đã gửi", "chưa gửi được, sẽ thử lại", "không nhận địa chỉ này", "550 5.1.1"))
        await here.send("/people/digests", {"person": "", "mail": "anh@bvdk.vn"})
        assert (here.status, "Chọn người" in here.page) == (422, True)
        await here.send("/people/digests", {"person": str(who), "mail": "anh2@bvdk.vn"})
        assert "anh2@bvdk.vn" in here.page
    async with desk(stack, LAN) as elsewhere:
        await elsewhere.open("/people/digests")
        assert elsewhere.status == 403
