"""One stamp renews several groups, and a tree is renewed over the documents of its own."""

from dataclasses import dataclass
from time import process_time

import pytest

from domain.errors import Malformed, Unavailable
from signing import evidence_files
from signing.evidence_groups import Group, build, renew_stamps, renew_tree, stamp_together
from tests.signing.proofs import DOCUMENT, DOCUMENTS, Service, anew, digest


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


def test_each_document_has_its_own_record_of_every_renewal(stamping: Service, proved: Group) -> None:
    for document in DOCUMENTS:
        verdict = stamping.verify(proved.record_of(digest(document)), document)
        assert (verdict.valid, [one.chain for one in verdict.stamps]) == (True, [1, 1, 2, 2])
        assert [one.algorithm for one in verdict.stamps] == ["sha256", "sha256", "sha512", "sha512"]


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


async def test_without_the_service_nothing_is_renewed(stamping: Service, proved: Group) -> None:
    @dataclass
    class Away:
        async def stamp(self, asked: bytes) -> bytes:
            raise Unavailable("timestamps")

    with pytest.raises(Unavailable):
        await renew_stamps([proved], Away(), stamping.revocation)
