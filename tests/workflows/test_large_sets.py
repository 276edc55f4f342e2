"""A set of many chunks on a server of its own: asked for twice, and its signer lost while lanes are full and chunks wait."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from temporalio.api.workflowservice.v1 import UpdateActivityOptionsRequest
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.worker import Worker

from activities.batch_signing import BatchSigning
from activities.batches import BatchAct, Batches, BatchStands
from activities.desk import Desk
from activities.signatures import SignRequest
from activities.signing import Signing
from activities.turns import Turns
from domain.batches import CHUNK, Batch, Line, LineState
from domain.errors import NotFound
from domain.names import RECORDS, SIGNING, BatchId, DocumentId, Sha256, batch_workflow, id_of
from services.acts import tell
from store.queries import batches as queries
from tests.care import opened, until
from tests.people import LAN
from tests.services.test_batches import entries
from tests.stack import Stack, temporal_server
from tests.workflows.before import FourLanes
from tests.workflows.conftest import Keep
from tests.workflows.running import ended, events
from workflows.batches import BatchWorkflow
from workflows.sandbox import runner


@dataclass(frozen=True)
class Vanishing:
    """A token that signs one document and knows none of the first chunk's others; at the next chunks it does nothing any more."""

    desk: Desk
    good: DocumentId
    first: frozenset[DocumentId]

    def sitting(self) -> "Vanishing":
        return self

    async def read(self, acts: Sequence[SignRequest]) -> Sequence[SignRequest]:
        return acts

    async def make(self, act: SignRequest) -> None:
        if act.of.document not in self.first:
            await asyncio.Event().wait()
        elif act.of.document != self.good:
            raise NotFound("document", act.of.document)


@dataclass(frozen=True)
class Elsewhere:
    """A Temporal whose signer can be lost without anybody else missing it."""

    stack: Stack
    temporal: Client

    async def open(self, act: BatchAct) -> BatchStands:
        context = self.stack.by(LAN)
        there = replace(context, house=replace(context.house, temporal=self.temporal))
        stands: BatchStands = await tell(
            there, BatchWorkflow.run, batch_workflow(act.batch), act.batch, BatchWorkflow.open, act, opens=True
        )
        return stands

    async def six_minutes_are_over(self, workflow: str) -> None:
        """The time a chunk has is shortened to what has passed: the server skips no time while an activity is waited for."""
        asked = UpdateActivityOptionsRequest(namespace=self.temporal.namespace, type="batch.sign")
        asked.execution.workflow_id = workflow
        asked.activity_options.schedule_to_close_timeout.FromTimedelta(timedelta(seconds=1))
        asked.update_mask.paths.append("schedule_to_close_timeout")
        await self.temporal.workflow_service.update_activity_options(asked)

    def signer(self, token: Vanishing) -> Worker:
        return Worker(self.temporal, task_queue=SIGNING, activities=[BatchSigning(cast(Signing, token)).sign])


@asynccontextmanager
async def elsewhere(stack: Stack, folder: Path, kind: type) -> AsyncIterator[Elsewhere]:
    """With a worker whose batches are of this kind; whose chains follow where the stack's documents are."""
    hands = Batches(stack.desk, stack.temporal, Turns())
    async with temporal_server(folder) as env:
        client = Client(**{**env.client.config(), "data_converter": stack.temporal.data_converter})  # type: ignore[arg-type]
        given: list[Callable[..., Any]] = [hands.open, hands.stands, hands.follow, hands.close]
        async with Worker(client, task_queue=RECORDS, workflows=[kind], activities=given, workflow_runner=runner()):
            yield Elsewhere(stack, client)


async def set_of(stack: Stack, chunks: int) -> BatchAct:
    """So many chunks, one line in the last; only the first line names a document that there is."""
    (good,) = await entries(stack, await opened(stack), 1)
    which = BatchId(uuid4())
    others = [Line(n, DocumentId(id_of("none", which, n)), 1, Sha256("0" * 64), None) for n in range(2, CHUNK * (chunks - 1) + 2)]
    return BatchAct(stack.by(LAN).actor, which, (Line(1, good.document, 1, good.content, None), *others), {"": "ticket"})


async def batch(stack: Stack, which: BatchId) -> Batch:
    async with stack.sessions() as session:
        return await queries.batch(session, which)


async def in_hand(handle: WorkflowHandle[object, object]) -> int:
    """How many chunks a signer has, or should have."""
    return len((await handle.describe()).raw_description.pending_activities)


@pytest.mark.parametrize(
    ("kind", "lanes", "shape"), [(BatchWorkflow, 8, "lost"), (FourLanes, 4, "lost-in-four-lanes")], ids=["today", "before"]
)
async def test_what_a_lost_signer_left_is_handed_back(stack: Stack, keep: Keep, tmp_path: Path, kind: type, lanes: int, shape: str) -> None:
    act = await set_of(stack, lanes + 2)
    workflow, first = batch_workflow(act.batch), frozenset(line.document for line in act.lines[:CHUNK])
    async with elsewhere(stack, tmp_path, kind) as there:
        handle, full = there.temporal.get_workflow_handle(workflow), (lanes, len(act.lines) - CHUNK)
        async with there.signer(Vanishing(stack.desk, act.lines[0].document, first)):
            stands = await there.open(act)
            assert (stands.waiting, stands.lines) == (len(act.lines), len(act.lines))

            async def seen() -> tuple[int, int]:
                return await in_hand(handle), (await batch(stack, act.batch)).count(LineState.WAITING)

            assert await until(seen, lambda found: found == full) == full, "the first chunk is done, another one was begun in its place"
            assert (await there.open(act)).waiting == full[1], "a second click is the same set"
        assert await in_hand(handle) == lanes
        await there.six_minutes_are_over(workflow)
        far = replace(stack, temporal=there.temporal)
        assert await ended(far, workflow) is WorkflowExecutionStatus.COMPLETED
        kept = await events(far, workflow)
        assert (kept.count("WORKFLOW_EXECUTION_UPDATE_COMPLETED"), kept.count("ACTIVITY_TASK_TIMED_OUT")) == (2, lanes)
        await keep(workflow, shape, there.temporal)
    lines = (await batch(stack, act.batch)).lines
    assert [line.state for line in lines] == [LineState.SIGNED] + [LineState.HANDED_BACK] * (len(lines) - 1)
    assert {line.refusal for line in lines[1:CHUNK]} == {"NotFound"}
    assert {(line.refusal, line.facts) for line in lines[CHUNK:]} == {("Unavailable", ("signer",))}
