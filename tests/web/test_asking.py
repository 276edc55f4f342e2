"""Numbers that fields and addresses tell: what is none, or absurd, is what the page says instead."""

import pytest

from domain.errors import Malformed
from web import asking


@pytest.mark.parametrize(
    ("told", "number"),
    [("7", 7), ("0", 0), ("007", 7), ("", 3), ("-1", 3), ("2.5", 3), ("hai", 3), ("9" * 9, 999_999_999), ("9" * 10, 3), ("9" * 5000, 3)],
)
def test_a_number_or_what_the_page_says_instead(told: str, number: int) -> None:
    assert asking.number(told, 3) == number


def test_a_files_name_is_written_as_it_is_where_a_sentence_begins() -> None:
    told = asking.again({}, Malformed("file: ban-3.yaml:12: không có loại / no such kind", "to: chọn ngày / choose a day"), "vi").faults
    assert told == {"file": "ban-3.yaml:12: không có loại", "to": "Chọn ngày"}
