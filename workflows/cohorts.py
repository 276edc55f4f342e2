"""Work on many archived records, page by page, and then it ends: archived records have no process of their own."""

from typing import Any

from temporalio import workflow

from activities.evidence_groups import EvidenceGroups
from activities.fixity import Fixity
from activities.renewals import Renewals
from activities.retelling import Retelling
from domain.cohorts import Cohort, CohortKind, PageDone
from workflows.options import COHORT

PAGES = 100
"""Pages until it continues as new: a history stays small."""
HANDS: dict[CohortKind, Any] = {
    CohortKind.FIXITY: Fixity.page,
    CohortKind.EVIDENCE: EvidenceGroups.page,
    CohortKind.RENEWAL: Renewals.page,
    CohortKind.RETELLING: Retelling.page,
}


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
