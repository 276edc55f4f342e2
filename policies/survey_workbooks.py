"""A survey as a workbook: a row for each question with its answer so far; and the list of what is proposed to invest in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from domain.forms import Kind
from domain.survey_editions import Question, SurveyEdition
from policies.plan_columns import Column, Holds
from policies.plan_terms import NO, YES
from policies.workbook_writing import TOP, head, styled, write

PAGE, GUIDE = "Khảo sát", "Hướng dẫn"
CODE = Column("Mã", "code", "Có sẵn, không sửa", Holds.CODE, True, width=20)
ANSWER = Column("Trả lời", "answer", "Điền ở đây", width=34)
COLUMNS = (
    CODE,
    Column("Phần", "section", "", width=26),
    Column("Câu hỏi", "label", "", width=60),
    ANSWER,
    Column("Đơn vị tính", "unit", "", width=14),
    Column("Cách ghi", "how", "", width=60),
)
SURVEY, VERSION = "Phiếu", "Bản"
"""Lines of the guide that say of which survey the workbook is, and from which version it began."""
STEPS = (
    "Chỉ điền cột nền nâu: Trả lời. Mỗi dòng một câu; câu không có thì để trống. Không sửa cột Mã.",
    "Xóa bớt dòng, đổi thứ tự đều được: câu không có trong sổ thì giữ nguyên như trên hệ thống.",
    "Ô Trả lời để trống mà trước đó đã có trả lời là xóa trả lời ấy.",
    "Số gõ bằng chữ số; ngày gõ dạng 31/12/2026. Không dùng công thức, không gộp ô: sổ có những thứ đó bị từ chối, kèm tên ô.",
    "Trong lúc sổ ở ngoài, người khác sửa câu nào khác đi thì khi tải lên hệ thống cho xem hai trả lời để chọn, không ghi đè.",
    "Không ghi tên, bệnh hay thông tin khác của người bệnh.",
)


@dataclass(frozen=True)
class Sheeted:
    """Of which survey a workbook is."""

    survey: str
    """Id of the survey."""
    title: str
    """Facility and number of the survey, for people."""
    version: int


def workbook_of(edition: SurveyEdition, answers: Mapping[str, object], of: Sheeted) -> bytes:
    """The questions that are asked, with the answers as they stand, to be filled in further."""
    book = Workbook()
    _rows(book.active, edition, answers)
    guide = book.create_sheet(GUIDE)
    for row, words in enumerate((of.title, *STEPS), 1):
        write(guide.cell(row, 1), words, Holds.TEXT)
    for row, (name, value) in enumerate(((SURVEY, of.survey), (VERSION, str(of.version))), len(STEPS) + 3):
        write(guide.cell(row, 1), name, Holds.TEXT)
        write(guide.cell(row, 2), value, Holds.TEXT)
    guide["A1"].font = Font(bold=True, size=12)
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 110, 40
    return saved(book)


def _rows(sheet: Any, edition: SurveyEdition, answers: Mapping[str, object]) -> None:
    sheet.title = PAGE
    sheet.append([one.heading for one in COLUMNS])
    head(sheet, [one is ANSWER for one in COLUMNS])
    pairs = [(section, one) for section in edition.sections for one in section.questions]
    place = COLUMNS.index(ANSWER) + 1
    for row, (section, one) in enumerate(pairs, 2):
        lead = [one.code, section.title, one.label, None, one.unit, how(edition, one)]
        for column, value in enumerate(lead, 1):
            write(sheet.cell(row, column), value, Holds.TEXT)
            sheet.cell(row, column).alignment = TOP
        answer(sheet.cell(row, place), one, answers.get(one.code))
        _offer(sheet, one, f"{get_column_letter(place)}{row}")
    for number, one_column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = one_column.width
    sheet.freeze_panes = sheet.cell(2, place)
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def how(edition: SurveyEdition, one: Question) -> str:
    """How the answer is written, and what is counted."""
    asks = {
        Kind.CHOICE: f"Chọn: {'; '.join(one.choices.values())}",
        Kind.FLAG: f"Chọn: {YES}; {NO}",
        Kind.DAY: "Ngày, dạng 31/12/2026",
        Kind.NUMBER: "Số, phần lẻ sau dấu phẩy",
        Kind.INTEGER: "Số nguyên",
        Kind.MONEY: "Số tiền, đồng",
    }
    chosen = edition.question(one.when.field) if one.when else None
    when = f"Chỉ khi “{chosen.label}” là {', '.join(chosen.choices[key] for key in one.when.one_of)}" if chosen and one.when else ""
    parts = (asks.get(one.kind, "Chữ"), "bắt buộc" if one.required else "nếu có", when, one.note)
    return ". ".join(part.strip(". ") for part in parts if part)


def answer(cell: Any, one: Question, value: object) -> None:
    """A number stands as a number, a day as a day, everything else as text."""
    if one.kind is Kind.DAY and isinstance(value, str):
        write(cell, date.fromisoformat(value), Holds.DATE)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        cell.alignment = TOP
        cell.number_format = "0" if isinstance(value, int) else "0.###"
    elif value is not None:
        write(cell, one.choices.get(str(value), value) if one.kind is Kind.CHOICE else value, Holds.TEXT)
    else:
        holds = Holds.DATE if one.kind is Kind.DAY else Holds.TEXT
        numeric = one.kind in (Kind.INTEGER, Kind.MONEY, Kind.NUMBER)
        styled(cell, Holds.NUMBER if numeric and one.kind is not Kind.NUMBER else holds)


def _offer(sheet: Any, one: Question, cell: str) -> None:
    offered = [YES, NO] if one.kind is Kind.FLAG else list(one.choices.values())
    listed = ",".join(offered)
    if not offered or len(listed) > 250 or any("," in word for word in offered):
        return  # a list with commas in its words cannot stand in a cell's rule: how it is written says it beside
    rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    rule.error = "Chọn trong danh sách."
    rule.add(cell)
    sheet.add_data_validation(rule)


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()
