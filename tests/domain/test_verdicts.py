"""A council's verdict: quorum, majority, musts, and the evidence it is bound to."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisals import Finding, Round, Vote, Weight, evidence_hash, short, verdict
from domain.errors import Incomplete
from domain.names import PersonId, Sha256
from policies.reader import load

EDITION = next(one for one in load().criteria if one.council == "readiness")
CODES = [criterion.code for criterion in EDITION.criteria]
MUSTS = {criterion.code for criterion in EDITION.criteria if criterion.weight is Weight.MUST}
LAN, MINH, NGA = (PersonId(UUID(int=number)) for number in range(3))
SITTING = Round(tuple(CODES), 2)
"""A council of three: two votes on each."""
EVIDENCE = {code: Sha256(f"{number:064x}") for number, code in enumerate(CODES)}


def ballot(person: PersonId, against: frozenset[str] = frozenset()) -> list[Vote]:
    return [Vote(person, code, Finding.NOT_MET if code in against else Finding.MET, EVIDENCE[code]) for code in CODES]


def test_all_for_all_is_met() -> None:
    found = verdict([*ballot(LAN), *ballot(MINH), *ballot(NGA)], EDITION, EVIDENCE, SITTING)
    assert (found.met, found.missing, found.advised, found.edition) == (True, (), (), EDITION.edition)


@pytest.mark.parametrize("code", CODES)
def test_one_missing_must_is_not_met(code: str) -> None:
    found = verdict([*ballot(LAN, frozenset({code})), *ballot(MINH, frozenset({code})), *ballot(NGA)], EDITION, EVIDENCE, SITTING)
    assert found.met is (code not in MUSTS)
    assert (found.missing or found.advised) == (code,)


def test_one_voice_of_three_against_does_not_decide() -> None:
    assert verdict([*ballot(LAN, frozenset(CODES)), *ballot(MINH), *ballot(NGA)], EDITION, EVIDENCE, SITTING).met


def test_a_tie_is_not_met() -> None:
    found = verdict([*ballot(LAN, frozenset({"TC01"})), *ballot(MINH)], EDITION, EVIDENCE, SITTING)
    assert found.missing == ("TC01",)


def test_a_criterion_without_evidence_is_not_met_whatever_was_voted() -> None:
    less = {code: sha for code, sha in EVIDENCE.items() if code != "TC03"}
    assert verdict([*ballot(LAN), *ballot(MINH)], EDITION, less, SITTING).missing == ("TC03",)


def test_without_a_quorum_there_is_no_verdict() -> None:
    assert short(ballot(LAN), EVIDENCE, SITTING)
    with pytest.raises(Incomplete):
        verdict(ballot(LAN), EDITION, EVIDENCE, SITTING)
    with pytest.raises(Incomplete):
        verdict([*ballot(LAN), *ballot(MINH)[:-1]], EDITION, EVIDENCE, SITTING)
    with pytest.raises(Incomplete):
        verdict([], EDITION, {}, SITTING)


def test_the_same_person_twice_is_one_member() -> None:
    assert short([*ballot(LAN), *ballot(LAN)], EVIDENCE, SITTING)


def test_who_votes_again_changes_the_vote() -> None:
    changed = [*ballot(LAN, frozenset({"TC01"})), *ballot(MINH), Vote(LAN, "TC01", Finding.MET, EVIDENCE["TC01"])]
    assert verdict(changed, EDITION, EVIDENCE, SITTING).met


def test_a_vote_on_other_evidence_does_not_count() -> None:
    renewed = {**EVIDENCE, "TC05": Sha256("f" * 64)}
    assert short([*ballot(LAN), *ballot(MINH)], renewed, SITTING)
    again = [Vote(person, "TC05", Finding.MET, renewed["TC05"]) for person in (LAN, MINH)]
    assert verdict([*ballot(LAN), *ballot(MINH), *again], EDITION, renewed, SITTING).met


def test_a_verdict_goes_stale_when_evidence_changes_and_not_before() -> None:
    found = verdict([*ballot(LAN), *ballot(MINH)], EDITION, EVIDENCE, SITTING)
    assert not found.stale(dict(reversed(EVIDENCE.items())))
    assert found.stale({**EVIDENCE, "TC09": Sha256("e" * 64)})
    assert found.stale({code: sha for code, sha in EVIDENCE.items() if code != "TC10"})


@given(st.lists(st.frozensets(st.sampled_from(CODES)), min_size=3, max_size=3))
def test_met_is_exactly_a_majority_on_every_must(against: list[frozenset[str]]) -> None:
    votes = [vote for person, codes in zip((LAN, MINH, NGA), against, strict=True) for vote in ballot(person, codes)]
    found = verdict(votes, EDITION, EVIDENCE, SITTING)
    lost = {code for code in CODES if sum(code in codes for codes in against) >= 2}
    assert found.met is not bool(lost & MUSTS)
    assert set(found.missing) | set(found.advised) == lost


def test_the_evidence_hash_names_criterion_and_file() -> None:
    one, other = Sha256("1" * 64), Sha256("2" * 64)
    assert evidence_hash({"TC01": one, "TC02": other}) != evidence_hash({"TC01": other, "TC02": one})
