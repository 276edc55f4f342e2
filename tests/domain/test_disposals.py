"""Who may stand on a list, what a council's words are worth, and what nothing may pass over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.councils import Member, Seat
from domain.destruction import check_destroying, still
from domain.disposals import (
    Ballot,
    Candidate,
    Disposal,
    DisposalState,
    Fate,
    Obstacle,
    carried,
    counts,
    frozen,
    list_hash,
    obstacle,
)
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, Refusal, SamePerson, StaleDocument, WrongState
from domain.names import DisposalId, FacilityId, PersonId, RecordId, Sha256

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
OFFICER, CHAIR, SECRETARY, ONE, TWO, THREE, DOCTOR = (PersonId(UUID(int=n)) for n in range(1, 8))
SEATED = (
    Member(CHAIR, Seat.CHAIR),
    Member(SECRETARY, Seat.SECRETARY),
    Member(ONE, Seat.MEMBER),
    Member(TWO, Seat.MEMBER),
    Member(THREE, Seat.MEMBER),
)


def candidate(code: str = "BA-1", **other: Any) -> Candidate:
    made = Candidate(RecordId(uuid4()), code, Sha256("a" * 64), "ordinary", date(2025, 12, 31), DOCTOR)
    return replace(made, **other)


def disposal(state: DisposalState = DisposalState.VOTING, records: int = 2, **other: Any) -> Disposal:
    items = frozen(candidate(f"BA-{n}") for n in range(records))
    made = Disposal(DisposalId(uuid4()), FacilityId("33001"), "Năm 2026", state, OFFICER, list_hash(items), items, members=SEATED)
    return replace(made, **other)


def voted(one: Disposal, *said: tuple[PersonId, int | None, bool]) -> Disposal:
    for person, item, destroy in said:
        one = one.vote([Ballot(person, item, destroy, "" if destroy else "Còn giá trị")], one.list_sha256)
    return one


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, None),
        ({"keep_until": date(2026, 11, 27)}, None),
        ({"keep_until": TODAY}, Obstacle.NOT_EXPIRED),
        ({"keep_until": None}, Obstacle.NOT_EXPIRED),
        ({"held": True}, Obstacle.HELD),
        ({"linked": True}, Obstacle.LINKED),
        ({"listed": True}, Obstacle.LISTED_ELSEWHERE),
        ({"archived": False, "held": True}, Obstacle.NOT_ARCHIVED),
    ],
)
def test_what_may_be_listed(other: dict[str, Any], why: Obstacle | None) -> None:
    assert obstacle(candidate(**other), TODAY) is why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, None),
        ({"sha256": Sha256("b" * 64)}, Obstacle.CHANGED),
        ({"retention_class": "death"}, Obstacle.CLASS_CHANGED),
        ({"keep_until": date(2024, 12, 31)}, Obstacle.CLASS_CHANGED),
        ({"held": True}, Obstacle.HELD),
        ({"keep_until": date(2055, 12, 31)}, Obstacle.NOT_EXPIRED),
    ],
)
def test_each_line_is_judged_again_when_it_is_to_be_destroyed(other: dict[str, Any], why: Obstacle | None) -> None:
    before = candidate()
    (item,) = frozen([before])
    assert still(item, replace(before, **other), TODAY) is why


def test_the_hash_names_the_list_and_nothing_else() -> None:
    one, two = candidate("BA-2"), candidate("BA-1")
    assert [item.code for item in frozen([one, two])] == ["BA-1", "BA-2"]
    assert list_hash(frozen([one, two])) == list_hash(frozen([two, one]))
    assert list_hash(frozen([one])) != list_hash(frozen([one, two]))
    assert list_hash(frozen([one])) != list_hash(frozen([replace(one, retention_class="death")]))


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


def test_who_spoke_of_some_lines_only_has_not_voted() -> None:
    one = voted(disposal(), (CHAIR, None, True), (SECRETARY, None, True), (ONE, 1, True))
    assert one.voted == {CHAIR, SECRETARY}
    with pytest.raises(Incomplete, match="quorum"):
        one.close(CHAIR)
    assert voted(one, (ONE, 2, True)).close(CHAIR)


REFUSED: list[tuple[type[Refusal], DisposalState, object]] = [
    (SamePerson, DisposalState.PROPOSED, lambda one: one.convene((*SEATED[:4], Member(OFFICER, Seat.MEMBER)))),
    (Malformed, DisposalState.PROPOSED, lambda one: one.convene(SEATED[:4])),
    (WrongState, DisposalState.VOTING, lambda one: one.convene(SEATED)),
    (NotAllowed, DisposalState.VOTING, lambda one: one.vote([Ballot(OFFICER, None, True)], one.list_sha256)),
    (StaleDocument, DisposalState.VOTING, lambda one: one.vote([Ballot(ONE, None, True)], Sha256("0" * 64))),
    (NotFound, DisposalState.VOTING, lambda one: one.vote([Ballot(ONE, 9, True)], one.list_sha256)),
    (Incomplete, DisposalState.VOTING, lambda one: one.vote([Ballot(ONE, None, False, " ")], one.list_sha256)),
    (WrongState, DisposalState.MINUTES, lambda one: one.vote([Ballot(ONE, None, True)], one.list_sha256)),
    (NotAllowed, DisposalState.VOTING, lambda one: one.close(ONE)),
    (WrongState, DisposalState.VOTING, lambda one: one.decide()),
    (Incomplete, DisposalState.REVIEWED, lambda one: one.take_out(1, "a").take_out(2, "b").decide()),
    (Incomplete, DisposalState.PROPOSED, lambda one: one.take_out(1, " ")),
    (WrongState, DisposalState.PROPOSED, lambda one: one.take_out(1, "a").take_out(1, "b")),
    (WrongState, DisposalState.WAITING, lambda one: one.take_out(1, "a")),
    (WrongState, DisposalState.DESTROYED, lambda one: one.withdraw("Nhầm")),
    (Incomplete, DisposalState.WAITING, lambda one: one.withdraw("")),
]


@pytest.mark.parametrize(("why", "state", "act"), REFUSED)
def test_what_is_refused(why: type[Refusal], state: DisposalState, act: object) -> None:
    with pytest.raises(why):
        act(disposal(state))  # type: ignore[operator]


@pytest.mark.parametrize("state", DisposalState)
def test_nothing_is_destroyed_but_after_the_signed_decision_and_its_term(state: DisposalState) -> None:
    one = disposal(state, destroy_at=NOW)
    if state is DisposalState.WAITING:
        check_destroying(one, NOW)
        for early in (replace(one, destroy_at=NOW + timedelta(seconds=1)), replace(one, destroy_at=None)):
            with pytest.raises(WrongState):
                check_destroying(early, NOW)
    else:
        with pytest.raises(WrongState):
            check_destroying(one, NOW)
