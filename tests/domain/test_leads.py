"""Months counted back, algorithms not weak within the lead, and when a group of documents is full enough."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.algorithms import AlgorithmTable, Weakness
from domain.basis import Certainty
from domain.renewals import may_gather, months_before

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
STRONG = AlgorithmTable("2026-01", "Mặc định", Certainty.INFERRED, date(2025, 7, 21), ("sha256", "sha512"))
WEAK = replace(STRONG, weak=(Weakness("sha256", date(2032, 1, 1), "Dự báo của cơ sở", Certainty.UNCONFIRMED),))


@pytest.mark.parametrize(
    ("of", "months", "expected"),
    [
        (date(2038, 11, 25), 18, date(2037, 5, 25)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2027, 3, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 1, date(2026, 12, 31)),
        (date(2026, 11, 1), -2, date(2027, 1, 1)),
        (date(1, 5, 1), 18, date.min),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last(of: date, months: int, expected: date) -> None:
    assert months_before(of, months) == expected


def test_new_trees_use_what_is_not_weak_within_the_lead() -> None:
    assert WEAK.lasting(date(2031, 12, 31)) == "sha256"
    assert WEAK.lasting(date(2032, 1, 1)) == "sha512"
    nothing = replace(WEAK, preferred=("sha256",))
    assert nothing.lasting(date(2033, 1, 1)) is None


def test_documents_wait_for_a_full_group_but_not_for_ever() -> None:
    yesterday, long_ago = NOW - timedelta(days=1), NOW - timedelta(days=30)
    assert may_gather(5000, yesterday, 5000, 30, NOW)
    assert not may_gather(4999, yesterday, 5000, 30, NOW)
    assert may_gather(1, long_ago, 5000, 30, NOW)
    assert not may_gather(0, None, 5000, 30, NOW)
