"""Days that pass at once, and the histories that are kept of the stories told here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Protocol

import pytest
from temporalio.client import Client

from tests.stack import Stack
from tests.workflows.histories import path, save

Later = Callable[[str, timedelta], Awaitable[None]]


class Keep(Protocol):
    async def __call__(self, workflow: str, shape: str, temporal: Client | None = None) -> None: ...


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

    async def kept(workflow: str, shape: str, temporal: Client | None = None) -> None:
        file, client = path(workflow, shape), temporal or stack.temporal
        if recording:
            found = await client.get_workflow_handle(workflow).describe()
            first = found.raw_description.workflow_execution_info.first_run_id
            history = await client.get_workflow_handle(workflow, run_id=first).fetch_history()
            await save(file, history, client.data_converter)

    return kept
