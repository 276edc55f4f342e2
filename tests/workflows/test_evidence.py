"""Archived documents share evidence: gathered by night, renewed before its end, and nothing is doubled by a kill."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from activities.evidence_groups import EvidenceGroups
from activities.kept_evidence import KeptEvidence
from activities.preserving import Preservation
from activities.renewals import Renewals
from domain.algorithms import Weakness
from domain.basis import Certainty
from domain.clock import day
from domain.cohorts import Cohort, CohortKind, cohort_workflow
from domain.names import RecordId
from domain.renewals import EvidenceGroup
from services import notices
from services.cohorts import start_cohorts
from signing import evidence_files
from signing.evidence_verification import verify
from signing.pades import Stamper
from store.archive_copy import ArchiveCopy
from store.queries import evidence
from store.queries.evidence import Member
from store.tables.evidence import EvidenceGroupRow, EvidenceMemberRow
from tests.care import archived
from tests.people import HOSPITAL, NAM
from tests.signing.proofs import Clock, service
from tests.stack import Stack

MONTH = timedelta(days=31)
LATE = datetime(2037, 8, 1, tzinfo=UTC)
"""Less than eighteen months before the development authority's stamper ends."""


@dataclass
class Counted:
    """Stamps, and says how often."""

    stamper: Stamper
    asked: list[bytes] = field(default_factory=list)

    async def stamp(self, digest: bytes) -> bytes:
        self.asked.append(digest)
        return await self.stamper.stamp(digest)


@dataclass
class Night:
    """The hands of one night, with the stamper they asked."""

    stack: Stack
    kept: KeptEvidence
    stamper: Counted

    async def gather(self) -> None:
        while (await EvidenceGroups(self.stack.desk, self.kept).page(self.cohort(CohortKind.EVIDENCE))).left:
            pass

    async def renew(self) -> None:
        while (await Renewals(self.stack.desk, self.kept).page(self.cohort(CohortKind.RENEWAL))).left:
            pass

    def cohort(self, kind: CohortKind) -> Cohort:
        return Cohort(kind, HOSPITAL, day(self.stack.clock()))


def night(stack: Stack, second: Path | None = None, prover: Preservation | None = None) -> Night:
    of = prover or stack.preserver
    counted = Counted(of.stamper)
    return Night(stack, KeptEvidence(stack.desk, ArchiveCopy(stack.house.ocfl, second), Preservation(of.revocation, counted)), counted)


@asynccontextmanager
async def later(stack: Stack, folder: Path, moment: datetime) -> AsyncIterator[Night]:
    """A night years from now, with a time stamper of that time."""
    stack.clock.ahead = moment - datetime.now(UTC)
    async with service(folder, Clock(moment), stack.authority) as of:
        yield night(stack, prover=Preservation(of.revocation, of.stamps))
    stack.clock.ahead = timedelta()


async def groups(stack: Stack) -> list[EvidenceGroup]:
    async with stack.sessions() as session:
        return await evidence.groups(session, HOSPITAL)


async def of(stack: Stack, record: RecordId) -> tuple[EvidenceGroup, list[Member]]:
    """The one group of a record's documents."""
    async with stack.sessions() as session:
        found = await evidence.of_record(session, record)
        (which,) = {group for _, group in found}
        return await evidence.group(session, which), [member for member, _ in found]


async def proved(one: Night, record: RecordId, stamps: int) -> None:
    """Every document of the record is proved by itself, by so many time stamps."""
    row, members = await of(one.stack, record)
    group = evidence_files.read(one.kept.folder.get(row.id, row.sha256))
    for member in members:
        digests = {"sha256": member.sha256, "sha512": member.sha512 or b""}
        made = group.record_of(member.sha256)
        verdict = verify(made.der, digests.__getitem__, one.kept.prover.revocation.trust, one.stack.clock())
        assert (verdict.valid, len(verdict.stamps)) == (True, stamps)


@pytest.fixture
async def fresh(stack: Stack) -> AsyncIterator[RecordId]:
    """A record just archived; whatever waited before has its group."""
    stack.clock.ahead = MONTH
    await night(stack).gather()
    stack.clock.ahead = timedelta()
    yield (await archived(stack))[0]
    stack.clock.ahead = timedelta()


