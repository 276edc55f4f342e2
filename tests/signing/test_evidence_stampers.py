"""Until when a group's stamp proves anything: proof in its token, ended authorities, revoked stampers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.devstack.pki.authority import Authority
from domain.errors import CertificateRefused
from signing.complete_stamps import proof_in
from signing.evidence_groups import Group, build, renew_stamps
from signing.signed_data import read_time_stamp
from tests.signing.proofs import DOCUMENT, Clock, Service, codes, digest, service

DAY = datetime(2026, 11, 28, tzinfo=UTC)


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
