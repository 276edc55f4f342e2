"""Renews the archive's evidence before it ends: many groups by one time stamp, a group by a new hash tree."""

from collections.abc import Sequence

from temporalio import activity

from activities.desk import Desk
from activities.kept_evidence import KeptEvidence, beat
from activities.stamps import check_ready
from domain.clock import day
from domain.cohorts import Cohort, PageDone
from domain.names import FacilityId
from domain.renewals import TOGETHER, EvidenceGroup, Renewal, Way, due, months_before, pressing, renewals
from signing.evidence_groups import Group
from store.queries import evidence
from store.writes import evidence as writes


class Renewals:
    """A hand of the cohort workflow."""

    def __init__(self, desk: Desk, kept: KeptEvidence) -> None:
        self.desk = desk
        self.kept = kept

    @activity.defn(name="evidence.renew")
    async def page(self, cohort: Cohort) -> PageDone:
        """The most urgent group by hash tree, or up to `TOGETHER` by one time stamp. Safe to repeat after a kill at any moment.

        Raises: Later, Unavailable("timestamps") (retried).
        """
        async with self.kept.alone(cohort.facility) as mine:
            return await self._page(cohort.facility) if mine else PageDone(0, False)

    async def _page(self, facility: FacilityId) -> PageDone:
        now = self.desk.clock()
        care, table = self.desk.policies.care(facility, day(now)), self.desk.policies.algorithms(day(now))
        async with self.desk.sessions() as session:
            groups = await evidence.groups(session, facility)
        planned = renewals(groups, table, care.renewal_lead_months, now)
        wanted = due(planned, now)
        algorithm = table.lasting(months_before(day(now), -care.renewal_lead_months))
        trees = [one.group for one in wanted if one.way is Way.TREE and algorithm not in (None, one.group.algorithm)]
        if trees and algorithm:
            return PageDone(await self._by_tree(trees[0], algorithm), True)
        together = _together(wanted)
        if not together:
            await self.kept.warn(facility, pressing(planned, care.renewal_lead_months, now))
            return PageDone(0, False)
        await self._by_stamp(together)
        return PageDone(len(together), True)

    async def _by_tree(self, row: EvidenceGroup, algorithm: str) -> int:
        if algorithm == "sha512" and (read := await self.kept.hash_again(row)):
            return read
        async with self.desk.sessions() as session:
            members = await evidence.members(session, row.id)
        group = await self.kept.newer(row, members)
        if group is None:
            group = await self.kept.read(row)
            if group is None:
                return 0
            known = set(group.members)
            anew = {old: new for one in members if (old := one.digest(row.began)) in known and (new := one.digest(algorithm)) and old}
            if not anew:
                async with self.desk.act() as (session, now):
                    await writes.ended(session, row.id, now)
                return 0
            await check_ready(self.desk)
            group = await self.kept.prover.prove_anew(group, algorithm, anew)
        await self.kept.keep(row, group, "evidence.renew")
        return len(members)

    async def _by_stamp(self, rows: Sequence[EvidenceGroup]) -> None:
        """One time stamp for all; where it would last no longer than theirs it is not kept, and tried again in a month."""
        found = [(row, group) for row in rows if (group := await self._taken_up(row))]
        if not found:
            return
        await check_ready(self.desk)
        made = await self.kept.prover.prove_again([group for _, group in found])
        vain = []
        for (row, before), group in zip(found, made, strict=True):
            if self.kept.prover.ends(group) > self.kept.prover.ends(before):
                await self.kept.keep(row, group, "evidence.renew")
            else:
                vain.append(row.id)
        async with self.desk.act() as (session, now):
            await writes.tried(session, vain, now)

    async def _taken_up(self, row: EvidenceGroup) -> Group | None:
        """The group to be renewed; None when a killed attempt renewed it already, or it is damaged."""
        beat()
        async with self.desk.sessions() as session:
            members = await evidence.members(session, row.id)
        if not members:
            async with self.desk.act() as (session, now):
                await writes.ended(session, row.id, now)
            return None
        if group := await self.kept.newer(row, members):
            await self.kept.keep(row, group, "evidence.renew")
            return None
        return await self.kept.read(row)


def _together(wanted: Sequence[Renewal]) -> list[EvidenceGroup]:
    """The most urgent, and others of the same algorithm: one stamp serves one algorithm."""
    groups = [one.group for one in wanted if one.way is Way.STAMP]
    return [one for one in groups if one.algorithm == groups[0].algorithm][:TOGETHER]
