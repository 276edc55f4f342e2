"""An appraisal's course and the gate it opens."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisals import CriteriaEdition, Criterion, Vote
from domain.basis import Certainty
from domain.councils import Appraisal, AppraisalState, Member, Seat, counts
from domain.errors import Incomplete, Malformed, NotAllowed, Refusal, SamePerson, StaleDocument, WrongState
from domain.faults import halves
from domain.golive import Readiness, check_ready, gates, readiness
from domain.names import AppraisalId, PersonId, Sha256, TrackId, id_of
from domain.parts import Kind
from domain.tracks import State
from tests.domain.tracks import ANH, KY, THACH, milestone, person, track

HOA = person("Lê Thị Hoa")
CODES = ("TC01", "TC02")
EDITION = CriteriaEdition(
    "readiness",
    "test",
    "Thẩm định",
    "",
    Certainty.INFERRED,
    date(2025, 7, 21),
    3,
    2,
    tuple(Criterion(code, code, "", "", Certainty.INFERRED) for code in CODES),
)
COUNCIL = (Member(KY, Seat.CHAIR), Member(HOA, Seat.SECRETARY), Member(THACH, Seat.MEMBER))


def sha(text: str) -> Sha256:
    return Sha256(text.ljust(64, "0"))


ALL = (sha("a"), sha("b"))
"""Files a member has opened."""


def begun() -> Appraisal:
    return Appraisal(AppraisalId(id_of("appraisal", 1)), TrackId(id_of("track", 1)), EDITION, AppraisalState.EVIDENCE)


def convened() -> Appraisal:
    appraisal = begun()
    for code in CODES:
        appraisal = appraisal.bring(code, sha("a"), ANH)
    return appraisal.convene(COUNCIL)


def votes(appraisal: Appraisal, *people: PersonId, met: bool = True) -> Appraisal:
    for who in people:
        for code in CODES:
            appraisal = appraisal.vote(Vote(who, code, met, appraisal.evidence[code], "Thiếu minh chứng"), ALL)
    return appraisal


def test_from_evidence_to_verdict() -> None:
    decided = votes(convened(), KY, HOA, THACH).close(KY)
    assert decided.verdict is not None
    assert (decided.state, decided.verdict.met, decided.stale) == (AppraisalState.MINUTES, True, False)
    assert counts(decided, "TC01") == (3, 0)


def test_the_council_is_not_called_without_evidence_for_each_criterion() -> None:
    with pytest.raises(Incomplete) as refused:
        begun().bring("TC01", sha("a"), ANH).convene(COUNCIL)
    assert [fact.split(":")[0] for fact in refused.value.facts] == ["TC02"]


@pytest.mark.parametrize(
    "members",
    [
        COUNCIL[:2],
        (*COUNCIL[:2], Member(KY, Seat.MEMBER)),
        (Member(KY, Seat.CHAIR), Member(HOA, Seat.CHAIR), Member(THACH, Seat.MEMBER)),
    ],
)
def test_the_seats_are_filled_by_three_different_people(members: tuple[Member, ...]) -> None:
    with pytest.raises(Malformed):
        replace(convened(), state=AppraisalState.EVIDENCE).convene(members)


def test_nobody_judges_the_evidence_they_brought() -> None:
    with pytest.raises(SamePerson):
        replace(convened(), state=AppraisalState.EVIDENCE).convene((*COUNCIL[:2], Member(ANH, Seat.MEMBER)))
    with pytest.raises(SamePerson):
        convened().bring("TC01", sha("b"), THACH)


def test_votes_are_hidden_until_all_have_voted_or_the_chair_closes() -> None:
    two = votes(convened(), KY, HOA)
    assert {v.person for v in two.seen_by(HOA)} == {HOA}
    assert two.seen_by(ANH) == ()
    assert {v.person for v in votes(two, THACH).seen_by(ANH)} == {KY, HOA, THACH}
    assert {v.person for v in two.close(KY).seen_by(ANH)} == {KY, HOA}


def test_a_vote_needs_a_seat_a_reason_and_the_evidence_as_it_is() -> None:
    with pytest.raises(NotAllowed):
        convened().vote(Vote(ANH, "TC01", True, sha("a")), ALL)
    with pytest.raises(Incomplete, match="hãy mở tệp minh chứng"):
        convened().vote(Vote(KY, "TC01", True, sha("a")), [sha("b")])
    with pytest.raises(Incomplete):
        convened().vote(Vote(KY, "TC01", False, sha("a")), ALL)
    with pytest.raises(StaleDocument):
        convened().vote(Vote(KY, "TC01", True, sha("b")), ALL)
    with pytest.raises(WrongState):
        begun().vote(Vote(KY, "TC01", True, sha("a")), ALL)


def test_only_the_chair_closes_and_only_with_a_quorum() -> None:
    with pytest.raises(NotAllowed):
        votes(convened(), KY, HOA).close(HOA)
    with pytest.raises(Incomplete):
        votes(convened(), KY).close(KY)


def test_new_evidence_undoes_the_votes_on_it_and_makes_a_verdict_stale() -> None:
    changed = votes(convened(), KY, HOA).bring("TC01", sha("b"), ANH)
    with pytest.raises(Incomplete):
        changed.close(KY)
    decided = votes(convened(), KY, HOA).close(KY)
    assert decided.bring("TC01", sha("b"), ANH).stale
    assert not decided.bring("TC01", sha("a"), ANH).stale


def test_go_live_waits_for_a_met_verdict_on_the_evidence_as_it_is() -> None:
    met = replace(votes(convened(), KY, HOA).close(KY), state=AppraisalState.CLOSED)
    not_met = replace(votes(convened(), KY, HOA, met=False).close(KY), state=AppraisalState.CLOSED)
    unsigned = replace(met, state=AppraisalState.MINUTES)
    table = {
        (): Readiness.NEVER,
        (unsigned,): Readiness.NEVER,
        (not_met,): Readiness.NOT_MET,
        (not_met, met): Readiness.MET,
        (met, not_met): Readiness.NOT_MET,
        (met, begun()): Readiness.MET,
        (met.bring("TC01", sha("b"), ANH),): Readiness.STALE,
    }
    for appraisals, expected in table.items():
        assert readiness(appraisals) is expected
        if expected is Readiness.MET:
            check_ready(expected)
        else:
            with pytest.raises(Incomplete) as no:
                check_ready(expected)
            vi, en = halves(no.value.facts[0])
            assert ("phải thẩm định lại" in vi, "appraise it again" in en) == (expected is Readiness.STALE,) * 2


def test_the_gates_name_what_still_stands_before_the_decision() -> None:
    way = track(
        milestone("3.5-1", kind=Kind.REGULATION),
        milestone("3.5-10", kind=Kind.APPRAISAL),
        milestone("3.2-2", state=State.ACCEPTED),
        milestone("3.6-2", kind=Kind.GOLIVE, after=("3.5-1", "3.5-10", "3.2-2")),
    )
    titles = {"3.5-1": "Quy chế", "3.5-10": "Thẩm định", "3.2-2": "Hạ tầng"}
    assert [gate.code for gate in gates(way, Readiness.NEVER, titles)] == ["3.5-10", "3.5-1"]
    assert [gate.code for gate in gates(way, Readiness.MET, titles)] == ["3.5-1", "3.5-10"], "a met verdict whose report was sent back"


@given(
    st.lists(st.tuples(st.sampled_from((KY, HOA, THACH, ANH)), st.sampled_from(CODES), st.booleans(), st.sampled_from("ab")), max_size=25)
)
def test_no_course_of_votes_gives_a_met_verdict_without_a_quorum_for_it(acts: list[tuple[PersonId, str, bool, str]]) -> None:
    now = convened()
    for who, code, met, letter in acts:
        try:
            now = now.bring(code, sha(letter), ANH) if who == ANH else now.vote(Vote(who, code, met, sha(letter), "Lý do"), ALL)
        except Refusal:
            continue
    try:
        decided = now.close(KY)
    except Incomplete:
        assert len(now.voted) < EDITION.quorum
        return
    assert decided.verdict is not None
    assert decided.verdict.met == all(counts(decided, code)[0] * 2 > len(decided.voted) for code in CODES)
