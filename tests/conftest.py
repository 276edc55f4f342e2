"""What every test may ask for."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stack import Stack
from tests.stack import stack as whole


@pytest.fixture(scope="session")
async def stack() -> AsyncIterator[Stack]:
    """The whole house on real parts, brought up once."""
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        async with whole(Path(folder)) as made:
            yield made
