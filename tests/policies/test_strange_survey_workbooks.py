"""Workbooks of a survey that anybody may have made: rows gone and strange, pages missing, files that are none."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from domain.survey_editions import SurveyEdition
from policies.survey_rows import filled
from policies.survey_workbooks import GUIDE, PAGE, workbook_of
from tests.policies.test_survey_workbooks import OF, changed, faults
from tests.policies.test_survey_workbooks import edition as edition
from tests.surveying import ANSWERS


def test_rows_that_are_gone_are_as_they_were_and_strange_ones_are_named(edition: SurveyEdition) -> None:
    content = workbook_of(edition, ANSWERS, OF)
    assert "beds" not in filled("a.xlsx", changed(content, lambda book: book[PAGE].delete_rows(2)), edition).answers
    twice = changed(content, lambda book: book[PAGE].append(["ups", "", "", 3]))
    assert "câu hỏi 'ups' có hai dòng" in faults(edition, twice)[0]
    strange = changed(content, lambda book: book[PAGE].append(["patients", "", "", 3]))
    assert "không có câu hỏi 'patients'" in faults(edition, strange)[0]
    nameless = changed(content, lambda book: book[PAGE].append([None, "", "", 3]))
    assert "không có câu hỏi ''" in faults(edition, nameless)[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book.remove(book[GUIDE]), "thiếu trang 'Hướng dẫn'"),
        (lambda book: book.remove(book[PAGE]), "thiếu trang 'Khảo sát'"),
        (lambda book: book[GUIDE].delete_rows(1, 20), "tải lại sổ"),
        (lambda book: book[PAGE].delete_cols(4), "phải có đúng một cột: Trả lời"),
        (lambda book: book[PAGE].merge_cells("D2:D4"), "ô gộp"),
        (lambda book: book[PAGE].insert_cols(1), ""),
    ],
)
def test_a_workbook_that_is_no_such_one_is_refused(edition: SurveyEdition, change: Callable[[Any], None], said: str) -> None:
    content = changed(workbook_of(edition, ANSWERS, OF), change)
    if said:
        assert said in faults(edition, content)[0]
    else:  # a column of the office's own is passed over
        assert filled("a.xlsx", content, edition).answers["beds"] == 520


def test_files_that_are_no_workbooks_are_refused(edition: SurveyEdition) -> None:
    good = workbook_of(edition, ANSWERS, OF)
    assert "chỉ nhận tệp .xlsx" in faults(edition, good, "so.xls")[0]
    assert "không mở được" in faults(edition, good[: len(good) // 2])[0]
    assert "không mở được" in faults(edition, b"PK\x03\x04 no")[0]
    many = Workbook()
    many.active.title = PAGE
    many.create_sheet(GUIDE)
    for n in range(1200):
        many[PAGE].append([f"q{n}"])
    out = BytesIO()
    many.save(out)
    assert "nhiều hơn 1000 dòng" in faults(edition, out.getvalue())[0]
