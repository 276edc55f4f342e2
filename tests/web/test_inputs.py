"""What is typed into the inputs of a form, read as people in Vietnam write it, and given back as it was typed."""

import pytest

from domain.forms import Field, Kind
from web.inputs import MOST_ROWS, data, inputs, typed
from web.values import ROWS, Row, rows_of

TEMPERATURE = Field("it", "Nhiệt độ", Kind.NUMBER)
PULSE = Field("it", "Mạch", Kind.INTEGER)
HELD = Field("it", "Thời điểm hội chẩn", Kind.MOMENT)
MEMBERS = Field("it", "Thành viên", Kind.PEOPLE)


def read(field: Field, text: str) -> object:
    return data((field,), {"it": text}).get("it")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("38,5", 38.5),
        ("38.5", 38.5),
        ("0.125", 0.125),
        ("37", 37.0),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("-2,5", -2.5),
        ("3.250", "3.250"),
        ("1.2.3", "1.2.3"),
        ("1_000", "1_000"),
        ("nan", "nan"),
        ("9" * 400, "9" * 400),
    ],
)
def test_a_point_never_makes_a_number_ten_times_what_was_meant(text: str, number: object) -> None:
    assert read(TEMPERATURE, text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("88", 88), ("1.200", 1200), ("1 200 000 ₫", 1200000), ("36.5", "36.5"), ("1.20", "1.20"), ("9" * 5000, "9" * 5000)],
)
def test_a_whole_number_has_no_decimals(text: str, number: object) -> None:
    assert read(PULSE, text) == number


@pytest.mark.parametrize("kept", ["13:05 21/11/2026", "2026-11-21T13:05:00+07:00", "2026-11-21T06:05:00+00:00"])
def test_a_moment_comes_back_as_a_browser_shows_it(kept: str) -> None:
    assert typed((HELD,), {"it": kept}) == {"it": "2026-11-21T13:05"}
    assert read(HELD, "2026-11-21T13:05") == "2026-11-21T13:05:00+07:00"


@pytest.mark.parametrize("rows", ["0", "61", "9" * 5000, "²", "-1", "hai"])
def test_a_count_of_lines_that_no_page_sent_is_one(rows: str) -> None:
    (shown,) = inputs((MEMBERS,), {"it-rows": rows})
    assert len(shown.rows) == 1
    assert len(inputs((MEMBERS,), {"it-rows": str(MOST_ROWS)}, "it")[0].rows) == MOST_ROWS


@pytest.mark.parametrize("told", ["9" * 5000, "-1", "²", ""])
def test_numbers_a_page_never_sent_end_no_request(told: str) -> None:
    assert rows_of(told) == ROWS
    assert Row(1, told, "Glucose", "5,0", "mmol/L", "3,9 – 6,4", "").of((1, 2)) is None
