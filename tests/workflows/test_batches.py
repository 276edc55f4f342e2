"""A batch as Temporal sees it: chunk by chunk, handed back when its tickets are lost, gone when it was refused."""

from uuid import uuid4

from temporalio.client import WorkflowExecutionStatus

from activities.batches import BatchAct
from domain.batches import Line, LineState
from domain.errors import NotAllowed
from domain.names import RECORDS, BatchId, batch_workflow
from domain.people import Actor
from services import batches
from services.acts import tell
from signing.tickets import Reviewed
from store.writes import batches as writes
from tests.care import opened, refusal
from tests.people import HUNG, LAN, PIN
from tests.services.test_batches import ended as batch_ended
from tests.services.test_batches import entries
from tests.stack import Stack
from tests.workflows.conftest import Keep
from tests.workflows.running import ended, events
from workflows.batches import BatchWorkflow


def lines_of(chosen: list[Reviewed]) -> tuple[Line, ...]:
    return tuple(Line(n, one.document, one.version, one.content, None) for n, one in enumerate(chosen, 1))


async def test_thirty_documents_are_two_chunks(stack: Stack, keep: Keep) -> None:
    which = await batches.begin(stack.by(LAN), await entries(stack, await opened(stack), 30), PIN)
    workflow = batch_workflow(which)
    assert (await batch_ended(stack, which)).count(LineState.SIGNED) == 30
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    kept = await events(stack, workflow)
    assert kept.count("ACTIVITY_TASK_COMPLETED") == 4, "two chunks, each followed by its chains"
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


async def test_a_refused_opening_leaves_nothing(stack: Stack, keep: Keep) -> None:
    chosen = await entries(stack, await opened(stack), 1)
    which, actor = BatchId(uuid4()), stack.by(LAN).actor
    somebody = Actor(actor.person, HUNG.position.id, actor.request)
    act = BatchAct(somebody, which, lines_of(chosen), {})
    workflow = batch_workflow(which)
    await refusal(NotAllowed, tell(stack.by(LAN), BatchWorkflow.run, workflow, which, BatchWorkflow.open, act, opens=True))
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "refused")
