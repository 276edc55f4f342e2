"""A result signed by three people in Chromium, at one computer, against the whole house: strict policy on, nothing complained of."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from services import orders, results
from tests.browser.browser import DESK, complaints, page, served
from tests.care import glucose, opened, ordered
from tests.people import DUC, LIS, MAI, PASSWORD, PIN, THUY, Someone
from tests.stack import Stack
from web.app import build


@pytest.fixture
async def here(stack: Stack, browser: Browser) -> AsyncIterator[Page]:
    """A page of the whole house."""
    async with build(stack.house, https=False, production=False) as app, served(app) as address:
        async with page(browser, address, DESK) as one:
            yield one
        app.state.broker.close()


async def take_over(here: Page, one: Someone) -> None:
    """The next person at the same computer."""
    await here.goto("/sign-in")
    await here.get_by_label("Tên đăng nhập").fill(one.login)
    await here.get_by_label("Mật khẩu").fill(PASSWORD)
    await here.keyboard.press("Enter")
    await expect(here.get_by_role("banner").get_by_text(one.name)).to_be_visible()


async def test_three_people_sign_one_after_the_other(stack: Stack, here: Page) -> None:
    said = complaints(here)
    order = await ordered(stack, await opened(stack, "26-8001"))
    await orders.sample(stack.by(MAI), order, (1,))

    await take_over(here, MAI)
    filters = here.get_by_role("navigation", name="Lọc")
    stood = await filters.bounding_box()
    before = int(await here.locator("[data-count]").inner_text() or 0)
    document, _ = await results.deliver(stack.by(LIS), order, glucose(stack))
    await expect(here.locator("[data-count]")).to_have_text(str(before + 1))
    await expect(here.locator("[data-fresh]")).to_be_visible()
    assert await filters.bounding_box() == stood, "what is new moves nothing"

    for one in (MAI, DUC, THUY):
        await take_over(here, one)
        await here.locator(f'a[href="/inbox/{document}/1"]').click()
        await expect(here.locator("#reading h1")).to_contain_text("Glucose")
        await here.keyboard.press("p")
        await here.keyboard.type(PIN)
        await here.keyboard.press("Enter")
        await expect(here.locator("#reading .steps")).to_contain_text("đã ký")
        await expect(here.locator(f"#task-{document}")).to_have_count(0)
    assert said == []


async def test_a_field_that_was_made_larger_brings_no_style_into_the_next_piece(stack: Stack, here: Page) -> None:
    """The browser writes a field's new size into its `style`: copied from markup to markup, the strict policy would block it loudly."""
    said = complaints(here)
    order = await ordered(stack, await opened(stack, "26-8005"))
    await orders.sample(stack.by(MAI), order, (1,))
    document, _ = await results.deliver(stack.by(LIS), order, glucose(stack))
    await take_over(here, MAI)
    line = here.locator(f'a[href="/inbox/{document}/1"]')
    await line.click()
    await here.get_by_text("Từ chối ký", exact=True).click()
    await here.locator("#reason").evaluate("field => { field.style.height = '300px' }")
    async with here.expect_response(f"**/inbox/{document}/1"):
        await line.click()
    await expect(here.locator("#reason")).to_be_hidden()
    assert await here.locator("#reason").get_attribute("style") is None
    assert said == []


async def test_a_wrong_pin_is_told_beside_the_field(stack: Stack, here: Page) -> None:
    order = await ordered(stack, await opened(stack, "26-8002"))
    await orders.sample(stack.by(MAI), order, (1,))
    document, _ = await results.deliver(stack.by(LIS), order, glucose(stack))
    await take_over(here, MAI)
    await here.locator(f'a[href="/inbox/{document}/1"]').click()
    await here.locator("#pin").fill("999999")
    await here.keyboard.press("Enter")
    await expect(here.locator("#pin-wrong")).to_contain_text("PIN không đúng")
    await expect(here.locator("#pin")).to_have_value("")
    await here.locator("#pin").fill(PIN)
    await here.keyboard.press("Enter")
    await expect(here.locator("#reading .steps")).to_contain_text("đã ký")


async def test_a_reviewed_set_is_signed_with_one_pin(stack: Stack, here: Page) -> None:
    for number in ("26-8003", "26-8004"):
        order = await ordered(stack, await opened(stack, number))
        await orders.sample(stack.by(MAI), order, (1,))
        await results.deliver(stack.by(LIS), order, glucose(stack))
    await take_over(here, MAI)
    many = await here.locator("[data-row]").count()
    await here.keyboard.press("Enter")
    for n in range(many):
        await expect(here.locator("#reading")).to_be_visible()
        await here.keyboard.press("s")
        await expect(here.locator("input[name=reviewed]")).to_have_count(n + 1)
    await here.keyboard.press("S")
    await here.keyboard.type(PIN)
    await here.keyboard.press("Enter")
    await expect(here.get_by_role("heading", level=1)).to_have_text(f"Đã ký {many}/{many} văn bản")
