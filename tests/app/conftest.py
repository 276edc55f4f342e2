"""Data folders and small stacks, ended whatever a test does."""

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import ports
from tests.app.stacks import Stack, hsba, small_stack


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder with a path short enough for Unix sockets; what runs on it is ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
        if (Path(folder) / "ports.json").exists():
            hsba("down", data=Path(folder))


@pytest.fixture(scope="session")
def running() -> Iterator[Path]:
    """The whole stack of a real facility without data, in processes of its own, shared by the tests of this folder."""
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        try:
            up = hsba("up", "--detach", "--empty", "--port", str(ports.free(set())), "--json", data=data, HSBA_TOKEN_POOL="6")
            assert up.returncode == 0, up.stderr
            yield data
        finally:
            hsba("down", data=data)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Stack]]:
    """Starts small stacks by the name of their story."""
    started: list[Stack] = []

    def begin(story: str = "") -> Stack:
        started.append(small_stack(tmp_path, story))
        return started[-1]

    yield begin
    for stack in started:
        if stack.process.poll() is None:
            stack.process.send_signal(signal.SIGKILL)
        stack.process.communicate()
    shutil.rmtree(tmp_path, ignore_errors=True)
