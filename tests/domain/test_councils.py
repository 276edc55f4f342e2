"""An appraisal's course, from the evidence to the verdict."""

from dataclasses import replace

import pytest

from domain.councils import AppraisalState, Tally
from domain.errors import Incomplete, Malformed, SamePerson
from domain.seats import Member, Seat
from tests.domain.councils import COUNCIL, HOA, begun, convened, sha, votes
from tests.domain.tracks import ANH, KY, THACH


def test_from_evidence_to_verdict() -> None:
    decided = votes(convened(), KY, HOA, THACH).close(KY)
    assert decided.verdict is not None
    assert (decided.state, decided.verdict.met, decided.stale) == (AppraisalState.MINUTES, True, False)
    assert decided.tally("TC01") == Tally(3, 0, 0)


def test_the_council_is_not_called_without_evidence_for_each_criterion() -> None:
    with pytest.raises(Incomplete) as refused:
        begun().bring("TC01", [sha("a")], ANH).convene(COUNCIL, founded=True)
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
        replace(convened(), state=AppraisalState.EVIDENCE).convene(members, founded=True)


def test_nobody_judges_the_evidence_they_brought() -> None:
    with pytest.raises(SamePerson):
        replace(convened(), state=AppraisalState.EVIDENCE).convene((*COUNCIL[:2], Member(ANH, Seat.MEMBER)), founded=True)
    with pytest.raises(SamePerson):
        convened().bring("TC01", [sha("b")], THACH)
