"""Which days a report is about."""

from datetime import date

import pytest

from domain.cadences import Cadence, Every, Period, cadence
from domain.errors import Malformed


@pytest.mark.parametrize(
    ("every", "closing", "of", "first", "last"),
    [
        (Every.WEEK, 5, date(2026, 11, 28), date(2026, 11, 28), date(2026, 12, 4)),
        (Every.WEEK, 6, date(2026, 11, 28), date(2026, 11, 22), date(2026, 11, 28)),
        (Every.MONTH, 31, date(2026, 11, 28), date(2026, 11, 1), date(2026, 11, 30)),
        (Every.MONTH, 31, date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        (Every.MONTH, 14, date(2026, 11, 14), date(2026, 10, 15), date(2026, 11, 14)),
        (Every.MONTH, 14, date(2026, 12, 15), date(2026, 12, 15), date(2027, 1, 14)),
        (Every.QUARTER, 31, date(2026, 11, 28), date(2026, 10, 1), date(2026, 12, 31)),
        (Every.QUARTER, 14, date(2026, 12, 15), date(2026, 12, 15), date(2027, 3, 14)),
        (Every.QUARTER, 14, date(2026, 2, 1), date(2025, 12, 15), date(2026, 3, 14)),
    ],
)
def test_every_day_lies_in_one_period(every: Every, closing: int, of: date, first: date, last: date) -> None:
    assert Cadence(every, closing).period(of) == Period(first, last)


def test_periods_that_are_over_are_told_from_the_one_in_which_it_was_entered() -> None:
    monthly = Cadence(Every.MONTH, 31)
    since, today = date(2026, 9, 10), date(2026, 12, 1)
    assert [one.last for one in monthly.over(since, (), today)] == [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)]
    assert [one.last for one in monthly.over(since, {date(2026, 10, 31)}, date(2026, 11, 30))] == [date(2026, 9, 30)]
    assert list(monthly.over(today, (), date(2026, 12, 31))) == []


def test_what_is_entered_is_a_known_rhythm_with_a_day_of_it_or_nothing() -> None:
    assert (cadence("", 0), cadence("week", 7)) == (None, Cadence(Every.WEEK, 7))
    for every, closing, told in (
        ("day", 1, "every: chỉ nhận week"),
        ("week", 8, "day: ngày chốt số liệu từ 1 đến 7"),
        ("month", 0, "day:"),
    ):
        with pytest.raises(Malformed, match=told):
            cadence(every, closing)
