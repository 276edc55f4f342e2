"""What tests ask of a running workflow, in a line each."""

from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle

from domain.names import RECORDS, DocumentId
from services.repair import OPEN
from store.queries import signatures
from tests.care import until
from tests.stack import Stack

Handle = WorkflowHandle[Any, Any]


def handle(stack: Stack, workflow: str) -> Handle:
    return stack.temporal.get_workflow_handle(workflow)


async def events(stack: Stack, workflow: str) -> list[str]:
    """Names of the events of the newest run."""
    history = await handle(stack, workflow).fetch_history()
    return [EventType.Name(event.event_type).removeprefix("EVENT_TYPE_") for event in history.events]


async def run_of(stack: Stack, workflow: str) -> str:
    return (await handle(stack, workflow).describe()).run_id or ""


async def status(stack: Stack, workflow: str) -> WorkflowExecutionStatus:
    found = (await handle(stack, workflow).describe()).status
    assert found
    return found


async def ended(stack: Stack, workflow: str) -> WorkflowExecutionStatus:
    """How it ended, once it has."""
    return await until(lambda: status(stack, workflow), lambda found: found is not WorkflowExecutionStatus.RUNNING)


async def next_run(stack: Stack, workflow: str, before: str) -> str:
    """The run that follows `before`."""
    return await until(lambda: run_of(stack, workflow), lambda found: found != before)


async def lost_and_started_again(stack: Stack, workflow: str) -> None:
    """As if Temporal had lost it alone: it is started from rows, by what `hsba repair` finds there."""
    await handle(stack, workflow).terminate("lost")
    kind = workflow.split("/")[0].capitalize()
    subject = dict(await OPEN[kind](stack.sessions))[workflow]
    await stack.temporal.start_workflow(kind, subject, id=workflow, task_queue=RECORDS)
    assert await status(stack, workflow) is WorkflowExecutionStatus.RUNNING


async def preserved(stack: Stack, document: DocumentId, version: int = 1) -> str:
    """The preserved file's SHA-256, once there is one."""

    async def look() -> str:
        async with stack.sessions() as session:
            return (await signatures.chain(session, document, version)).preserved or ""

    return await until(look, bool)
