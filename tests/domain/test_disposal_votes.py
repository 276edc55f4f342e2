"""What a council's words are worth, line by line."""

import pytest

from domain.disposals import Ballot, Disposal, DisposalState, Fate, carried, counts
from domain.errors import Incomplete
from domain.names import PersonId
from domain.recusals import Tally, Tie, spans, tally, ties_of
from domain.seats import Member, Seat
from tests.domain.disposals import CHAIR, DOCTOR, OFFICER, ONE, SEATED, SECRETARY, TWO, disposal


def voted(one: Disposal, *said: tuple[PersonId, int | None, bool]) -> Disposal:
    for person, item, destroy in said:
        one = one.vote([Ballot(person, item, destroy, "" if destroy else "Còn giá trị")], one.list_sha256)
    return one


def test_a_word_on_a_line_goes_before_the_word_on_the_whole() -> None:
    one = voted(disposal(), *((who, None, True) for who in (CHAIR, SECRETARY, ONE)), (ONE, 2, False), (TWO, None, False))
    assert [counts(one, item) for item in one.items] == [(3, 1), (2, 2)]
    assert [carried(one, item) for item in one.items] == [True, False], "a tie destroys nothing"
    closed = one.close(CHAIR)
    assert (closed.state, [item.fate for item in closed.items]) == (DisposalState.MINUTES, [Fate.LISTED, Fate.VOTED_OUT])


def test_whoever_treated_the_patient_has_no_word_on_that_record() -> None:
    members = (*SEATED[:4], Member(DOCTOR, Seat.MEMBER))
    one = voted(disposal(members=members), (CHAIR, None, True), (SECRETARY, None, True), (ONE, None, False), (DOCTOR, None, False))
    assert [counts(one, item) for item in one.items] == [(2, 1), (2, 1)]
    first, second = one.items
    assert (tally(one, first), tally(one, first).counted) == (Tally(2, 1, 5, (DOCTOR,)), 3)
    known = {first.record: {DOCTOR: frozenset({Tie.SIGNED, Tie.WROTE}), ONE: frozenset({Tie.SIGNED})}}
    assert ties_of(first, DOCTOR, known) == (Tie.WROTE, Tie.SIGNED)
    assert ties_of(second, DOCTOR, known) == (Tie.TREATED,), "the list says so, whatever can be found now"
    assert ties_of(first, ONE, known) == (), "what came after the list was frozen bars nobody"


def test_numbers_of_lines_are_drawn_together() -> None:
    assert [spans(some) for some in ((), (4,), (3, 1, 2, 7), range(1, 20_001))] == ["", "4", "1–3, 7", "1–20000"]


def test_a_line_of_which_too_few_may_speak_is_not_carried() -> None:
    members = (*SEATED[:2], Member(DOCTOR, Seat.MEMBER))
    one = voted(disposal(members=members), (CHAIR, None, True), (SECRETARY, None, True), (DOCTOR, None, True))
    assert {item.fate for item in one.close(CHAIR).items} == {Fate.VOTED_OUT}, "three voted, but only two of this record"


def test_ballots_open_when_the_chair_closes_and_not_before() -> None:
    everybody = voted(disposal(), *((who.person, None, True) for who in SEATED))
    assert [one.person for one in everybody.seen_by(ONE).ballots] == [ONE], "all have voted, and each may still change their mind"
    assert (everybody.seen_by(OFFICER).ballots, len(everybody.close(CHAIR).seen_by(OFFICER).ballots)) == ((), 5)
    given_up = everybody.withdraw("Nhầm danh mục")
    assert given_up.seen_by(ONE).ballots == everybody.seen_by(ONE).ballots, "what nobody closed stays hidden"


def test_who_spoke_of_some_lines_only_has_not_voted() -> None:
    one = voted(disposal(), (CHAIR, None, True), (SECRETARY, None, True), (ONE, 1, True))
    assert one.voted == {CHAIR, SECRETARY}
    with pytest.raises(Incomplete, match="quorum"):
        one.close(CHAIR)
    assert voted(one, (ONE, 2, True)).close(CHAIR)
