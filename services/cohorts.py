"""What the clock starts of the work on archived records: once for each facility and day."""

from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from domain.clock import Clock, day
from domain.cohorts import Cohort, CohortKind, cohort_workflow
from domain.names import RECORDS
from store.engine import Sessions
from store.queries import fixity
from workflows.cohorts import CohortWorkflow


async def start_cohorts(sessions: Sessions, temporal: Client, clock: Clock, kind: CohortKind = CohortKind.FIXITY) -> int:
    """Starts the day's cohort of every facility that archived something; one that was started is left alone. How many were started."""
    async with sessions() as session:
        facilities = await fixity.facilities(session)
    started = 0
    for facility in facilities:
        cohort = Cohort(kind, facility, day(clock()))
        try:
            await temporal.start_workflow(
                CohortWorkflow.run,
                cohort,
                id=cohort_workflow(cohort),
                task_queue=RECORDS,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            )
            started += 1
        except WorkflowAlreadyStartedError:
            continue
    return started
