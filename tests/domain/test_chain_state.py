"""What a chain says of itself: stamps waited for, its newest revision, its end, and k of n in parallel."""

from dataclasses import replace

import pytest

from domain.errors import AlreadySigned, StaleDocument, VersionEnded, WaitsForStamp
from domain.names import Sha256
from domain.signatures import Chain, Ended, Step
from tests.domain.signatures import CONTENT, DUC, FRESH, MAI, NOW, THUY, signature, signed


def test_nobody_follows_before_the_stamp() -> None:
    pending = FRESH.sign(signature(FRESH, MAI, stamped=False))
    assert (pending.waiting, pending.complete) == (frozenset(), False)
    with pytest.raises(WaitsForStamp):
        pending.check(DUC, CONTENT)
    stamped = pending.stamp(Sha256("e" * 64), NOW)
    assert (stamped.head, stamped.pending) == ("e" * 64, None)
    assert stamped.stamp(Sha256("f" * 64), NOW) == stamped


def test_an_ended_version_takes_nothing_more() -> None:
    over = replace(signed(MAI), ended=Ended.REFUSED)
    assert not over.waiting
    with pytest.raises(VersionEnded, match="refused"):
        over.check(DUC, CONTENT)


def test_a_signature_stands_on_the_newest_revision() -> None:
    early = signature(FRESH, MAI)
    with pytest.raises(StaleDocument):
        signed(MAI).sign(early)


def test_a_request_finds_its_own_signature_again() -> None:
    chain = signed(MAI, DUC)
    assert chain.made_by(DUC, f"{DUC}/2") == chain.signatures[1]
    assert chain.made_by(MAI, f"{DUC}/2") is None


def test_k_of_n_sign_in_parallel() -> None:
    chain = Chain("minutes", "1", (Step("agreed", "Thành viên", "", frozenset({MAI, DUC, THUY}), needed=2),), CONTENT, 100)
    chain = chain.sign(signature(chain, DUC))
    assert chain.waiting == {MAI, THUY}
    with pytest.raises(AlreadySigned):
        chain.check(DUC, CONTENT)
    assert chain.sign(signature(chain, MAI)).complete
