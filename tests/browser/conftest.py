"""One Chromium and one gallery for all tests of the browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser.browser import chromium, served
from tests.web.gallery import gallery


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


@pytest.fixture(scope="session")
async def house() -> AsyncIterator[str]:
    """Address of every sample page."""
    async with served(gallery()) as address:
        yield address
