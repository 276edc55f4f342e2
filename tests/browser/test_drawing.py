"""The page that is handed over: drawn with a finger, kept when it comes back, and asking only what a choice needs."""

from base64 import b64decode

from playwright.async_api import Browser, Page

from signing.pictures import drawing
from tests.browser.browser import DESK, HAND, complaints, page

HANDED = "/records-sheets-handed"


async def drawn(here: Page) -> str:
    await here.locator("canvas").scroll_into_view_if_needed()
    box = await here.locator("canvas").bounding_box()
    assert box
    await here.mouse.move(box["x"] + 30, box["y"] + 60)
    await here.mouse.down()
    for x, y in ((90, 20), (140, 70), (200, 30), (260, 80)):
        await here.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    await here.mouse.up()
    return await here.locator("[name=drawing]").input_value()


async def test_what_is_drawn_is_sent_as_a_picture_and_can_be_cleared(browser: Browser, house: str) -> None:
    for size, touch in ((DESK, False), (HAND, True)):
        async with page(browser, house, size, touch=touch) as here:
            said = complaints(here)
            await here.goto(HANDED, wait_until="load")
            sent = await drawn(here)
            _, media, width, _ = drawing(b64decode(sent.partition("base64,")[2]))
            assert (media, width) == ("image/png", 900)
            await here.get_by_role("button", name="Xóa, vẽ lại").click()
            assert await here.locator("[name=drawing]").input_value() == ""
            assert [one for one in said if "404" not in one and "EventSource" not in one] == []


async def test_only_what_the_choice_needs_is_asked_and_sent(browser: Browser, house: str) -> None:
    async with page(browser, house, DESK) as here:
        await here.goto(HANDED, wait_until="load")
        relation = here.get_by_label("Quan hệ với người bệnh")
        assert await relation.is_visible()
        await here.get_by_label("Người bày tỏ ý kiến", exact=True).select_option("patient")
        assert await relation.is_hidden()
        assert await relation.is_disabled(), "what is not asked for is not sent"
        await here.get_by_label("Người bày tỏ ý kiến", exact=True).select_option("representative")
        assert await relation.input_value() == "con gái"


async def test_enter_draws_the_sheet_up_and_no_key_is_a_trap(browser: Browser, house: str) -> None:
    async with page(browser, house, DESK) as here:
        await here.goto(HANDED, wait_until="load")
        await here.get_by_label("Mã OTP 6 chữ số trong tin nhắn").focus()
        async with here.expect_request("**/sheets") as asked, here.expect_navigation():
            await here.keyboard.press("Enter")
        assert 'name="turn"\r\n\r\nsubmit' in ((await asked.value).post_data or "")
