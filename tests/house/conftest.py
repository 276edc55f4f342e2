"""A private database server for the checks that need one."""

from collections.abc import AsyncIterator

import pytest

from tests.web.postgres import postgres


@pytest.fixture(scope="session")
async def server() -> AsyncIterator[str]:
    """Connection words of an empty server."""
    async with postgres() as words:
        yield words
