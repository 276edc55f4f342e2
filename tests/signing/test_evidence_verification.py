"""Whatever is done to an evidence record or its document is found and named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from signing.complete_stamps import with_proof
from signing.evidence_groups import Group, Stamped, build, renew_stamps
from signing.evidence_records import EvidenceRecord
from signing.evidence_verification import digest_of, verify
from signing.findings import SENTENCES, Finding
from tests.signing.proofs import DOCUMENT, DOCUMENTS, Clock, Service, changed, codes, digest, flipped, service, with_chain

MADE = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def record(proved: Group) -> EvidenceRecord:
    return proved.record_of(digest(DOCUMENT))


def test_a_changed_document_is_another_document(stamping: Service, record: EvidenceRecord) -> None:
    for document in (flipped(DOCUMENT), DOCUMENTS[0], b""):
        verdict = stamping.verify(record, document)
        assert codes(verdict) == ["evidence_other_document"] * 2
        assert verdict.proven_at is None
        assert [one.facts for one in verdict.findings] == [("1",), ("3",)]


@pytest.mark.parametrize("number", [0, 1])
def test_a_changed_node_leads_to_another_root(stamping: Service, record: EvidenceRecord, number: int) -> None:
    first, *others = record.chains[number]
    *below, (node,) = first.reduced
    spoilt = with_chain(record, number, (changed(first, reduced=(*below, (flipped(node),))), *others))
    assert "evidence_tree_broken" in codes(stamping.verify(spoilt))


def test_a_node_of_another_length_is_no_node(stamping: Service, record: EvidenceRecord) -> None:
    first, *others = record.chains[0]
    spoilt = with_chain(record, 0, (changed(first, reduced=(first.reduced[0], (bytes(31),))), *others))
    assert "evidence_tree_broken" in codes(stamping.verify(spoilt))


def test_swapped_stamps_are_found(stamping: Service, record: EvidenceRecord) -> None:
    first, second = record.chains[0]
    swapped = with_chain(record, 0, (changed(first, token=second.token), changed(second, token=first.token)))
    assert {"evidence_tree_broken", "evidence_link_broken", "evidence_chain_changed"} <= set(codes(stamping.verify(swapped)))


def test_archive_time_stamps_in_another_order_are_found(stamping: Service, record: EvidenceRecord) -> None:
    found = codes(stamping.verify(with_chain(record, 0, record.chains[0][::-1])))
    assert {"evidence_other_document", "evidence_link_broken"} <= set(found)


def test_a_removed_archive_time_stamp_is_found(stamping: Service, record: EvidenceRecord) -> None:
    """Before a renewal by hash tree all are covered by it; the last of all can go, and what is left proves as much as before it."""
    (first, second), (third, fourth) = record.chains
    assert codes(stamping.verify(EvidenceRecord(((first,), (third, fourth))))) == ["evidence_chain_changed"]
    assert "evidence_other_document" in codes(stamping.verify(EvidenceRecord(((second,), (third, fourth)))))
    assert codes(stamping.verify(EvidenceRecord(((first, second), (fourth,))))) == ["evidence_chain_changed"]
    assert codes(stamping.verify(EvidenceRecord(((third, fourth),)))) == ["evidence_other_document"]
    assert stamping.verify(EvidenceRecord(((first, second), (third,)))).valid


async def test_one_removed_from_the_middle_of_a_chain_is_found(stamping: Service, proved: Group) -> None:
    (group,) = await renew_stamps([proved], stamping.stamps, stamping.revocation)
    record = group.record_of(digest(DOCUMENT))
    first, second, third = record.chains[1]
    assert stamping.verify(record).valid
    assert codes(stamping.verify(with_chain(record, 1, (first, third)))) == ["evidence_link_broken"]
    assert second.token != third.token


def test_another_algorithm_is_found(stamping: Service, record: EvidenceRecord) -> None:
    first, second = record.chains[0]
    other = with_chain(record, 0, (first, changed(second, algorithm="sha512")))
    assert "evidence_algorithm" in codes(stamping.verify(other))
    unnamed = EvidenceRecord(record.chains, ("sha256",))
    assert codes(stamping.verify(unnamed)) == ["evidence_algorithm"]


def test_chains_from_another_documents_record_are_another_documents(stamping: Service, proved: Group, record: EvidenceRecord) -> None:
    """But of its neighbour in a tree: the two have that tree's part in common."""
    others = [proved.record_of(digest(one)) for one in DOCUMENTS]
    strange = [one for one in others if digest(DOCUMENT) not in one.chains[0][0].reduced[0]]
    assert len(strange) >= 5
    for other in strange:
        assert codes(stamping.verify(EvidenceRecord((other.chains[0], record.chains[1])))) == ["evidence_other_document"] * 2
    later = [one for one in others if one.chains[1][0].reduced[0] != record.chains[1][0].reduced[0]]
    assert len(later) >= 5
    for other in later:
        assert codes(stamping.verify(EvidenceRecord((record.chains[0], other.chains[1])))) == ["evidence_chain_changed"]