async def test_after_a_month_a_small_hospital_has_its_group_too(stack: Stack, fresh: RecordId) -> None:
    before = await groups(stack)
    await start_cohorts(stack.sessions, stack.temporal, stack.clock, CohortKind.EVIDENCE)
    today = cohort_workflow(Cohort(CohortKind.EVIDENCE, HOSPITAL, day(stack.clock())))
    await stack.temporal.get_workflow_handle(today).result()
    assert await groups(stack) == before, "three documents wait for others"
    stack.clock.ahead = MONTH
    await start_cohorts(stack.sessions, stack.temporal, stack.clock, CohortKind.EVIDENCE)
    workflow = cohort_workflow(Cohort(CohortKind.EVIDENCE, HOSPITAL, day(stack.clock())))
    await stack.temporal.get_workflow_handle(workflow).result()
    row, members = await of(stack, fresh)
    assert (row.documents, row.stamps, row.algorithm) == (len(members), 1, "sha256")
    assert row.renew_before == stack.authority.stamper.not_valid_after_utc
    await proved(night(stack), fresh, 1)
    assert all(member.sha512 for member in members), "kept when it was archived"


async def test_a_full_group_does_not_wait(stack: Stack, fresh: RecordId) -> None:
    stack.book.set_otherwise["evidence_group_size"] = 2
    try:
        one = night(stack)
        await one.gather()
        assert len(one.stamper.asked) == 1
        async with stack.sessions() as session:
            assert (await evidence.waiting(session, HOSPITAL))[0] == 1
    finally:
        stack.book.set_otherwise.pop("evidence_group_size")


async def test_killed_before_its_stamp_the_same_group_is_stamped(stack: Stack, fresh: RecordId) -> None:
    stack.clock.ahead = MONTH
    begun = await EvidenceGroups(stack.desk, night(stack).kept)._begun(HOSPITAL)
    assert begun
    one = night(stack)
    await one.gather()
    assert ((await of(stack, fresh))[0].id, len(one.stamper.asked)) == (begun.id, 1)
    await proved(one, fresh, 1)


async def test_killed_between_file_and_row_no_second_stamp_is_asked_for(stack: Stack, fresh: RecordId) -> None:
    stack.clock.ahead = MONTH
    await night(stack).gather()
    row, _ = await of(stack, fresh)
    async with stack.sessions.begin() as session:
        await session.execute(update(EvidenceGroupRow).where(EvidenceGroupRow.id == row.id).values(stamps=0, sha256="", renew_before=None))
    one = night(stack)
    await one.gather()
    again, _ = await of(stack, fresh)
    assert ((again.sha256, again.stamps, again.renew_before), one.stamper.asked) == ((row.sha256, 1, row.renew_before), [])


async def test_a_file_that_was_put_there_proves_nothing_and_is_replaced(stack: Stack, fresh: RecordId) -> None:
    stack.clock.ahead = MONTH
    begun = await EvidenceGroups(stack.desk, night(stack).kept)._begun(HOSPITAL)
    assert begun
    one = night(stack)
    one.kept.folder.put(begun.id, b"nonsense")
    await one.gather()
    assert len(one.stamper.asked) == 1
    await proved(one, fresh, 1)


async def test_before_its_end_evidence_is_renewed_by_one_stamp(stack: Stack, fresh: RecordId, tmp_path: Path) -> None:
    stack.clock.ahead = MONTH
    await night(stack).gather()
    many = len(await groups(stack))
    async with later(stack, tmp_path, LATE) as one:
        await one.renew()
        assert len(one.stamper.asked) == 1, f"for all {many} groups"
        await proved(one, fresh, 2)
        row, _ = await of(stack, fresh)
        assert row.renew_before
        assert row.renew_before > LATE + timedelta(days=11 * 365)
        async with stack.sessions.begin() as session:
            half = {"stamps": 1, "sha256": "0" * 64, "renew_before": stack.authority.stamper.not_valid_after_utc}
            await session.execute(update(EvidenceGroupRow).where(EvidenceGroupRow.id == row.id).values(**half))
        await one.renew()
        assert len(one.stamper.asked) == 1, "the file of the killed attempt is taken up"
        assert (await of(stack, fresh))[0].sha256 == row.sha256


async def test_a_stamper_that_lasts_no_longer_is_asked_once_a_month(stack: Stack, fresh: RecordId) -> None:
    """The lead may be longer than any certificate of the service lasts."""
    stack.clock.ahead = MONTH
    await night(stack).gather()
    stack.book.set_otherwise["renewal_lead_months"] = 12 * 20
    try:
        for ahead, asked in ((MONTH, 1), (MONTH + timedelta(days=1), 0), (MONTH * 2, 1)):
            stack.clock.ahead = ahead
            one = night(stack)
            await one.renew()
            assert len(one.stamper.asked) == asked
        assert (await of(stack, fresh))[0].stamps == 1
    finally:
        stack.book.set_otherwise.pop("renewal_lead_months")


