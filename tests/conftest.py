"""What every test may ask for."""

import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from app.ending import BRIDGE, end
from tests.stack import Stack
from tests.stack import stack as whole

ROOT = Path(__file__).parent
STATUS = pytest.StashKey[int]()

# No test is timed: a busy machine says nothing of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The signing room's own tests come first: a process holds one PKCS#11 module, and theirs opens other tokens than the stack's."""
    items.sort(key=lambda item: not item.path.is_relative_to(ROOT / "signing"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """A run ends as a command of ours does, so that its exit code is what its tests said."""
    if BRIDGE in sys.modules and STATUS in config.stash:
        end(config.stash[STATUS])


@pytest.fixture(scope="session")
async def stack(request: pytest.FixtureRequest) -> AsyncIterator[Stack]:
    """The whole house on real parts, brought up once; a token takes time to make, so there are as many as this run's stories need."""
    spare = min(1400, 100 + 4 * request.session.testscollected)
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        async with whole(Path(folder), spare) as made:
            yield made


@pytest.fixture(autouse=True)
def clock_is_put_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """The stack is everybody's: a test that let time pass leaves it to the next one as it was."""
    clock = request.getfixturevalue("stack").clock if "stack" in request.fixturenames else None
    yield
    if clock:
        clock.ahead = timedelta()
