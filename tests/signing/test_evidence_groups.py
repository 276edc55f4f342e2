"""Thousands of documents share one time stamp, and each takes its own proof away."""

from dataclasses import dataclass

import pytest

from domain.errors import Incomplete, Malformed, NotFound
from signing import evidence_files, evidence_records
from signing.evidence_groups import Group, build
from signing.signed_data import read_time_stamp
from tests.signing.proofs import DOCUMENT, DOCUMENTS, Service, codes, digest


async def test_one_stamp_proves_five_thousand_documents(stamping: Service) -> None:
    others = (digest(b"%d" % number) for number in range(5000 - len(DOCUMENTS)))
    group = await build([*map(digest, DOCUMENTS), *others]).stamp(stamping.stamps, stamping.revocation)
    assert (len(group.digests), len(group.eras), len(group.eras[0].stamps)) == (5000, 1, 1)
    for document in DOCUMENTS:
        verdict = stamping.verify(group.record_of(digest(document)), document)
        assert (verdict.valid, verdict.findings) == (True, ())
        assert verdict.proven_at == read_time_stamp(group.last.token).time


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
async def test_a_group_begins_with_any_of_the_algorithms(stamping: Service, algorithm: str) -> None:
    group = await build((digest(one, algorithm) for one in DOCUMENTS), algorithm).stamp(stamping.stamps, stamping.revocation)
    assert stamping.verify(group.record_of(digest(DOCUMENT, algorithm))).valid
    assert read_time_stamp(group.last.token).algorithm == algorithm


async def test_a_document_alone_needs_no_tree(stamping: Service) -> None:
    group = await build([digest(DOCUMENT)]).stamp(stamping.stamps, stamping.revocation)
    record = group.record_of(digest(DOCUMENT))
    assert record.chains[0][0].reduced == ()
    assert stamping.verify(record).valid
    assert codes(stamping.verify(record, DOCUMENTS[0])) == ["evidence_other_document"]


def test_a_record_is_read_as_it_was_written(proved: Group) -> None:
    record = proved.record_of(digest(DOCUMENT))
    again = evidence_records.read(record.der)
    assert again.chains == record.chains
    assert (again.der, again.algorithms) == (record.der, ("sha256", "sha512"))


def test_a_group_is_kept_in_one_file_and_taken_up_again(proved: Group) -> None:
    kept = evidence_files.write(proved)
    again = evidence_files.read(kept)
    assert evidence_files.write(again) == kept
    assert [again.record_of(digest(one)) for one in DOCUMENTS] == [proved.record_of(digest(one)) for one in DOCUMENTS]


@pytest.mark.parametrize("kept", [b"", b"\x30\x00", b"\x30\x05\x02\x01\x01\x30\x00", b"\x30\x05\x02\x01\x02\x30\x00"])
def test_what_is_no_kept_group_is_not_read(kept: bytes) -> None:
    with pytest.raises(Malformed):
        evidence_files.read(kept)


def test_a_kept_group_that_lost_its_end_is_not_read(proved: Group) -> None:
    with pytest.raises(Malformed):
        evidence_files.read(evidence_files.write(proved)[:-1])


def test_a_stranger_has_no_record(proved: Group) -> None:
    with pytest.raises(NotFound):
        proved.record_of(digest(b"another"))


async def test_a_careless_service_does_not_count(stamping: Service) -> None:
    @dataclass
    class Careless:
        async def stamp(self, asked: bytes) -> bytes:
            return await stamping.stamps.stamp(bytes(len(asked)))

    with pytest.raises(Incomplete):
        await build([digest(DOCUMENT)]).stamp(Careless(), stamping.revocation)
