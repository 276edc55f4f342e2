"""Hưng Yên on 20/11/2026: 25 facilities at different stages, what is left declared by workbook, the month's report."""

from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from domain.clock import day
from domain.names import ProgressReportId
from policies.declaration_workbooks import COLUMNS, PAGE, STATE
from services import declaring, plans, progress_reports, report_exports, summaries, tracks
from services.plan_exports import Format
from tests.hung_yen import DEPARTMENT, LATE_UNITS, UNITS, HungYen, hung_yen
from tests.stack import Stack


async def test_the_month_is_reported_with_the_numbers_of_the_board(stack: Stack) -> None:
    there = await hung_yen(stack, "HYA")
    by, today = stack.by(there.officer), day(stack.clock())
    made = await progress_reports.make(by, there.plan, today)
    said = (await progress_reports.read(by, there.plan, made)).content
    board = await plans.board(by, there.plan)
    assert (said.units, said.late_units, said.authority) == (len(UNITS) + 1, board.total_late, DEPARTMENT)
    assert said.figures.total == sum(column.figures.total for column in board.columns)
    assert said.figures.late == sum(column.figures.late for column in board.columns) > 0
    assert {one.name for one in said.late} >= set(LATE_UNITS)
    await the_workbook(stack, there, made)
    printed = (await report_exports.export(by, there.plan, made, Format.PDF)).content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages).split())
    for words in ("BÁO CÁO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", DEPARTMENT.upper(), *LATE_UNITS):
        assert words in text, words


async def the_workbook(stack: Stack, there: HungYen, made: ProgressReportId) -> None:
    found = await report_exports.export(stack.by(there.officer), there.plan, made, Format.XLSX, "https://hsba.hungyen.vn")
    book = load_workbook(BytesIO(found.content))
    assert book.sheetnames == ["Tổng hợp", "Theo việc", "Theo cơ sở", "Việc trễ"]
    names = {cell.value for row in book["Theo cơ sở"].iter_rows() for cell in row}
    assert {one.name for one in UNITS} <= names
    linked = [cell.hyperlink.target for row in book["Việc trễ"].iter_rows() for cell in row if cell.hyperlink]
    assert linked
    assert all(one.startswith("https://hsba.hungyen.vn/") for one in linked), "each leads to its milestone"


async def test_what_is_left_is_declared_by_workbook_and_each_head_gets_one_summary(stack: Stack) -> None:
    there = await hung_yen(stack, "HYB")
    before = await summaries.of_plan(stack.by(there.officer), there.plan)
    undeclared = {name: (await tracks.read(stack.by(there.officer), there.track(name))).undeclared for name in LATE_UNITS}
    left = next(name for name, lines in undeclared.items() if lines)
    one, track, mine = there.administrators[left], there.track(left), {line.spec.code for line in undeclared[left]}
    book = load_workbook(BytesIO((await declaring.track_workbook(stack.by(one), track)).content))
    for row in book[PAGE].iter_rows():
        if any(cell.value in mine for cell in row):
            row[COLUMNS.index(STATE)].value = "đang làm"
    filled = BytesIO()
    book.save(filled)
    await declaring.load_track(stack.by(one), track, "khai-bao.xlsx", filled.getvalue())
    assert (await tracks.read(stack.by(one), track)).undeclared == []
    after = await summaries.of_plan(stack.by(there.officer), there.plan)
    assert before != after
