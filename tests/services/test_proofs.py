"""A copy of an archived record carries each document's own evidence record, which proves it without hsba and without its group."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from re import escape, findall, fullmatch

import pytest

from activities.evidence_groups import EvidenceGroups
from activities.kept_evidence import KeptEvidence
from domain.archived import evidence_path, readme
from domain.clock import day
from domain.cohorts import Cohort, CohortKind
from domain.names import RecordId
from services import archive
from signing.evidence_verification import digest_of, verify
from signing.trust import Trust
from store.archive_copy import ArchiveCopy
from store.evidence_folder import FOLDER
from tests.care import archived
from tests.people import HOSPITAL, NAM
from tests.stack import Stack


@pytest.fixture
async def proved(stack: Stack) -> AsyncIterator[RecordId]:
    record, _ = await archived(stack)
    stack.clock.ahead = timedelta(days=31)
    kept = KeptEvidence(stack.desk, ArchiveCopy(stack.house.ocfl, None), stack.preserver)
    cohort = Cohort(CohortKind.EVIDENCE, HOSPITAL, day(stack.clock()))
    while (await EvidenceGroups(stack.desk, kept).page(cohort)).left:
        pass
    yield record
    stack.clock.ahead = timedelta()


async def test_each_exported_document_has_its_evidence_record_valid_alone(stack: Stack, proved: RecordId) -> None:
    plain = await archive.export(stack.by(NAM), proved)
    trust = Trust([stack.settings.trust_roots.read_bytes()])
    documents = [one["path"] for one in json.loads(plain["manifest.json"])["documents"]]
    assert len(documents) == 3
    told = findall(r"evidence/documents/\S+\.er", readme("BA-1", "33001"))
    assert len(told) == len(readme("", "").split("In English")) == 2, "named in both languages"
    patterns = {escape(one).replace("<mẫu>", ".+").replace("<mã>", ".+").replace("<n>", r"\d+") for one in told}
    for path in documents:
        assert [fullmatch(one, evidence_path(path)) is not None for one in patterns] == [True]
        pdf, record = plain[path.removesuffix(".age")], plain[evidence_path(path)]
        verdict = verify(record, digest_of(pdf), trust, stack.clock())
        assert (verdict.valid, verdict.findings) == (True, ())
        assert not verify(record, digest_of(pdf + b" "), trust, stack.clock()).valid


async def test_a_sealed_object_goes_with_them_beside_it(stack: Stack, proved: RecordId) -> None:
    sealed = await archive.sealed(stack.by(NAM), proved)
    plain = await archive.export(stack.by(NAM), proved)
    assert sealed.proofs == {path: content for path, content in plain.items() if path.endswith(".er")}
    assert len(sealed.proofs) == 3


async def test_a_changed_group_is_named_when_the_archive_is_read_again(stack: Stack, proved: RecordId) -> None:
    assert (await archive.verify(stack.by(NAM))).damaged == ()
    path = next(iter((stack.house.ocfl.root / FOLDER).glob("*.er")))
    good = path.read_bytes()
    path.write_bytes(good[:-1])
    try:
        assert (await archive.verify(stack.by(NAM))).damaged == ((str(FOLDER), (path.name,)),)
    finally:
        path.write_bytes(good)


async def test_what_waits_for_its_group_is_exported_without(stack: Stack) -> None:
    record, _ = await archived(stack)
    assert not [path for path in await archive.export(stack.by(NAM), record) if path.endswith(".er")]


def test_the_words_at_the_door_tell_of_them() -> None:
    words = readme("BA-1", "33001")
    assert words.count("evidence/documents/<mẫu>-<mã>/v<n>.pdf.er") == 2
    assert {"RFC 4998", "renewed-<k>.pdf.age"} == {one for one in ("RFC 4998", "renewed-<k>.pdf.age") if one in words}
