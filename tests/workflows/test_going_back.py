"""Going back to a version whose worker does not serve the queue `preserving`: the manual's own command moves what waits there."""

import asyncio
import os
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.worker import Worker

from activities.documents import Of
from app.devstack.temporal import binary
from domain.names import RECORDS, Sha256, signature_workflow
from domain.signatures import Chain
from services import signatures
from tests.care import completed, until
from tests.people import DUC
from tests.stack import Stack, temporal_server
from tests.workflows.running import ended, events, handle
from workflows.sandbox import runner
from workflows.signatures import SignatureWorkflow

MANUAL = Path(__file__).parents[2] / "docs" / "running.md"


@dataclass(frozen=True)
class Hands:
    """Of the older worker: they find a complete version, and preserve it when they are asked."""

    complete: Chain

    @activity.defn(name="signature.open")
    async def open(self, of: Of) -> Chain:
        return self.complete

    @activity.defn(name="process.wake")
    async def wake(self, of: Of) -> None: ...

    @activity.defn(name="signature.preserve")
    async def preserve(self, of: Of) -> Chain:
        return replace(self.complete, preserved=Sha256("0" * 64))


def moves_what_waits() -> list[str]:
    """The manual's command, word by word."""
    return next(shlex.split(line) for line in MANUAL.read_text().splitlines() if line.startswith("temporal activity update-options"))


async def test_what_waits_in_a_queue_the_older_version_does_not_serve_is_moved(stack: Stack, tmp_path: Path) -> None:
    _, _, document = await completed(stack)
    chain = replace((await signatures.read(stack.by(DUC), document)).newest.chain, preserved=None)
    hands, of = Hands(chain), Of(document, 1)
    async with temporal_server(tmp_path) as env:
        client = Client(**{**env.client.config(), "data_converter": stack.temporal.data_converter})  # type: ignore[arg-type]
        given = [hands.open, hands.wake, hands.preserve]
        async with Worker(client, task_queue=RECORDS, workflows=[SignatureWorkflow], activities=given, workflow_runner=runner()):
            there, workflow = replace(stack, temporal=client), signature_workflow(document, 1)
            await client.start_workflow("Signature", of, id=workflow, task_queue=RECORDS)
            await until(lambda: events(there, workflow), lambda found: "ACTIVITY_TASK_SCHEDULED" in found)
            (waits,) = (await handle(there, workflow).describe()).raw_description.pending_activities
            assert (waits.activity_options.task_queue.name, waits.last_worker_identity) == ("preserving", "")
            said = os.environ | {"TEMPORAL_ADDRESS": client.service_client.config.target_host, "TEMPORAL_NAMESPACE": client.namespace}
            moving = await asyncio.create_subprocess_exec(binary(), *moves_what_waits()[1:], env=said)
            assert await moving.wait() == 0
            assert await ended(there, workflow) is WorkflowExecutionStatus.COMPLETED
