"""An appraisal's course, from the evidence to the verdict."""

from dataclasses import replace

import pytest

from domain.appraisals import Finding, Tally, Vote
from domain.bringing import obstacle
from domain.councils import AppraisalState
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.names import AppraisalId, ProcurementId, id_of
from domain.seats import Member, Seat
from tests.domain.councils import ALL, COUNCIL, HOA, NOW, begun, convened, sha, votes
from tests.domain.tracks import ANH, KY, THACH


def test_from_evidence_to_verdict() -> None:
    decided = votes(convened(), KY, HOA, THACH).close(KY, NOW)
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
    own = convened().bring("TC01", [sha("b")], THACH)
    assert own.open_to(THACH) == ("TC02",)
    with pytest.raises(SamePerson, match="brought"):
        own.vote(Vote(THACH, "TC01", Finding.MET, sha("b")), ALL, NOW)


def test_who_may_bring_evidence_is_one_rule_for_the_whole_track() -> None:
    voting, other = convened(), replace(begun(), id=AppraisalId(id_of("appraisal", 2)), milestone="3.3-4")
    assert isinstance(obstacle(voting, [voting], THACH), SamePerson)
    assert isinstance(obstacle(other, [voting, other], THACH), SamePerson), "a council of another milestone judges the same criteria"
    assert obstacle(other, [replace(voting, state=AppraisalState.CLOSED), other], THACH) is None
    assert obstacle(voting, [voting, other], ANH) is None
    bought = replace(other, purchase=ProcurementId(id_of("purchase", 1)), milestone="")
    assert obstacle(bought, [voting, bought], THACH) is None, "evidence of a purchase is its own, and so are its rounds"
    assert obstacle(voting, [voting, bought], ANH) is None
    assert isinstance(obstacle(voting, [voting, replace(other, milestone="")], ANH), WrongState), "a round followed"
    assert isinstance(obstacle(votes(voting, KY, HOA).close(KY, NOW), [voting], ANH), WrongState)


def test_what_was_carried_over_is_voted_on_once_its_evidence_is_another() -> None:
    second = replace(convened(), carried={"TC01": Finding.MET})
    assert second.asked == ("TC02",)
    assert second.bring("TC01", [sha("a")], ANH).asked == ("TC02",)
    assert second.bring("TC01", [sha("b")], ANH).asked == ("TC01", "TC02")
