"""The board's words, lateness and forecast."""

from datetime import date

import pytest

from domain.boards import cell, cells, percent
from domain.declarations import Claim, Declaration
from domain.tracks import State
from tests.domain.tracks import ANH, KY, OPENED, milestone, track

DUE = date(2026, 5, 31)


@pytest.mark.parametrize(
    ("today", "word", "late"),
    [
        (date(2026, 5, 10), "on_time", 0),
        (date(2026, 5, 17), "soon", 0),
        (date(2026, 5, 31), "soon", 0),
        (date(2026, 6, 1), "late", 1),
        (date(2026, 11, 21), "late", 174),
    ],
)
def test_the_word_follows_the_day(today: date, word: str, late: int) -> None:
    one = track(milestone("3.1-1", DUE))
    found = cell(one, one.of("3.1-1"), today)
    assert (found.word, found.days_late, found.on) == (word, late, DUE)


def test_the_word_follows_the_state_before_the_day() -> None:
    today = date(2026, 6, 8)
    begun = track(
        milestone("a", DUE), milestone("b", DUE), milestone("c", DUE, State.UNDECLARED), milestone("d", DUE), milestone("e", after=("a",))
    )
    now = begun.report("b", DUE, ANH, OPENED).report("d", DUE, ANH, OPENED).accept("d", KY, OPENED)
    assert [one.word for one in cells(now, today)] == ["late", "reported", "undeclared", "accepted", "blocked"]
    assert cells(now, today)[0].why == "not_begun"
    returned = now.send_back("b", KY, OPENED)
    assert cell(returned, returned.of("b"), today).why == "sent_back"


def test_what_does_not_apply_is_said_so_only_when_it_was_verified() -> None:
    said = Declaration("a", Claim.NOT_APPLICABLE, None, "Công văn 5/BV ngày 2/5/2026")
    declared = track(milestone("a", DUE, State.UNDECLARED)).declare(said, ANH, OPENED)
    assert cells(declared, DUE)[0].word == "reported"
    assert cells(declared.accept("a", KY, OPENED), DUE)[0].word == "not_applicable"


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(421, 828, 51), (827, 828, 99), (1, 828, 1), (0, 4, 0), (4, 4, 100), (1, 8, 13), (0, 0, 0)]
)
def test_a_percentage_is_rounded_and_only_all_is_all(part: int, whole: int, shown: int) -> None:
    assert percent(part, whole) == shown
