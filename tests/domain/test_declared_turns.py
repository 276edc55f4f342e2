"""Going live is declared after what it waits for; what a unit may have had for years is declared as it is."""

from datetime import date

import pytest

from domain.declarations import Claim, Declaration
from domain.declared_turns import check_turns, wrong_turns
from domain.errors import Malformed
from domain.parts import Kind
from domain.tracks import State, Track
from tests.domain.tracks import ANH, OPENED, milestone, track

PAPER, RULES_ON, LIVE_ON = "Quyết định số 12/QĐ-BV ngày 2/10/2026", date(2026, 10, 2), date(2026, 10, 20)


def begun() -> Track:
    undeclared = State.UNDECLARED
    return track(
        milestone("list", None, undeclared),
        milestone("room", None, undeclared, after=("list",)),
        milestone("rules", None, undeclared),
        milestone("live", None, undeclared, kind=Kind.GOLIVE, after=("room", "rules")),
        milestone("free", None, undeclared, kind=Kind.PAPER_FREE, after=("live",)),
    )


def done(code: str, on: date, note: str = "") -> Declaration:
    return Declaration(code, Claim.DONE, on, PAPER, note)


def faults(one: Track, *said: Declaration) -> list[tuple[str, str]]:
    return [(code, field) for code, field, _, _ in wrong_turns(one, said)]


def test_going_live_alone_is_refused_with_what_it_waits_for() -> None:
    with pytest.raises(Malformed) as refused:
        check_turns(begun(), [done("live", LIVE_ON)])
    (told,) = refused.value.facts
    assert told.startswith("live: chưa khai xong được: còn chờ room, rules.")
    doing = Declaration("rules", Claim.DOING)
    assert faults(begun(), done("live", LIVE_ON), done("room", RULES_ON), doing) == [("live", "state")]


def test_what_it_waits_for_is_declared_before_or_together_done_or_not_applicable() -> None:
    nothing = Declaration("rules", Claim.NOT_APPLICABLE, None, PAPER)
    assert faults(begun(), done("live", LIVE_ON), done("room", RULES_ON), nothing) == []
    earlier = begun().declare(done("room", RULES_ON), ANH, OPENED).declare(nothing, ANH, OPENED)
    assert faults(earlier, done("live", LIVE_ON)) == []
    assert faults(earlier, done("free", LIVE_ON)) == [("free", "state")], "paper is dropped after going live"
    assert faults(earlier, Declaration("live", Claim.DOING), Declaration("free", Claim.NOT_APPLICABLE, None, PAPER)) == []


def test_a_day_before_that_of_what_it_waits_for_is_explained() -> None:
    said = [done("room", RULES_ON), done("rules", RULES_ON)]
    with pytest.raises(Malformed, match=r"live, ngày: ngày 01/11/2001 trước ngày của việc nó chờ \((room|rules): 02/10/2026\)"):
        check_turns(begun(), [*said, done("live", date(2001, 11, 1))])
    assert faults(begun(), *said, done("live", date(2025, 11, 1), " . ")) == [("live", "day")], "a full stop explains nothing"
    assert faults(begun(), *said, done("live", date(2025, 11, 1), "Vận hành theo Quyết định 88 từ trước kế hoạch")) == []
    declared = begun().declare(said[0], ANH, OPENED).declare(said[1], ANH, OPENED)
    assert faults(declared, done("live", date(2025, 11, 1))) == [("live", "day")], "also against what was declared before"


def test_a_server_room_may_be_older_than_the_list_of_what_to_buy() -> None:
    assert faults(begun(), done("room", date(2019, 3, 1)), Declaration("list", Claim.DOING)) == []
