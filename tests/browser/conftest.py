"""One Chromium and one gallery for all tests of the browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser.browser import chromium, served
from tests.browser.offices import Offices, offices
from tests.stack import Stack
from tests.web.gallery import gallery
from web.app import build


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


@pytest.fixture(scope="session")
async def house() -> AsyncIterator[str]:
    """Address of every sample page."""
    async with served(gallery()) as address:
        yield address


@pytest.fixture
async def desks(stack: Stack, browser: Browser) -> AsyncIterator[Offices]:
    """The whole house at an address of its own, and people who come to it."""
    async with build(stack.house, https=False, production=False) as app, served(app) as address:
        async with offices(browser, address) as made:
            yield made
        app.state.broker.close()
