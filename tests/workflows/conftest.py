"""Days that pass at once, and the histories that are kept of the stories told here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from tests.stack import Stack
from tests.workflows.histories import path, save

Later = Callable[[str, timedelta], Awaitable[None]]
Keep = Callable[[str, str], Awaitable[None]]


@pytest.fixture
async def later(stack: Stack) -> AsyncIterator[Later]:
    """Lets time pass for one open workflow, and for everybody's hands with it: never further than a person is waited for."""

    async def passes(workflow: str, by: timedelta) -> None:
        stack.clock.ahead += by
        async with asyncio.timeout(90):
            await stack.env.fast_forward(stack.temporal.get_workflow_handle(workflow), by)

    yield passes
    stack.clock.ahead = timedelta()


@pytest.fixture
def keep(stack: Stack, request: pytest.FixtureRequest) -> Keep:
    """Keeps the history of a workflow's first run as one shape, when `python -m tests.workflows.record` asks for it."""
    recording = request.config.pluginmanager.has_plugin("tests.workflows.record")

    async def kept(workflow: str, shape: str) -> None:
        file = path(workflow, shape)
        if recording:
            found = await stack.temporal.get_workflow_handle(workflow).describe()
            first = found.raw_description.workflow_execution_info.first_run_id
            history = await stack.temporal.get_workflow_handle(workflow, run_id=first).fetch_history()
            await save(file, history, stack.temporal.data_converter)

    return kept
