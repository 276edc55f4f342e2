"""Work on many archived records, page by page, and then it ends: archived records have no process of their own."""

from temporalio import workflow

from activities.fixity import Fixity
from domain.cohorts import Cohort, CohortKind, PageDone
from workflows.options import COHORT

PAGES = 100
"""Pages until it continues as new: a history stays small."""
HANDS = {CohortKind.FIXITY: Fixity.page}


@workflow.defn(name="Cohort")
class CohortWorkflow:
    """One kind of work, one facility, one day."""

    @workflow.run
    async def run(self, cohort: Cohort) -> None:
        for _ in range(PAGES):
            page: PageDone = await workflow.execute_activity_method(HANDS[cohort.kind], cohort, **COHORT)
            if not page.left:
                return
        workflow.continue_as_new(cohort)
