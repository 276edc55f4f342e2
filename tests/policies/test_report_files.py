"""A progress report as a workbook and as what is printed of it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.boards import Figures
from domain.cadences import Every, Period
from policies.report_sheets import report_sheet
from policies.report_words import called, subject
from policies.report_workbooks import workbook_of
from signing.sheets import Printer
from tests.web.samples.progress_reports import CONTENT, PLAN, REPORT

BASE = "https://hsba.example.vn"
FORMS = Path(__file__).parents[2] / "policies" / "forms"


@pytest.fixture(scope="module")
def book() -> Any:
    return load_workbook(BytesIO(workbook_of(REPORT, BASE)))


def test_each_page_has_a_line_for_each_thing_and_days_are_days(book: Any) -> None:
    assert book.sheetnames == ["Tổng hợp", "Theo việc", "Theo cơ sở", "Việc trễ"]
    lines = sum(1 + len(task.parts) for task in CONTENT.tasks)
    counted = (lines, len(CONTENT.lines), len(CONTENT.late))
    assert tuple(book[name].max_row - 1 for name in book.sheetnames[1:]) == counted
    due = book["Việc trễ"]["D2"]
    assert (due.value.date(), due.number_format) == (date(2026, 5, 31), "dd/mm/yyyy")
    assert book["Theo việc"]["A3"].value == "1-1"


def test_a_number_leads_to_the_board_it_was_counted_from_and_nothing_leads_nowhere(book: Any) -> None:
    tasks = {row[0].value: row for row in book["Theo việc"].iter_rows(min_row=2)}
    assert tasks["3.1-1"][7].value == 1
    assert tasks["3.1-1"][7].hyperlink.target == f"{BASE}/plans/{PLAN}?on=2026-11-30&show=late&part=3.1-1"
    assert (tasks["1-1"][7].value, tasks["1-1"][7].hyperlink) == (0, None)
    assert "/milestones/3.1-1" in book["Việc trễ"]["B2"].hyperlink.target


def test_what_does_not_apply_stands_apart_from_what_is_done(book: Any) -> None:
    heads = [cell.value for cell in book["Theo việc"][1]]
    assert heads[3:] == ["Số mốc", "Đã báo cáo xong", "Đã xác nhận", "Không áp dụng", "Quá hạn", "Chưa khai báo"]
    whole = {row[0].value: row[1].value for row in book["Tổng hợp"].iter_rows() if row[0].value}
    counted = (whole["Đã báo cáo xong"], whole["Không áp dụng"], whole["Trong đó không áp dụng đã được chấp thuận"])
    assert counted == (67, 5, 2)
    assert whole["Không tính: đã được chấp thuận không áp dụng"] == "Trung tâm Kiểm soát bệnh tật"
    assert whole["Vẫn tính: khai không áp dụng, chờ chấp thuận"] == "Bệnh viện Tâm thần kinh"


def test_a_report_of_before_says_nothing_of_what_does_not_apply() -> None:
    old = replace(REPORT, content=replace(CONTENT, figures=Figures(112, 67, 53, 3, 4)))
    whole = {row[0].value: row[1].value for row in load_workbook(BytesIO(workbook_of(old)))["Tổng hợp"].iter_rows() if row[0].value}
    assert (whole["Đã báo cáo xong"], whole["Không áp dụng"]) == (67, None)


def test_what_looks_like_a_formula_stays_text() -> None:
    odd = replace(REPORT, content=replace(CONTENT, lines=(replace(CONTENT.lines[0], name="=1+1"),)))
    cell = load_workbook(BytesIO(workbook_of(odd)))["Theo cơ sở"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("every", "period", "words"),
    [
        (Every.MONTH, Period(date(2026, 11, 1), date(2026, 11, 30)), "tháng 11/2026"),
        (Every.MONTH, Period(date(2026, 10, 15), date(2026, 11, 14)), "tháng 11/2026 (từ 15/10/2026 đến 14/11/2026)"),
        (Every.QUARTER, Period(date(2026, 10, 1), date(2026, 12, 31)), "quý IV/2026"),
        (Every.WEEK, Period(date(2026, 11, 21), date(2026, 11, 27)), "tuần 48/2026 (từ 21/11/2026 đến 27/11/2026)"),
        (None, Period(date(2026, 11, 1), date(2026, 11, 28)), "đến ngày 28/11/2026"),
    ],
)
def test_a_period_is_called_as_an_office_calls_it(every: Every | None, period: Period, words: str) -> None:
    assert called(every, period) == words


def test_the_paper_says_what_it_is_about_and_that_it_is_not_signed() -> None:
    assert subject(REPORT).startswith("Tiến độ triển khai hồ sơ bệnh án điện tử")
    assert subject(REPORT).endswith("tháng 11/2026")
    said = report_sheet(REPORT, BASE)
    assert (said["as_of"], said["newly_late"], said["newly_done"], len(said["tasks"])) == ("30/11/2026", 1, 2, len(CONTENT.tasks))
    assert said["address"] == f"{BASE}/plans/{PLAN}/reports/{REPORT.id}"
    pdf = Printer(FORMS, BASE).report(said, REPORT.made_at)
    assert pdf.startswith(b"%PDF-")
    assert pdf == Printer(FORMS, BASE).report(said, REPORT.made_at), "the same data gives the same bytes"
