"""What is refused in a disposal's course: each act at the wrong time, by the wrong person, or without its reason."""

import pytest

from domain.disposals import Ballot, DisposalState
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, Refusal, SamePerson, StaleDocument, WrongState
from domain.names import Sha256
from domain.seats import Member, Seat
from tests.domain.disposals import OFFICER, ONE, SEATED, disposal

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
