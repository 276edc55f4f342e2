"""Numbers that fields and addresses tell: what is none, or absurd, is what the page says instead."""

import pytest

from web import asking


@pytest.mark.parametrize(
    ("told", "number"),
    [("7", 7), ("0", 0), ("007", 7), ("", 3), ("-1", 3), ("2.5", 3), ("hai", 3), ("9" * 9, 999_999_999), ("9" * 10, 3), ("9" * 5000, 3)],
)
def test_a_number_or_what_the_page_says_instead(told: str, number: int) -> None:
    assert asking.number(told, 3) == number
