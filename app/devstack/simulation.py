"""Plays the coming years: archived documents judged on each year's day, with renewals by the house's own planner or without.

The judge and the renewals are those of the house; only the time-stamp services of later years are stand-ins.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

from app.devstack.pki.years import Years, years
from domain.algorithms import AlgorithmTable
from domain.clock import VIETNAM, day
from domain.names import EvidenceId, FacilityId, id_of
from domain.renewals import EvidenceGroup, Renewal, Way, months_before, renewal
from signing.evidence_groups import Group, build, renew_stamps, renew_tree
from signing.evidence_verification import digest_of
from signing.evidence_verification import verify as verify_evidence
from signing.inspection import inspect
from signing.preservation import preserve
from signing.signed_data import read_time_stamp
from signing.verification import verify

JudgeAt = Callable[[bytes, datetime], Awaitable[bool]]


@dataclass(frozen=True)
class Sample:
    """One archived document."""

    name: str
    pdf: bytes
    content: int
    """Bytes before its first signature."""


@dataclass(frozen=True)
class Fate:
    """What becomes of a sample by one way of proving it."""

    name: str
    way: str
    """`file`: archive time stamps in the PDF; `record`: its evidence record."""
    renewed: tuple[date, ...]
    fails_on: date | None
    """The first day on which it is not proved to the end; None where it is proved on all days asked for."""


States = list[tuple[date, bytes]]
"""A proof as it stood from each of these days on."""


@dataclass(frozen=True)
class Rules:
    """What the planner goes by."""

    table: AlgorithmTable
    lead: int
    """Months."""
    renewing: bool = True


class Simulation:
    """One run from a moment to a day. Each story begins anew, with the authority as it is now."""

    def __init__(self, authority: Path, began: datetime, rules: Rules, until: date) -> None:
        self.authority, self.began, self.rules, self.until = authority, began, rules, until
        with years(authority, began) as now:
            self.trust = now.trust

    async def play(self, samples: Sequence[Sample]) -> list[Fate]:
        """Two lines for each sample. Raises: NoAuthority."""
        with years(self.authority, self.began) as coming:
            records, trees = await self._records(samples, coming)
        found = []
        for one in samples:
            with years(self.authority, self.began) as coming:
                files = await self._files(one, coming)
            found.append(await self._fate(one.name, "file", files, self._file_holds))
            found.append(await self._fate(one.name, "record", records[one.name], self._record_holds(one, trees)))
        return found

    async def _records(self, samples: Sequence[Sample], coming: Years) -> tuple[dict[str, States], list[tuple[date, str]]]:
        """The evidence record of each sample after each renewal of their group, and by which algorithm its newest tree was then."""
        documents = {hashlib.sha256(one.pdf).digest(): one for one in samples}
        group = await build(documents).stamp(coming, coming.revocation)
        states: dict[str, States] = {one.name: [] for one in samples}
        trees: list[tuple[date, str]] = []
        while True:
            for digest, one in documents.items():
                states[one.name].append((day(coming.now), group.record_of(digest).der))
            trees.append((day(coming.now), group.algorithm))
            ends = group.renew_before(self.trust)
            planned = self._next(ends, group.algorithm, coming.now)
            if planned is None:
                return states, trees
            coming.turn(_morning(planned.on, coming.now), ends)
            group = await self._renewed(group, planned, documents, coming)

    async def _renewed(self, group: Group, planned: Renewal, documents: dict[bytes, Sample], coming: Years) -> Group:
        anew = self.rules.table.lasting(months_before(planned.on, -self.rules.lead))
        if planned.way is Way.TREE and anew:
            digests = {digest: hashlib.new(anew, one.pdf).digest() for digest, one in documents.items()}
            return await renew_tree(group, anew, digests, coming, coming.revocation)
        return (await renew_stamps([group], coming, coming.revocation))[0]

    async def _files(self, of: Sample, coming: Years) -> States:
        """The PDF after each renewal in the file."""
        pdf, states = of.pdf, [(day(coming.now), of.pdf)]
        while planned := self._next(self._file_ends(pdf), "", coming.now):
            coming.turn(_morning(planned.on, coming.now), self._file_ends(pdf))
            pdf = await preserve(pdf, coming.revocation, coming, renew=True, clock=coming.clock, content=of.content)
            states.append((day(coming.now), pdf))
        return states

    def _next(self, ends: datetime, algorithm: str, now: datetime) -> Renewal | None:
        """The next renewal before the last day asked for, by the planner of the archive."""
        group = EvidenceGroup(EvidenceId(id_of("evidence", "simulated")), FacilityId(""), "sha256", algorithm, 1, 1, "", now, ends)
        planned = renewal(group, self.rules.table, self.rules.lead, now)
        return planned if self.rules.renewing and planned and planned.way is not Way.LOST and planned.on <= self.until else None

    def _file_ends(self, pdf: bytes) -> datetime:
        inspected = inspect(pdf)
        stamps = [read_time_stamp(one.cms) for one in inspected.signatures if one.archive]
        data = stamps[-1].data
        chain = self.trust.chain(data.signer, (*data.certificates, *inspected.store.certificates))
        return min(one.not_valid_after_utc for one in chain)

    async def _file_holds(self, pdf: bytes, at: datetime) -> bool:
        return (await verify(pdf, self.trust, clock=lambda: at)).valid

    def _record_holds(self, of: Sample, trees: list[tuple[date, str]]) -> JudgeAt:
        """A record proves nothing either from the day on which its newest tree's algorithm is weak."""

        async def holds(record: bytes, at: datetime) -> bool:
            algorithm = [name for since, name in trees if since <= day(at)][-1]
            weak = self.rules.table.weak_from(algorithm)
            verdict = await asyncio.to_thread(verify_evidence, record, digest_of(of.pdf), self.trust, at)
            return verdict.valid and not (weak and weak <= day(at))

        return holds

    async def _fate(self, name: str, way: str, states: States, holds: JudgeAt) -> Fate:
        renewed = tuple(since for since, _ in states[1:])
        good, stops = day(self.began), list(self._days(renewed))
        for before, after in pairwise([good, *stops]):
            if not await holds(_standing(states, after), _end(after)):
                return Fate(name, way, renewed, await self._first(states, holds, before, after))
        return Fate(name, way, renewed, None)

    def _days(self, renewed: Sequence[date]) -> Iterator[date]:
        """Each year's day, the last day, and the eve and day of each renewal."""
        first = day(self.began)
        yearly = [months_before(first, -12 * n) for n in range(1, self.until.year - first.year + 1)]
        eves = [one - timedelta(days=1) for one in renewed]
        yield from sorted({one for one in (*yearly, *eves, *renewed, self.until) if first < one <= self.until})

    async def _first(self, states: States, holds: JudgeAt, good: date, bad: date) -> date:
        """The first bad day between a good one and a bad one."""
        while (bad - good).days > 1:
            middle = good + (bad - good) // 2
            if await holds(_standing(states, middle), _end(middle)):
                good = middle
            else:
                bad = middle
        return bad


def _standing(states: States, on: date) -> bytes:
    return [proof for since, proof in states if since <= on][-1]


def _morning(on: date, now: datetime) -> datetime:
    """When the nightly round of the day works; at once where the day has come already."""
    return max(datetime.combine(on, time(3), VIETNAM).astimezone(now.tzinfo), now + timedelta(minutes=10))


def _end(of: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(of, time(23, 59, 59), VIETNAM)
