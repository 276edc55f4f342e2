"""The one way a person's act reaches a workflow, and its answer comes back."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.desk import Body
from activities.processes import attributes
from domain import errors
from domain.names import RECORDS
from services.context import Context

WITHIN = timedelta(seconds=40)
"""An unanswered act is kept once or back in the inbox by then (design §2)."""
AWAY = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.UNKNOWN,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
    }
)
"""Answers after which the same act may be asked again; the last: too many ask the same process at once, or the server is busy."""

NUL = rb"\u0000"
"""As JSON writes it; PostgreSQL keeps no text with it."""


async def body(context: Context, key: str, words: object) -> Body:
    """Lays the words of an act on the shelf, under the key of what they belong to: they never travel through Temporal.

    Raises: Malformed.
    """
    content = TypeAdapter(type(words)).dump_json(words)
    if NUL in content:
        raise errors.Malformed("ký tự NUL (U+0000) không dùng được / the character NUL cannot be used")
    return Body(key, await context.house.shelf.put(key, content))


async def tell(context: Context, run: Any, workflow: str, subject: object, update: Any, act: Any, opens: bool = False) -> Any:
    """Asks the workflow for the act and gives its answer; a workflow that is not open is started from rows.

    `run` is its run method, `workflow` its id, `subject` what it starts with. Raises: the refusal of the act, Unavailable.
    """
    # Every asking is an update of its own: a repeated update id would answer `Unavailable` for ever, once it has. That an act
    # counts once is the row's doing; and a request id chosen by another system stays out of Temporal's clear text.
    name = uuid4().hex
    client = context.house.temporal
    for attempt in (1, 2):
        try:
            # The client's own time-out is one for each of its calls: it would ask again without end.
            async with asyncio.timeout(WITHIN.total_seconds()):
                if not opens:
                    return await client.get_workflow_handle(workflow).execute_update(update, act, id=name, rpc_timeout=WITHIN)
                return await _with_start(client, run, workflow, subject, update, act, name)
        except WorkflowUpdateFailedError as failed:
            if no := refusal(failed):
                raise no from failed
            raise
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError) as late:
            raise errors.Unavailable("worker") from late
        except RuntimeError as failed:
            # How a client that never reached the server says so.
            raise errors.Unavailable("temporal") from failed
        except RPCError as failed:
            if failed.status is RPCStatusCode.NOT_FOUND and not opens:
                opens = True
            elif failed.status not in AWAY:
                raise
            elif attempt == 2 or failed.status is not RPCStatusCode.UNKNOWN:
                raise errors.Unavailable("temporal") from failed
    raise errors.Unavailable("temporal")


async def _with_start(client: Client, run: Any, workflow: str, subject: object, update: Any, act: Any, name: str) -> Any:
    kind = workflow.split("/")[0].capitalize()
    start = WithStartWorkflowOperation(
        run,
        subject,
        id=workflow,
        task_queue=RECORDS,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        search_attributes=attributes(kind),
    )
    return await client.execute_update_with_start_workflow(update, act, start_workflow_operation=start, id=name, rpc_timeout=WITHIN)


def refusal(failed: WorkflowUpdateFailedError) -> errors.Refusal | None:
    """The refusal as the house knows it; None for anything else."""
    told = failed.cause
    if isinstance(told, ApplicationError) and told.type and (kind := errors.kinds().get(told.type)):
        return kind(*told.details)
    return None
