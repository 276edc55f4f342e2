"""A batch as Temporal sees it: chunk by chunk, handed back when its tickets are lost, gone when it was refused."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast
from uuid import uuid4

import pytest
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import ActivityEnvironment

from activities.batch_signing import BEAT, TRIES, BatchSigning, Chunk
from activities.batches import BatchAct
from activities.desk import Desk
from activities.signatures import SignRequest
from activities.signing import Signing
from domain.batches import Line, LineState
from domain.errors import NotAllowed
from domain.names import RECORDS, BatchId, DocumentId, batch_workflow
from domain.people import Actor
from services import batches
from services.acts import tell
from signing.tickets import Reviewed
from store.queries import batches as queries
from store.writes import batches as writes
from tests.care import opened, refusal
from tests.people import HUNG, LAN, PIN
from tests.services.test_batches import ended as batch_ended
from tests.services.test_batches import entries
from tests.stack import Stack
from tests.workflows.conftest import Keep
from tests.workflows.running import ended, events
from workflows.batches import BatchWorkflow
from workflows.options import BATCH


def lines_of(chosen: list[Reviewed]) -> tuple[Line, ...]:
    return tuple(Line(n, one.document, one.version, one.content, None) for n, one in enumerate(chosen, 1))


async def test_thirty_documents_are_two_chunks(stack: Stack, keep: Keep) -> None:
    which = await batches.begin(stack.by(LAN), await entries(stack, await opened(stack), 30), PIN)
    workflow = batch_workflow(which)
    assert (await batch_ended(stack, which)).count(LineState.SIGNED) == 30
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    kept = await events(stack, workflow)
    assert kept.count("ACTIVITY_TASK_COMPLETED") == 3, "two chunks, then the chains of all"
    await keep(workflow, "signed")


async def test_started_from_rows_it_hands_back_what_it_has_no_ticket_for(stack: Stack, keep: Keep) -> None:
    chosen = await entries(stack, await opened(stack), 2)
    which, actor = BatchId(uuid4()), stack.by(LAN).actor
    async with stack.sessions.begin() as session:
        await writes.begin(session, which, actor, lines_of(chosen), stack.clock())
    workflow = batch_workflow(which)
    await stack.temporal.start_workflow("Batch", which, id=workflow, task_queue=RECORDS)
    batch = await batch_ended(stack, which)
    assert [(line.state, line.refusal, line.facts) for line in batch.lines] == [(LineState.HANDED_BACK, "TicketRefused", ("unknown",))] * 2
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "caught-up")


async def test_what_was_signed_before_the_signer_was_lost_is_told(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 2)
    which, actor = BatchId(uuid4()), stack.by(LAN).actor
    async with stack.sessions.begin() as session:
        await writes.begin(session, which, actor, lines_of(chosen), stack.clock())
        await writes.done(session, which, {1: None}, stack.clock())
    await stack.temporal.start_workflow("Batch", which, id=batch_workflow(which), task_queue=RECORDS)
    batch = await batch_ended(stack, which)
    assert [line.state for line in batch.lines] == [LineState.SIGNED, LineState.HANDED_BACK]
    assert await ended(stack, batch_workflow(which)) is WorkflowExecutionStatus.COMPLETED
    async with stack.sessions() as session:
        assert await queries.unfollowed(session, which) == []


@dataclass
class OneSpoiled:
    """A token at which the first document fails at once, and the others take their time."""

    desk: Desk
    spoiled: DocumentId | None = None
    slow: float = 0.2

    def sitting(self) -> "OneSpoiled":
        return self

    async def read(self, acts: Sequence[SignRequest]) -> Sequence[SignRequest]:
        return acts

    async def make(self, act: SignRequest) -> None:
        if act.of.document == self.spoiled:
            raise RuntimeError("spoiled")
        await asyncio.sleep(self.slow)


async def test_a_try_that_fails_leaves_nobody_signing_behind_it(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 3)
    which = BatchId(uuid4())
    async with stack.sessions.begin() as session:
        await writes.begin(session, which, stack.by(LAN).actor, lines_of(chosen), stack.clock())
    hands = BatchSigning(cast(Signing, OneSpoiled(stack.desk, chosen[0].document)))
    with pytest.raises(RuntimeError, match="spoiled"):
        await ActivityEnvironment().run(hands.sign, Chunk(which, {}))
    async with stack.sessions() as session:
        assert [line.document for line in (await queries.batch(session, which, LineState.WAITING)).lines] == [chosen[0].document]


async def test_a_document_that_fails_again_and_again_is_handed_back_and_keeps_no_other(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 3)
    which, env = BatchId(uuid4()), ActivityEnvironment()
    async with stack.sessions.begin() as session:
        await writes.begin(session, which, stack.by(LAN).actor, lines_of(chosen), stack.clock())
    env.info = replace(env.info, attempt=TRIES)
    stands = await env.run(BatchSigning(cast(Signing, OneSpoiled(stack.desk, chosen[0].document))).sign, Chunk(which, {}))
    assert stands.waiting == 0
    async with stack.sessions() as session:
        lines = (await queries.batch(session, which)).lines
    assert [(line.state, line.refusal) for line in lines] == [(LineState.HANDED_BACK, "Unavailable"), *[(LineState.SIGNED, "")] * 2]


async def test_an_authority_that_is_slow_is_not_taken_for_a_lost_signer(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 1)
    which, beats = BatchId(uuid4()), list[object]()
    async with stack.sessions.begin() as session:
        await writes.begin(session, which, stack.by(LAN).actor, lines_of(chosen), stack.clock())
    hands, env = BatchSigning(cast(Signing, OneSpoiled(stack.desk, slow=2.5 * BEAT.total_seconds()))), ActivityEnvironment()
    env.on_heartbeat = lambda *told: beats.append(told)
    assert (await env.run(hands.sign, Chunk(which, {}))).waiting == 0
    assert len(beats) == 3
    assert BATCH["heartbeat_timeout"] > BEAT * 2


async def test_a_refused_opening_leaves_nothing(stack: Stack, keep: Keep) -> None:
    chosen = await entries(stack, await opened(stack), 1)
    which, actor = BatchId(uuid4()), stack.by(LAN).actor
    somebody = Actor(actor.person, HUNG.position.id, actor.request)
    act = BatchAct(somebody, which, lines_of(chosen), {})
    workflow = batch_workflow(which)
    await refusal(NotAllowed, tell(stack.by(LAN), BatchWorkflow.run, workflow, which, BatchWorkflow.open, act, opens=True))
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "refused")
