"""Conflicts of interest, substitutes and whom a council needs."""

from dataclasses import replace

import pytest

from domain.appraisals import Finding, Tally, Vote
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, SamePerson, WrongState
from domain.roles import Role
from domain.seats import Field, Interest, Member, Seat, check_fields, fields_of
from tests.domain.councils import ALL, EDITION, HOA, NOW, called, convened, sha, votes
from tests.domain.tracks import ANH, KY, THACH, person

MAI = person("Lê Thị Mai")
PAPER = "Giấy uỷ quyền 12/GUQ-BV ngày 02/12/2026"


def test_nobody_votes_before_declaring_nor_on_what_they_declared() -> None:
    with pytest.raises(Incomplete, match="khai báo xung đột"):
        called().vote(Vote(KY, "TC01", Finding.MET, sha("a")), ALL, NOW)
    bound = convened().declare(Interest(HOA, True, ("TC01",), "Viết quy chế"))
    with pytest.raises(SamePerson):
        bound.vote(Vote(HOA, "TC01", Finding.MET, sha("a")), ALL, NOW)
    assert bound.open_to(HOA) == ("TC02",)
    decided = votes(bound, KY, HOA, THACH).close(KY, NOW)
    assert (decided.tally("TC01"), decided.tally("TC02")) == (Tally(2, 0, 0, (HOA,)), Tally(3, 0, 0))


def test_a_conflict_declared_late_takes_the_votes_back_and_may_cost_the_quorum() -> None:
    two = votes(convened(), KY, HOA)
    assert two.short == ()
    late = two.declare(Interest(HOA, True, (), "Họ hàng với nhà cung cấp"))
    assert (late.short, {vote.person for vote in late.votes}) == (("TC01", "TC02"), {KY})
    with pytest.raises(Incomplete, match="chưa đủ 2 phiếu"):
        late.close(KY, NOW)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Interest(HOA, True, ("TC99",), "Lý do"), NotFound),
        (Interest(HOA, True, ("TC01",), " "), Incomplete),
        (Interest(HOA, True, (), "x" * 301), Malformed),
        (Interest(ANH, False), NotAllowed),
    ],
)
def test_what_is_declared_is_looked_at(said: Interest, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        convened().declare(said)


def test_a_substitute_takes_the_seat_of_who_has_not_voted() -> None:
    sits = convened().substitute(THACH, MAI, PAPER)
    assert (sits.seat(THACH), sits.seat(MAI), len(sits.sitting)) == (None, Seat.MEMBER, 3)
    with pytest.raises(NotAllowed):
        sits.vote(Vote(THACH, "TC01", Finding.MET, sha("a")), ALL, NOW)
    again = sits.substitute(MAI, person("Hoàng Thị Lan"), PAPER)
    assert again.members[-1].stands_for == THACH, "whose seat it is"
    with pytest.raises(WrongState):
        votes(convened(), THACH).substitute(THACH, MAI, PAPER)
    with pytest.raises(SamePerson):
        convened().substitute(THACH, ANH, PAPER)
    with pytest.raises(Malformed):
        convened().substitute(THACH, HOA, PAPER)
    with pytest.raises(Incomplete):
        convened().substitute(THACH, MAI, " ")
    with pytest.raises(NotFound):
        convened().substitute(MAI, person("Bùi Văn Đức"), PAPER)


def test_a_secret_ballot_shows_no_vote_and_names_no_dissent() -> None:
    secret = replace(convened(), edition=replace(EDITION, secret=True))
    decided = votes(votes(secret, KY, HOA), THACH, finding=Finding.NOT_MET).close(KY, NOW)
    assert (decided.revealed, decided.seen_by(ANH), decided.dissent("TC01")) == (False, (), ())
    assert decided.tally("TC01") == Tally(2, 1, 0)
    told = votes(votes(convened(), KY, HOA), THACH, finding=Finding.NOT_MET).close(KY, NOW)
    assert [vote.person for vote in told.dissent("TC01")] == [THACH]


def test_a_council_has_whom_its_edition_needs() -> None:
    brought = [fields_of(Role.IT_OFFICER, outside=False), fields_of(Role.DOCTOR, outside=True), fields_of(Role.DIRECTOR, outside=False)]
    check_fields(brought, {Field.IT: 1, Field.CLINICAL: 1, Field.OUTSIDE: 1})
    with pytest.raises(Malformed, match="2 người ngoài đơn vị"):
        check_fields(brought, {Field.OUTSIDE: 2})


def test_more_may_sit_where_the_edition_lets_them_and_then_more_must_vote() -> None:
    wide = replace(called(), state=called().state.EVIDENCE, edition=replace(EDITION, seats_most=5))
    five = [*wide.members, Member(MAI, Seat.MEMBER), Member(person("Hoàng Thị Lan"), Seat.MEMBER)]
    assert wide.convene(five, founded=True).round.quorum == 3
    with pytest.raises(Malformed, match="3–5"):
        wide.convene([*five, Member(person("Bùi Văn Đức"), Seat.MEMBER)], founded=True)
