"""What the rollout's stories in Chromium share: by keyboard, and each page judged."""

from playwright.async_api import Locator, Page

from tests.browser.browser import violations
from tests.browser.offices import looks


async def press(one: Locator) -> None:
    """By keyboard: it can be reached by Tab, and Enter presses it."""
    assert await one.evaluate("e => e.tabIndex") >= 0
    await one.focus()
    await one.press("Enter")


async def judged(here: Page, name: str) -> None:
    """Nothing runs off the side at either width, and axe finds nothing."""
    await looks(here, f"rollout-{name}")
    assert await violations(here) == [], name
