"""Starting every open process again from rows: losing Temporal loses timers, not acts (design §2)."""

from collections.abc import Awaitable, Callable

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.documents import Of
from activities.processes import attributes
from domain import names
from store.engine import Sessions
from store.queries import appraisals, batches, disposals, orders, plans, records, signatures

Found = Callable[[Sessions], Awaitable[list[tuple[str, object]]]]


async def _records(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        return [(names.record_workflow(one), one) for one in await records.open_records(session)]


async def _orders(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        return [(names.order_workflow(one), one) for one in await orders.unfinished(session)]


async def _signatures(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        found = await signatures.unfinished_versions(session)
    return [(names.signature_workflow(which, number), Of(which, number)) for which, number in found]


async def _batches(sessions: Sessions) -> list[tuple[str, object]]:
    """Without their tickets: what waits is handed back."""
    async with sessions() as session:
        return [(names.batch_workflow(one), one) for one in await batches.unfinished(session)]


async def _plans(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        return [(names.plan_workflow(one), one) for one in await plans.unfinished(session)]


async def _tracks(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        return [(names.track_workflow(one), one) for one in await plans.unfinished_tracks(session, limit=None)]


async def _appraisals(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        return [(names.appraisal_workflow(one), one) for one in await appraisals.unfinished(session)]


async def _disposals(sessions: Sessions) -> list[tuple[str, object]]:
    async with sessions() as session:
        return [(names.disposal_workflow(one), one) for one in await disposals.open_disposals(session)]


OPEN: dict[str, Found] = {
    "Record": _records,
    "Order": _orders,
    "Signature": _signatures,
    "Batch": _batches,
    "Plan": _plans,
    "Track": _tracks,
    "Appraisal": _appraisals,
    "Disposal": _disposals,
}
"""Workflow type → what should be open, by the rows."""


async def restart_open(sessions: Sessions, temporal: Client) -> dict[str, int]:
    """Starts what should be open and is not; gives how many of each kind were started."""
    return {kind: await _restart(kind, await found(sessions), temporal) for kind, found in OPEN.items()}


async def look_again(sessions: Sessions, temporal: Client) -> int:
    """Asks every open plan to look again: a run that sleeps since before plans changed in flight ends, and the next wakes every track.

    For a run of today it is nothing, so it is safe to repeat. Gives how many were asked.
    """
    asked = 0
    for workflow, _ in await _plans(sessions):
        try:
            await temporal.get_workflow_handle(workflow).signal("look_again")
            asked += 1
        except RPCError as failed:
            if failed.status is not RPCStatusCode.NOT_FOUND:  # it is not open: `restart_open` starts it
                raise
    return asked


async def _restart(kind: str, wanted: list[tuple[str, object]], temporal: Client) -> int:
    started = 0
    for workflow, subject in wanted:
        try:
            await temporal.start_workflow(
                kind,
                subject,
                id=workflow,
                task_queue=names.RECORDS,
                id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                search_attributes=attributes(kind),
            )
            started += 1
        except WorkflowAlreadyStartedError:
            continue
    return started