def test_a_changed_token_is_found(stamping: Service, record: EvidenceRecord) -> None:
    first, second = record.chains[0]
    signature = changed(second, token=flipped(second.token))
    assert "evidence_stamp_broken" in codes(stamping.verify(with_chain(record, 0, (first, signature))))
    assert "evidence_stamp_broken" in codes(stamping.verify(with_chain(record, 0, (first, changed(second, token=b"\x30\x00")))))


def test_proof_added_later_to_a_covered_token_is_found(stamping: Service, record: EvidenceRecord) -> None:
    """No signature of the stamper covers it, but the next time stamp does."""
    first, second = record.chains[0]
    added = with_proof(first.token, [stamping.authority.root], [])
    assert "evidence_link_broken" in codes(stamping.verify(with_chain(record, 0, (changed(first, token=added), second))))


async def test_a_strangers_stamps_are_not_trusted(tmp_path: Path, stamping: Service, record: EvidenceRecord) -> None:
    async with service(tmp_path, Clock(datetime.now(UTC))) as stranger:
        verdict = verify(record.der, digest_of(DOCUMENT), stranger.trust, stamping.clock())
    assert codes(verdict) == ["evidence_stamp_untrusted"] * 4
    assert [(one.intact, one.trusted) for one in verdict.stamps] == [(True, False)] * 4


async def test_only_what_is_renewed_in_time_outlives_its_stamper(tmp_path: Path) -> None:
    """The first stamper's certificate ends in 2038, the second's in 2048 (`app/devstack/pki/profiles.py`)."""
    clock = Clock(MADE)
    async with service(tmp_path / "first", clock) as first:
        group = await build(map(digest, DOCUMENTS)).stamp(first.stamps, first.revocation)
    clock.turn(2036)
    async with service(tmp_path / "second", clock, first.authority) as second:
        (renewed,) = await renew_stamps([group], second.stamps, second.revocation)
        clock.turn(2040)
        assert second.verify(renewed.record_of(digest(DOCUMENT))).proven_at == MADE
        assert codes(second.verify(group.record_of(digest(DOCUMENT)))) == ["evidence_stamp_untrusted"]
        (late,) = await renew_stamps([group], second.stamps, second.revocation)
        verdict = second.verify(late.record_of(digest(DOCUMENT)))
        assert codes(verdict) == ["evidence_stamp_untrusted"]
        assert [one.trusted for one in verdict.stamps] == [False, True]
        clock.turn(2050)
        assert codes(second.verify(renewed.record_of(digest(DOCUMENT)))) == ["evidence_stamp_untrusted"]


async def test_a_renewal_from_before_is_found(tmp_path: Path) -> None:
    clock = Clock(MADE)
    async with service(tmp_path, clock) as one:
        clock.turn(2028)
        group = await build(map(digest, DOCUMENTS)).stamp(one.stamps, one.revocation)
        pending = group.next_stamp()
        clock.turn(2027)
        (earlier,) = [pending.stamped(Stamped(await one.stamps.stamp(pending.node)))]
        clock.turn(2029)
        verdict = one.verify(earlier.record_of(digest(DOCUMENT)))
        assert codes(verdict) == ["evidence_time_order"]


async def test_a_record_that_carries_no_status_says_so(stamping: Service) -> None:
    pending = build(map(digest, DOCUMENTS))
    bare = pending.stamped(Stamped(await stamping.stamps.stamp(pending.node)))
    verdict = stamping.verify(bare.record_of(digest(DOCUMENT)))
    assert (verdict.valid, [one.code for one in verdict.findings]) == (True, ["evidence_status_unknown"])


@pytest.mark.parametrize(
    "octets", [b"", b"%PDF-1.7", b"\x30\x00", b"\x30\x07\x02\x01\x01\x30\x00\x30\x00", b"\x30\x09\x02\x01\x01\x30\x00\x30\x02\x30\x00"]
)
def test_what_is_no_evidence_record_is_said_to_be_none(stamping: Service, octets: bytes) -> None:
    verdict = verify(octets, digest_of(DOCUMENT), stamping.trust, stamping.clock())
    assert codes(verdict) == ["evidence_malformed"]


def test_bytes_after_a_record_make_it_none(stamping: Service, record: EvidenceRecord) -> None:
    for spoilt in (record.der + b"\x00", record.der[:-1]):
        assert codes(verify(spoilt, digest_of(DOCUMENT), stamping.trust, stamping.clock())) == ["evidence_malformed"]


def test_any_bit_changed_before_the_last_token_is_found(stamping: Service, proved: Group) -> None:
    """In the last token itself certificates and answers are not covered yet: the next renewal covers them."""
    record = proved.record_of(digest(DOCUMENT))
    for at in range(0, len(record.der) - len(record.chains[-1][-1].token), 5):
        assert not verify(flipped(record.der, at), digest_of(DOCUMENT), stamping.trust, stamping.clock()).valid, at


def test_every_finding_is_told_in_both_languages() -> None:
    told = [Finding(code, ("2",)) for code in SENTENCES if code.startswith("evidence_")]
    assert len(told) == 10
    assert all(one.vi and one.en and "{" not in one.vi + one.en for one in told)
