"""Vietnamese text must come back as it was written."""

import unicodedata

import pytest

from evidence import texts

SENTENCE = "Người bệnh: Đỗ Thị Hường, đường huyết ≤ 5,2 mmol/L"


def test_the_text_as_written_has_no_fault() -> None:
    assert texts.faults(f"CỘNG HÒA {SENTENCE} hết", ("Người bệnh:  Đỗ Thị\nHường",)) == []


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        (texts.unmarked(SENTENCE), "missing"),
        (unicodedata.normalize("NFD", SENTENCE), "not NFC"),
        (SENTENCE.replace("ờ", "\ufffd"), "lost letter '\\ufffd'"),
        (SENTENCE.replace("≤", "\ue123"), "lost letter '\\ue123'"),
        ("", "missing"),
    ],
)
def test_text_that_lost_something_is_a_fault(spoilt: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in texts.faults(spoilt, (SENTENCE,)))


def test_without_marks_it_reads_as_a_careless_font_would_leave_it() -> None:
    assert texts.unmarked("Đỗ Thị Hường") == "Do Thi Huong"
