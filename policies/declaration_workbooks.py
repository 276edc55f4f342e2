"""Khai báo lại as a workbook: a row for each milestone that units have still to declare, and what they wrote beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from domain.declarations import Claim
from policies.plan_columns import Column, Holds
from policies.plan_terms import Terms
from policies.workbook_writing import TOP, head, styled, write

PAGE, GUIDE = "Khai báo lại", "Hướng dẫn"
CLAIMS: Terms = {Claim.DONE: "đã xong", Claim.DOING: "đang làm", Claim.NOT_APPLICABLE: "không áp dụng"}
UNIT = Column("Mã đơn vị", "facility", "Có sẵn, không sửa", Holds.CODE, True, width=12)
MILESTONE = Column("Mã mốc", "code", "Có sẵn, không sửa", Holds.CODE, True, width=10)
STATE = Column("Tình trạng", "claim", "Chọn trong danh sách", Holds.TERM, terms=CLAIMS, width=16)
DAY = Column("Ngày hoàn thành", "done_on", "Của mốc đã xong", Holds.DATE, width=18)
PAPER = Column("Giấy tờ", "paper", "Loại, số, ngày; của mốc đã xong hoặc không áp dụng", width=52)
NOTE = Column("Giải thích", "note", "Khi vận hành trước việc nó chờ", width=40)
COLUMNS = (
    UNIT,
    Column("Đơn vị", "name", "", width=34),
    MILESTONE,
    Column("Mốc", "title", "", width=60),
    Column("Hạn", "due", "", Holds.DATE, width=12),
    STATE,
    DAY,
    PAPER,
    NOTE,
)
FILLED = (STATE, DAY, PAPER, NOTE)
"""What a unit writes."""
STEPS = (
    "Mỗi dòng một mốc của một đơn vị. Chỉ điền các cột nền nâu: Tình trạng, Ngày hoàn thành, Giấy tờ, Giải thích.",
    "Đã xong: ghi ngày và giấy tờ. Không áp dụng: ghi giấy tờ. Đang làm: chỉ chọn tình trạng. Giấy tờ ghi loại, số, ngày.",
    "Vận hành, bỏ giấy chỉ khai đã xong sau các mốc nó chờ; ngày trước ngày của các mốc ấy thì ghi vì sao ở Giải thích.",
    "Dòng để trống Tình trạng là chưa khai, khai sau được. Xóa bớt dòng, đổi thứ tự, lọc đều được; không sửa mã đơn vị, mã mốc.",
    "Ngày gõ dạng 31/12/2026. Không dùng công thức, không gộp ô: sổ có những thứ đó bị từ chối, kèm tên ô.",
    "Điền xong thì tải sổ lên đúng nơi đã tải về. Sai ô nào được chỉ đúng ô ấy; đơn vị có ô sai thì chưa nhận gì của đơn vị ấy.",
)


@dataclass(frozen=True)
class Line:
    """A milestone that a unit has still to declare."""

    facility: str
    name: str
    code: str
    title: str
    due: date | None


def workbook_of(title: str, lines: Sequence[Line]) -> bytes:
    """The rows to be filled in, units one after another; `title` is the plan's."""
    book = Workbook()
    _rows(book.active, lines)
    guide = book.create_sheet(GUIDE)
    for row, words in enumerate((title, *STEPS), 1):
        write(guide.cell(row, 1), words, Holds.TEXT)
    guide["A1"].font = Font(bold=True, size=12)
    guide.column_dimensions["A"].width = 110
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(sheet: Any, lines: Sequence[Line]) -> None:
    sheet.title = PAGE
    sheet.append([one.heading for one in COLUMNS])
    head(sheet, [one in FILLED for one in COLUMNS])
    for row, line in enumerate(lines, 2):
        for place, column in enumerate(COLUMNS, 1):
            write(sheet.cell(row, place), getattr(line, column.key, None), column.holds)
            sheet.cell(row, place).alignment = TOP
    last = max(len(lines) + 1, 2)
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        styled(sheet.column_dimensions[letter], column.holds)
        _offer(sheet, column, f"{letter}2:{letter}{last}")
    sheet.freeze_panes = sheet.cell(2, COLUMNS.index(STATE) + 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _offer(sheet: Any, column: Column, cells: str) -> None:
    if column is STATE:
        offered = DataValidation("list", formula1=f'"{",".join(CLAIMS.values())}"', allow_blank=True, showErrorMessage=True)
        offered.error = "Chọn một tình trạng trong danh sách."
    elif column is DAY:
        offered = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
        offered.error = "Gõ ngày dạng 31/12/2026."
    else:
        return
    offered.add(cells)
    sheet.add_data_validation(offered)