async def test_evidence_that_nobody_could_renew_is_told(stack: Stack, fresh: RecordId) -> None:
    stack.clock.ahead = MONTH
    await night(stack).gather()
    stack.clock.ahead = datetime(2038, 9, 1, tzinfo=UTC) - datetime.now(UTC)
    async with stack.sessions.begin() as session:
        await session.execute(update(EvidenceGroupRow).values(tried_at=stack.clock()))
    await night(stack).renew()
    assert "evidence_ending" in {one.kind for one in await notices.unseen(stack.by(NAM))}


async def test_two_nights_at_once_do_not_meet(stack: Stack, fresh: RecordId) -> None:
    stack.clock.ahead = MONTH
    one, other = night(stack), night(stack)
    async with one.kept.alone(HOSPITAL) as mine:
        assert mine
        await other.gather()
        await other.renew()
        assert other.stamper.asked == []
    await other.gather()
    assert len(other.stamper.asked) == 1


async def test_a_weak_algorithm_is_left_by_a_new_tree(stack: Stack, fresh: RecordId, tmp_path: Path) -> None:
    """Also where digests by the next one were not kept: the documents are read again."""
    stack.clock.ahead = MONTH
    await night(stack).gather()
    async with stack.sessions.begin() as session:
        await session.execute(update(EvidenceMemberRow).where(EvidenceMemberRow.record == fresh).values(sha512=None))
    table = stack.book.digests[0]
    weak = replace(table, weak=(Weakness("sha256", date(2032, 1, 1), "Cơ sở dự báo", Certainty.UNCONFIRMED),))
    stack.clock.ahead = datetime(2030, 9, 1, tzinfo=UTC) - datetime.now(UTC)
    one = night(stack)
    desk = replace(stack.desk, policies=replace(stack.book, digests=(weak,)))
    one.kept.desk = desk
    while (await Renewals(desk, one.kept).page(one.cohort(CohortKind.RENEWAL))).left:
        pass
    assert {row.algorithm for row in await groups(stack) if not row.damaged} == {"sha512"}
    await proved(one, fresh, 2)


async def test_what_was_destroyed_is_renewed_no_more_and_keeps_nobody_back(stack: Stack, fresh: RecordId, tmp_path: Path) -> None:
    other, _ = await archived(stack)
    stack.clock.ahead = MONTH
    await night(stack).gather()
    _, members = await of(stack, other)
    async with stack.sessions.begin() as session:
        await session.execute(delete(EvidenceMemberRow).where(EvidenceMemberRow.record == other))
    weak = replace(stack.book.digests[0], weak=(Weakness("sha256", date(2032, 1, 1), "Cơ sở dự báo", Certainty.UNCONFIRMED),))
    stack.clock.ahead = datetime(2030, 9, 1, tzinfo=UTC) - datetime.now(UTC)
    one = night(stack)
    one.kept.desk = desk = replace(stack.desk, policies=replace(stack.book, digests=(weak,)))
    while (await Renewals(desk, one.kept).page(one.cohort(CohortKind.RENEWAL))).left:
        pass
    await proved(one, fresh, 2)
    kept = await one.kept.read((await of(stack, fresh))[0])
    assert kept
    assert not {member.sha256 for member in members} & set(kept.members)
    assert len(kept.record_of(members[0].sha256).chains) == 1


async def test_a_file_that_is_gone_comes_back_from_the_second_copy_or_is_told(stack: Stack, fresh: RecordId, tmp_path: Path) -> None:
    stack.clock.ahead = MONTH
    (tmp_path / "second").mkdir()
    ArchiveCopy(stack.house.ocfl, tmp_path / "second").prepare()
    one = night(stack, tmp_path / "second")
    await one.gather()
    row, _ = await of(stack, fresh)
    one.kept.folder.path(row.id).unlink()
    assert await one.kept.read(row)
    assert one.kept.folder.path(row.id).exists()
    one.kept.folder.path(row.id).write_bytes(b"changed")
    assert await night(stack).kept.read(row) is None
    assert (await of(stack, fresh))[0].damaged
    assert "evidence_damaged" in {one.kind for one in await notices.unseen(stack.by(NAM))}
