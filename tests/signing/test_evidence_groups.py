"""Thousands of documents share one time stamp and its renewals, and each takes its own proof away."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest

from app.devstack.pki.authority import Authority
from domain.errors import CertificateRefused, Incomplete, Malformed, NotFound, Unavailable
from signing import evidence_files, evidence_records
from signing.complete_stamps import proof_in
from signing.evidence_groups import Group, build, renew_stamps, renew_tree, stamp_together
from signing.signed_data import read_time_stamp
from tests.signing.proofs import DOCUMENT, DOCUMENTS, Clock, Service, anew, codes, digest, service

DAY = datetime(2026, 11, 28, tzinfo=UTC)


async def test_one_stamp_proves_five_thousand_documents(stamping: Service) -> None:
    others = (digest(b"%d" % number) for number in range(5000 - len(DOCUMENTS)))
    group = await build([*map(digest, DOCUMENTS), *others]).stamp(stamping.stamps, stamping.revocation)
    assert (len(group.digests), len(group.eras), len(group.eras[0].stamps)) == (5000, 1, 1)
    for document in DOCUMENTS:
        verdict = stamping.verify(group.record_of(digest(document)), document)
        assert (verdict.valid, verdict.findings) == (True, ())
        assert verdict.proven_at == read_time_stamp(group.last.token).time


async def test_a_million_documents_are_renewed_in_ten_minutes_with_two_hundred_stamps(stamping: Service) -> None:
    """One group of 5,000 is the two-hundredth part: it has 3 s of processor for a new tree, and as much for a new stamp."""
    documents = {digest(b"%d" % number): digest(b"%d" % number, "sha512") for number in range(5000)}
    group = await build(documents).stamp(stamping.stamps, stamping.revocation)
    before = process_time()
    (group,) = await renew_stamps([group], stamping.stamps, stamping.revocation)
    by_stamp = process_time()
    group = await renew_tree(group, "sha512", documents, stamping.stamps, stamping.revocation)
    by_tree = process_time()
    assert len(group.members) == 5000
    assert by_stamp - before < 3
    assert by_tree - by_stamp < 3


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


def test_each_document_has_its_own_record_of_every_renewal(stamping: Service, proved: Group) -> None:
    for document in DOCUMENTS:
        verdict = stamping.verify(proved.record_of(digest(document)), document)
        assert (verdict.valid, [one.chain for one in verdict.stamps]) == (True, [1, 1, 2, 2])
        assert [one.algorithm for one in verdict.stamps] == ["sha256", "sha256", "sha512", "sha512"]


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


async def test_one_stamp_renews_several_groups(stamping: Service) -> None:
    """Also where a group is one document, and has no tree of its own."""
    parts = (DOCUMENTS[:3], DOCUMENTS[3:6], DOCUMENTS[6:])
    groups = await stamp_together([build(map(digest, one)) for one in parts], stamping.stamps, stamping.revocation)
    groups = await renew_stamps(groups, stamping.stamps, stamping.revocation)
    assert len({one.last.token for one in groups}) == len({one.eras[0].stamps[0].token for one in groups}) == 1
    for group, part in zip(groups, parts, strict=True):
        kept = evidence_files.read(evidence_files.write(group))
        for document in part:
            verdict = stamping.verify(kept.record_of(digest(document)), document)
            assert (verdict.valid, len(verdict.stamps)) == (True, 2)


async def test_groups_of_two_algorithms_share_no_stamp(stamping: Service) -> None:
    with pytest.raises(Malformed):
        await stamp_together([build([bytes(32)]), build([bytes(64)], "sha512")], stamping.stamps, stamping.revocation)


async def test_a_document_that_left_keeps_what_proved_it(stamping: Service, proved: Group) -> None:
    """Destroyed by law, or moved elsewhere: it is not hashed anew, and the others lose nothing."""
    left, *others = DOCUMENTS
    group = await renew_tree(proved, "sha384", anew("sha384", tuple(others)), stamping.stamps, stamping.revocation)
    group = evidence_files.read(evidence_files.write(group))
    assert set(group.members) == set(map(digest, others))
    assert stamping.verify(group.record_of(digest(others[0])), others[0]).valid
    verdict = stamping.verify(group.record_of(digest(left)), left)
    assert (verdict.valid, len(verdict.stamps)) == (True, 4)
    with pytest.raises(Malformed):
        group.next_tree("sha512", anew("sha512"))


@pytest.mark.parametrize("digests", [{}, {bytes(32): bytes(64)}, {digest(DOCUMENT): bytes(32)}])
def test_a_tree_is_renewed_over_the_groups_own_documents(proved: Group, digests: dict[bytes, bytes]) -> None:
    with pytest.raises(Malformed):
        proved.next_tree("sha512", digests)


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


async def test_without_the_service_nothing_is_renewed(stamping: Service, proved: Group) -> None:
    @dataclass
    class Away:
        async def stamp(self, asked: bytes) -> bytes:
            raise Unavailable("timestamps")

    with pytest.raises(Unavailable):
        await renew_stamps([proved], Away(), stamping.revocation)


async def test_the_token_carries_what_proves_its_stamper(stamping: Service, proved: Group) -> None:
    for era in proved.eras:
        for stamped in era.stamps:
            proof = proof_in(stamped.token)
            assert {one.subject for one in proof.certificates} >= {stamping.authority.stamper.subject, stamping.authority.issuing.subject}
            assert proof.answers
            assert proof.lists
            assert read_time_stamp(stamped.token).intact


async def test_a_renewal_adds_an_answer_from_after_the_stamp(tmp_path: Path) -> None:
    """An answer that is some minutes older than the stamp proves little: the next stamp covers a newer one."""
    clock = Clock(DAY)
    async with service(tmp_path, clock) as one:
        group = await build([digest(DOCUMENT)]).stamp(one.stamps, one.revocation)
        before = proof_in(group.last.token).answers
        clock.turn(2030)
        (group,) = await renew_stamps([group], one.stamps, one.revocation)
        after = proof_in(group.eras[0].stamps[0].token).answers
        assert set(before) < set(after)
        assert one.verify(group.record_of(digest(DOCUMENT))).valid


def test_it_says_until_when_it_must_be_renewed(stamping: Service, proved: Group) -> None:
    assert proved.renew_before(stamping.trust) == stamping.authority.stamper.not_valid_after_utc


async def test_an_authority_that_ends_before_its_stamper_ends_the_proof(tmp_path: Path) -> None:
    """Twelve years of a stamper's certificate are worth nothing when the authority above it ends in nine."""
    clock = Clock(DAY)
    begun = Authority(tmp_path, clock=clock)
    (tmp_path / "stamper.pem").unlink()
    clock.turn(2037)
    async with service(tmp_path, clock) as later:
        group = await build([digest(DOCUMENT)]).stamp(later.stamps, later.revocation)
        assert later.authority.stamper.not_valid_after_utc > begun.issuing.not_valid_after_utc
        assert group.renew_before(later.trust) == begun.issuing.not_valid_after_utc
        clock.now = group.renew_before(later.trust)
        assert later.verify(group.record_of(digest(DOCUMENT))).valid
        clock.now += timedelta(seconds=1)
        assert codes(later.verify(group.record_of(digest(DOCUMENT)))) == ["evidence_stamp_untrusted"]


async def test_a_stamper_revoked_before_it_stamped_makes_nothing(tmp_path: Path) -> None:
    async with service(tmp_path, Clock(DAY)) as one:
        one.authority.revoke(one.authority.stamper.serial_number)
        with pytest.raises(CertificateRefused) as refused:
            await build([digest(DOCUMENT)]).stamp(one.stamps, one.revocation)
        assert refused.value.facts[0] == "revoked"


async def test_a_renewal_does_not_wait_for_an_authority_that_is_gone(tmp_path: Path) -> None:
    clock = Clock(DAY)
    async with service(tmp_path / "first", clock) as first:
        group = await build([digest(DOCUMENT)]).stamp(first.stamps, first.revocation)
    clock.turn(2036)
    async with service(tmp_path / "second", clock, first.authority) as second:
        (group,) = await renew_stamps([group], second.stamps, second.revocation)
        assert second.verify(group.record_of(digest(DOCUMENT))).valid
