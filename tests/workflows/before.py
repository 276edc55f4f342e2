"""Workflows as they were before a patch, for as long as the patch stands: what they left open is replayed by those of today."""

from temporalio import workflow

from domain.names import BatchId, PlanId
from workflows.batches import BatchWorkflow
from workflows.options import MONTH
from workflows.plans import PlanWorkflow


@workflow.defn(name="Batch")
class FourLanes(BatchWorkflow):
    """Before `batch-eight-2026-11-28`."""

    @workflow.init
    def __init__(self, batch: BatchId) -> None:
        super().__init__(batch)

    @workflow.run
    async def run(self, batch: BatchId) -> None:
        await super().run(batch)

    def lanes(self) -> int:
        return 4


@workflow.defn(name="Plan")
class Asleep(PlanWorkflow):
    """Before `plan-changes-2026-11-29`: it sleeps a month, whatever changes."""

    @workflow.init
    def __init__(self, plan: PlanId) -> None:
        super().__init__(plan)

    @workflow.run
    async def run(self, plan: PlanId) -> None:
        if self.stands is None:
            await self.look()
        if self.stands and not self.stands.finished:
            await self.start_tracks()
            await workflow.sleep(MONTH)
            workflow.continue_as_new(plan)
