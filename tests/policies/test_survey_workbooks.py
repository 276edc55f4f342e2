"""A survey as a workbook: down and up without a loss, and files that anybody may have made."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.survey_editions import SurveyEdition
from domain.survey_gaps import findings, gaps, investments
from policies.faults import PoliciesRefused
from policies.reader import load
from policies.survey_lists import gaps_workbook
from policies.survey_rows import filled
from policies.survey_workbooks import PAGE, Sheeted, workbook_of
from tests.surveying import ANSWERS

OF = Sheeted("5a1", "Bệnh viện Đa khoa, khảo sát lần 1", 4)


@pytest.fixture(scope="module")
def edition() -> SurveyEdition:
    return load().surveys[0]


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(BytesIO(content))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(book: Any, code: str) -> int:
    return next(int(row[0].row) for row in book[PAGE].iter_rows(min_row=2) if row[0].value == code)


def put(code: str, value: object) -> Callable[[Any], None]:
    return lambda book: setattr(book[PAGE].cell(row_of(book, code), 4), "value", value)


def faults(edition: SurveyEdition, content: bytes, name: str = "so.xlsx") -> list[str]:
    with pytest.raises(PoliciesRefused) as refused:
        filled(name, content, edition)
    return [f"{one.cell}: {one.vi}" for one in refused.value.faults]


def test_what_goes_down_comes_up_as_it_was(edition: SurveyEdition) -> None:
    whole = filled("Khảo sát.xlsx", workbook_of(edition, ANSWERS, OF), edition)
    assert (whole.survey, whole.base) == ("5a1", 4)
    assert {code: value for code, value in whole.answers.items() if value is not None} == dict(ANSWERS)
    empty = filled("a.xlsx", workbook_of(edition, {}, OF), edition)
    assert set(empty.answers.values()) == {None}
    assert len(empty.answers) == len(edition.questions)


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("beds", "1.450", 1450),
        ("beds", 520.0, 520),
        ("budget_needed", "9 356 000 000", 9_356_000_000),
        ("bandwidth", "300,5", 300.5),
        ("backups", "CÓ", True),
        ("his", "mức 6", "6"),
        ("restored_on", "14/10/2026", "2026-10-14"),
        ("his_name", "=HIS", None),
        ("remarks", "  Thiếu vốn ", "Thiếu vốn"),
        ("beds", None, None),
    ],
)
def test_answers_are_read_as_an_office_types_them(edition: SurveyEdition, code: str, typed: object, value: object) -> None:
    content = changed(workbook_of(edition, {}, OF), put(code, typed))
    if typed == "=HIS":
        assert "công thức" in faults(edition, content)[0]
    else:
        assert filled("a.xlsx", content, edition).answers[code] == value


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("beds", "nhiều", "phải là số nguyên"),
        ("beds", -3, "không âm"),
        ("beds", 10**9, "không thể có"),
        ("beds", 1.5, "phải là số nguyên"),
        ("his", "Mức 9", "chỉ nhận"),
        ("backups", "chắc là có", "chỉ nhận"),
        ("restored_on", "31/02/2026", "không có trong lịch"),
        ("his_name", "x" * 400, "nhiều nhất 300 ký tự"),
    ],
)
def test_a_wrong_answer_is_named_with_its_cell(edition: SurveyEdition, code: str, typed: object, said: str) -> None:
    content = changed(workbook_of(edition, ANSWERS, OF), put(code, typed))
    book = load_workbook(BytesIO(content))
    told = faults(edition, content)
    assert len(told) == 1
    assert told[0].startswith(f"{PAGE}!D{row_of(book, code)}: ")
    assert said in told[0]


def test_the_list_of_investments_reckons_with_numbers_and_holds_no_price(edition: SurveyEdition) -> None:
    found = findings(edition, ANSWERS, {})
    book = load_workbook(BytesIO(gaps_workbook("Bệnh viện", gaps(found), investments(found))))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("TT", "Hạng mục", "Loại", "Đơn vị tính", "Số lượng", "Vì sao", "Mã câu hỏi")
    assert (rows[1][1], rows[1][4], rows[1][6]) == ("Máy tính tại khoa phòng", 28, "workstations")
    assert len(list(book.worksheets[1].iter_rows())) == len(gaps(found)) + 1
