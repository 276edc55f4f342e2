"""Gathers what was archived under common evidence: a group of thousands, one time stamp, one file beside the objects."""

import asyncio
from uuid import uuid4

from temporalio import activity

from activities.desk import Desk
from activities.kept_evidence import KeptEvidence
from activities.stamps import check_ready
from domain.clock import day
from domain.cohorts import Cohort, PageDone
from domain.names import EvidenceId, FacilityId
from domain.renewals import EvidenceGroup, may_gather, months_before
from signing.evidence_groups import build
from store.queries import evidence
from store.writes import evidence as writes


class EvidenceGroups:
    """A hand of the cohort workflow."""

    def __init__(self, desk: Desk, kept: KeptEvidence) -> None:
        self.desk = desk
        self.kept = kept

    @activity.defn(name="evidence.gather")
    async def page(self, cohort: Cohort) -> PageDone:
        """One group at most: begun as a row with its members, stamped, kept. Safe to repeat after a kill at any moment.

        When there is none to begin, a thirtieth of the groups kept is read again.

        Raises: Later, Unavailable("timestamps") (retried).
        """
        async with self.kept.alone(cohort.facility) as mine:
            return await self._page(cohort.facility) if mine else PageDone(0, False)

    async def _page(self, facility: FacilityId) -> PageDone:
        row = await self._begun(facility)
        if row is None:
            await self.kept.look(facility)
            return PageDone(0, False)
        if row.began != "sha256" and (read := await self.kept.hash_again(row)):
            return PageDone(read, True)
        async with self.desk.sessions() as session:
            members = await evidence.members(session, row.id)
        if not members:
            async with self.desk.act() as (session, _):
                await writes.drop(session, row.id)
            return PageDone(0, True)
        group = await self.kept.newer(row, members)
        if group is None:
            await check_ready(self.desk)
            pending = await asyncio.to_thread(build, [digest for one in members if (digest := one.digest(row.began))], row.began)
            (group,) = await self.kept.prover.prove([pending])
        await self.kept.keep(row, group, "evidence.build")
        return PageDone(len(members), True)

    async def _begun(self, facility: FacilityId) -> EvidenceGroup | None:
        """The group that waits for its first time stamp, else a new one where enough wait, or have waited long enough."""
        now = self.desk.clock()
        care, table = self.desk.policies.care(facility, day(now)), self.desk.policies.algorithms(day(now))
        async with self.desk.act() as (session, now):
            for one in await evidence.groups(session, facility):
                if not one.stamps:
                    return one
            algorithm = table.lasting(months_before(day(now), -care.renewal_lead_months))
            waiting, oldest = await evidence.waiting(session, facility)
            if algorithm is None or not may_gather(waiting, oldest, care.evidence_group_size, care.evidence_after_days, now):
                return None
            which = EvidenceId(uuid4())
            began = await writes.begin(session, which, facility, algorithm, care.evidence_group_size, now)
            return await evidence.group(session, which) if began else None
