"""How far a set is, told by the server itself: on every page, on the set's own page, after a lost stream."""

from playwright.async_api import Browser, expect

from domain.batches import Line
from domain.names import BatchId, id_of
from store.writes import batches, notices
from tests.browser.browser import DESK, HAND, page, picture, violations
from tests.browser.test_reviewing import doctor
from tests.browser.test_reviewing import house as house
from tests.browser.test_signing import take_over
from tests.care import opened
from tests.services.test_batches import entries
from tests.stack import Stack


async def test_it_stands_on_every_page_and_moves_by_itself(stack: Stack, browser: Browser, house: str) -> None:
    one = await doctor(stack, 1)
    chosen = await entries(stack, await opened(stack), 2, one)
    which, now = BatchId(id_of("batch", one.id)), stack.clock()
    async with page(browser, house, DESK) as here, page(browser, house, HAND, touch=True, bypass=True) as phone:
        for each in (here, phone):
            await take_over(each, one)
            await expect(each.locator("#signing")).to_be_hidden()
        async with stack.sessions.begin() as session:
            lines = tuple(Line(n, seen.document, seen.version, seen.content, None) for n, seen in enumerate(chosen, 1))
            await batches.begin(session, which, stack.by(one).actor, lines, now)
            await notices.nudge(session, [one.id])
        await here.goto("/records")
        await expect(here.locator("#signing")).to_have_text("Đang ký 0/2")
        await expect(phone.locator("#signing")).to_have_text("Đang ký 0/2")
        await picture(phone, "hand-signing")
        assert await violations(phone) == []
        await here.goto(f"/batches/{which}")
        await here.context.set_offline(True)
        await here.context.set_offline(False)
        async with stack.sessions.begin() as session:
            await batches.done(session, which, {1: None}, now)
            await notices.nudge(session, [one.id])
        await expect(here.locator("#signing")).to_have_text("Đang ký 1/2")
        await expect(here.get_by_role("heading", level=1)).to_have_text("Đã ký 1/2 văn bản")
        await picture(here, "desk-signing")
        async with stack.sessions.begin() as session:
            await batches.done(session, which, {2: None}, now)
            await batches.end(session, which, now)
            await notices.nudge(session, [one.id])
        await expect(here.get_by_role("status")).to_contain_text("Xong. Mọi văn bản đã được ký.")
        await expect(here.locator("#signing")).to_be_hidden()
        await expect(phone.locator("#signing")).to_be_hidden()
