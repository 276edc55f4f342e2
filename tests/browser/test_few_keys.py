"""A doctor's inbox in Chromium, against the whole house: as few keys as promised."""

from playwright.async_api import Browser, Page, expect

from tests.browser.browser import DESK, complaints, page, picture
from tests.browser.test_reviewing import doctor
from tests.browser.test_reviewing import house as house
from tests.browser.test_signing import take_over
from tests.people import PIN
from tests.stack import Stack


class Keys:
    """A hand on the keyboard that counts what it presses; the digits of the PIN are the PIN."""

    def __init__(self, here: Page) -> None:
        self.here, self.pressed = here, 0

    async def press(self, key: str) -> None:
        self.pressed += 1
        await self.here.keyboard.press(key)


async def test_from_sign_in_to_the_first_signature_three_keys_beside_the_pin(stack: Stack, browser: Browser, house: str) -> None:
    one = await doctor(stack, 1)
    async with page(browser, house, DESK) as here:
        await take_over(here, one)
        keys = Keys(here)
        await keys.press("Enter")
        await expect(here.locator("#reading h1")).to_contain_text("Tờ điều trị")
        await keys.press("p")
        await here.keyboard.type(PIN)
        await keys.press("Enter")
        await expect(here.locator("#reading .steps")).to_contain_text("đã ký")
        assert keys.pressed <= 3


async def test_twenty_are_reviewed_and_signed_with_at_most_25_keys(stack: Stack, browser: Browser, house: str) -> None:
    one = await doctor(stack, 20)
    async with page(browser, house, DESK) as here:
        said = complaints(here)
        await take_over(here, one)
        keys, seen = Keys(here), set()
        await keys.press("Enter")
        for n in range(20):
            await expect(here.locator("#reading")).to_be_visible()
            seen.add(await here.locator("#reading").get_attribute("data-document"))
            await keys.press("s")
            await expect(here.locator("input[name=reviewed]")).to_have_count(n + 1)
        assert len(seen) == 20, "each stood on the screen"
        await expect(here.locator("#pane")).to_contain_text("20 văn bản trong tập ký")
        await picture(here, "desk-set-of-20")
        await keys.press("S")
        await here.keyboard.type(PIN)
        await keys.press("Enter")
        await expect(here.get_by_role("heading", level=1)).to_have_text("Đã ký 20/20 văn bản", timeout=60_000)
        await expect(here.locator("#signing")).to_be_hidden()
        assert keys.pressed <= 25
        assert said == []
