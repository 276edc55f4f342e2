"""Votes of a council: hidden until it is closed, on the evidence as it is, closed by the chair with a quorum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisals import Finding, Vote
from domain.errors import Incomplete, NotAllowed, Refusal, StaleDocument, WrongState
from domain.names import PersonId
from tests.domain.councils import ALL, CODES, EDITION, HOA, NOW, begun, convened, sha, votes
from tests.domain.tracks import ANH, KY, THACH


def test_votes_are_hidden_until_the_chair_closes() -> None:
    two = votes(convened(), KY, HOA)
    assert votes(two, THACH).seen_by(ANH) == (), "all have voted, and each may still change their mind"
    assert {v.person for v in two.seen_by(HOA)} == {HOA}
    assert two.seen_by(ANH) == ()
    assert {v.person for v in two.close(KY, NOW).seen_by(ANH)} == {KY, HOA}
    void = votes(convened(), THACH).bring("TC01", [sha("b")], ANH)
    assert [v.criterion for v in votes(void, KY, HOA).close(KY, NOW).seen_by(ANH) if v.person == THACH] == ["TC02"], (
        "a void vote is shown to nobody"
    )


def test_a_vote_needs_a_seat_a_reason_and_the_evidence_as_it_is() -> None:
    with pytest.raises(NotAllowed):
        convened().vote(Vote(ANH, "TC01", Finding.MET, sha("a")), ALL, NOW)
    with pytest.raises(Incomplete, match="hãy mở mọi tệp minh chứng"):
        convened().vote(Vote(KY, "TC01", Finding.MET, sha("a")), [sha("b")], NOW)
    with pytest.raises(Incomplete):
        convened().vote(Vote(KY, "TC01", Finding.NOT_MET, sha("a")), ALL, NOW)
    with pytest.raises(StaleDocument):
        convened().vote(Vote(KY, "TC01", Finding.MET, sha("b")), ALL, NOW)
    with pytest.raises(WrongState):
        begun().vote(Vote(KY, "TC01", Finding.MET, sha("a")), ALL, NOW)


def test_only_the_chair_closes_and_only_with_a_quorum() -> None:
    with pytest.raises(NotAllowed):
        votes(convened(), KY, HOA).close(HOA, NOW)
    with pytest.raises(Incomplete):
        votes(convened(), KY).close(KY, NOW)


def test_new_evidence_undoes_the_votes_on_it_and_makes_a_verdict_stale() -> None:
    changed = votes(convened(), KY, HOA).bring("TC01", [sha("b")], ANH)
    with pytest.raises(Incomplete):
        changed.close(KY, NOW)
    decided = votes(convened(), KY, HOA).close(KY, NOW)
    assert decided.bring("TC01", [sha("b")], ANH).stale
    assert not decided.bring("TC01", [sha("a")], ANH).stale


@given(
    st.lists(st.tuples(st.sampled_from((KY, HOA, THACH, ANH)), st.sampled_from(CODES), st.booleans(), st.sampled_from("ab")), max_size=25)
)
def test_no_course_of_votes_gives_a_met_verdict_without_a_quorum_for_it(acts: list[tuple[PersonId, str, bool, str]]) -> None:
    now = convened()
    for who, code, met, letter in acts:
        try:
            finding = Finding.MET if met else Finding.NOT_MET
            cast = Vote(who, code, finding, sha(letter), "Lý do")
            now = now.bring(code, [sha(letter)], ANH) if who == ANH else now.vote(cast, ALL, NOW)
        except Refusal:
            continue
    try:
        decided = now.close(KY, NOW)
    except Incomplete:
        assert len(now.voted) < EDITION.quorum
        return
    assert decided.verdict is not None
    assert decided.verdict.met == all(decided.tally(code).met * 2 > len(decided.voted) for code in CODES)
