"""A doctor's inbox in Chromium, against the whole house: the set kept by the server, with and without a script, at a desk and in a hand."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from domain.roles import Role
from tests.browser.browser import DESK, HAND, page, picture, served, sideways, violations
from tests.browser.test_signing import take_over
from tests.care import newcomer, opened
from tests.people import PIN, WARD, Someone
from tests.services.test_batches import entries
from tests.stack import Stack
from web.app import build


@pytest.fixture
async def house(stack: Stack) -> AsyncIterator[str]:
    async with build(stack.house, https=False, production=False) as app, served(app) as address:
        yield address
        app.state.broker.close()


async def doctor(stack: Stack, many: int) -> Someone:
    """Somebody new, for whom so many entries wait."""
    one = await newcomer(stack, f"bs.phim{stack.counter}", "Hồ Thị Phím", Role.DOCTOR, department=WARD, signs=True)
    await entries(stack, await opened(stack), many, one)
    return one


async def test_a_set_stays_where_it_was_left(stack: Stack, browser: Browser, house: str) -> None:
    """Reloaded, on another computer or without a script: the server keeps the set."""
    one = await doctor(stack, 3)
    async with page(browser, house, DESK) as here:
        await take_over(here, one)
        await here.keyboard.press("Enter")
        await expect(here.locator("#reading")).to_be_visible()
        await here.keyboard.press("s")
        await expect(here.locator("input[name=reviewed]")).to_have_count(1)
        await expect(here.locator("[data-row][aria-current]")).to_have_count(1)
        assert (await here.locator("[data-task]").nth(1).locator("[aria-current]").count()) == 1, "the next one is marked"
        await here.reload()
        await expect(here.locator("input[name=reviewed]")).to_have_count(1)
        await here.keyboard.press("b")
        await expect(here.locator("#reading")).to_have_count(0)
        await here.locator(".tick").first.click()
        await expect(here.locator("#setbar")).to_be_hidden()


async def test_l_puts_aside_and_the_filter_finds_it(stack: Stack, browser: Browser, house: str) -> None:
    one = await doctor(stack, 2)
    async with page(browser, house, DESK) as here:
        await take_over(here, one)
        before = int(await here.locator("[data-count]").inner_text())
        await here.keyboard.press("Enter")
        await expect(here.locator("#reading")).to_be_visible()
        await here.keyboard.press("l")
        await here.keyboard.press("Enter")
        await expect(here.locator("[data-task]")).to_have_count(1)
        await expect(here.locator("[data-count]")).to_have_text(str(before - 1))
        await expect(here.locator("#reading")).to_be_visible()
        await here.get_by_role("navigation", name="Lọc").get_by_text("Để sau").click()
        await expect(here.locator("[data-task]")).to_have_count(1)
        await here.locator("[data-row]").first.click()
        await expect(here.get_by_role("button", name="Đưa lại vào hộp việc")).to_be_visible()
        await picture(here, "desk-aside")
        await here.get_by_role("button", name="Đưa lại vào hộp việc").click()
        await expect(here.locator("[data-count]")).to_have_text(str(before))


async def test_in_a_hand_one_after_the_other(stack: Stack, browser: Browser, house: str) -> None:
    one = await doctor(stack, 2)
    async with page(browser, house, HAND, touch=True, bypass=True) as here:
        await take_over(here, one)
        await picture(here, "hand-list")
        await here.locator("[data-row]").first.tap()
        await expect(here.locator("#reading")).to_be_visible()
        await expect(here.locator(".list")).to_be_hidden()
        assert await sideways(here) == 0
        await here.get_by_role("button", name="Đưa vào tập ký, xem văn bản sau").tap()
        await expect(here.locator("input[name=reviewed]")).to_have_count(1)
        await picture(here, "hand-reading")
        assert await violations(here) == []
        await here.get_by_role("link", name="Về danh sách").tap()
        await expect(here.locator("#setbar")).to_be_visible()
        await picture(here, "hand-set")
        assert await violations(here) == []


async def test_without_a_script_the_same(stack: Stack, browser: Browser, house: str) -> None:
    one = await doctor(stack, 3)
    context = await browser.new_context(base_url=house, java_script_enabled=False, locale="vi-VN")
    here = await context.new_page()
    await take_over(here, one)
    await here.locator("[data-row]").first.click()
    for n in range(2):
        await here.get_by_role("button", name="Đưa vào tập ký, xem văn bản sau").click()
        await expect(here.locator("input[name=reviewed]")).to_have_count(n + 1)
    await here.locator("#set-pin").fill(PIN)
    await here.locator("#setbar button").click()
    await expect(here.get_by_role("heading", level=1)).to_contain_text("/2 văn bản")
    if await here.get_by_role("link", name="Xem lại tiến độ").count():
        await here.get_by_role("link", name="Xem lại tiến độ").click()
    await context.close()
