"""Archived records that went to another patient, whose patient has a number by now, or of whose transfers something became: their
objects are told, in a version more."""

from temporalio import activity

from activities.archive import Archive
from domain.cohorts import Cohort, PageDone
from store.queries import records

PAGE = 20
"""Records of one activity."""


class Retelling:
    """A hand of the cohort workflow."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @activity.defn(name="retelling.page")
    async def page(self, cohort: Cohort) -> PageDone:
        """The longest untold of the facility. Safe to repeat. Raises: Damaged, Overtaken (retried)."""
        async with self.archive.desk.sessions() as session:
            due = await records.untold(session, cohort.facility, PAGE)
        for one in due:
            await self.archive.supplement(one)
            if activity.in_activity():
                activity.heartbeat()
        return PageDone(len(due), len(due) == PAGE)
