"""The interface over the whole house, asked in process."""

from collections.abc import AsyncIterator

import pytest
from httpx2 import ASGITransport, AsyncClient

from api.app import build
from tests.api.asker import Asker
from tests.stack import Stack


@pytest.fixture(scope="session")
async def api(stack: Stack) -> AsyncIterator[Asker]:
    transport = ASGITransport(app=build(stack.house), raise_app_exceptions=True)
    async with AsyncClient(transport=transport, base_url="http://hsba.test") as client:
        yield Asker(client)
