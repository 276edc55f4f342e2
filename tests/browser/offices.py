"""People at their own computers: each signs in once and comes back to the same page; papers found and signed in the inbox."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.browser import DESK, HAND, complaints, page, picture, sideways
from tests.browser.test_signing import take_over
from tests.people import PIN, Someone


class Offices:
    """Everybody's page of the house at this address."""

    def __init__(self, browser: Browser, house: str, open_pages: AsyncExitStack) -> None:
        self.browser, self.house, self.open_pages = browser, house, open_pages
        self.pages: dict[str, Page] = {}
        self.said: list[list[str]] = []
        """What each browser complained of."""

    async def of(self, one: Someone) -> Page:
        """Their page as they left it; they sign in when they come the first time."""
        if one.login not in self.pages:
            here = await self.open_pages.enter_async_context(page(self.browser, self.house, DESK))
            self.said.append(complaints(here))
            await take_over(here, one)
            self.pages[one.login] = here
        return self.pages[one.login]

    async def inbox(self, one: Someone) -> Page:
        here = await self.of(one)
        await tab(here, "Hộp việc").click()
        await expect(here.get_by_role("heading", level=1, name="Hộp việc")).to_be_visible()
        return here

    async def reads(self, one: Someone, title: str) -> Page:
        """The paper of this title, opened from their inbox."""
        here = await self.inbox(one)
        await here.locator("[data-task] a").filter(has_text=title).first.click()
        await expect(here.locator("#reading h1")).to_contain_text(title)
        return here

    async def signs(self, one: Someone, title: str) -> Page:
        """By keyboard, once it is read."""
        here = await self.reads(one, title)
        await here.keyboard.press("p")
        await here.keyboard.type(PIN)
        await here.keyboard.press("Enter")
        await expect(here.locator("#pin")).to_have_count(0)
        return here


def tab(here: Page, words: str) -> Locator:
    """A link of the header."""
    return here.get_by_role("navigation", name="Chính").get_by_role("link", name=words)


async def looks(here: Page, name: str) -> None:
    """Nothing runs off the side, at a desk and in a hand; both are pictured when asked."""
    for size, called in ((HAND, "hand"), (DESK, "desk")):
        await here.set_viewport_size({"width": size[0], "height": size[1]})
        assert await sideways(here) == 0, f"{name}, {called}"
        await picture(here, f"{called}-{name}")


@asynccontextmanager
async def offices(browser: Browser, house: str) -> AsyncIterator[Offices]:
    async with AsyncExitStack() as open_pages:
        yield Offices(browser, house, open_pages)
