"""A plan as a workbook that an office fills in: a page for each list, headings in its own words, the first page says how."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from domain.errors import Malformed
from domain.faults import both
from domain.plans import Plan
from policies.plan_columns import Column, Holds, Page
from policies.plan_pages import GENERAL, GUIDE, LISTS, PAGES, amounts
from policies.plan_places import rows, value_at
from policies.plan_terms import NO, YES, Terms
from policies.plan_written import bare
from policies.shapes import shape
from policies.sheets import parse_bytes

LONGEST = 32_767
"""Letters of a cell; a spreadsheet cuts what is longer."""
FILLED = 300
"""Rows for which lists are offered."""
EXAMPLE = Path(__file__).parent / "plan-example.yaml"
"""The worked example of the template."""

HEAD = PatternFill("solid", fgColor="0B5C6B")
NEEDED = PatternFill("solid", fgColor="8A3B12")
TOP = Alignment(vertical="top", wrap_text=True)
DAY = "dd/mm/yyyy"


def template() -> bytes:
    """A workbook to be filled in, with the worked example."""
    return workbook_of(shape(parse_bytes(EXAMPLE.name, EXAMPLE.read_bytes()), Plan), (WORKED,))


def workbook_of(plan: Plan, remarks: Sequence[str] = ()) -> bytes:
    """All of a plan as xlsx; `remarks` stand on the first page before what it says to everybody.

    Raises: Malformed for words that no cell holds.
    """
    book = Workbook()
    data = bare(plan)
    guide = book.active
    lists = _lists(book)
    _general(book, data, lists)
    for page in PAGES:
        _page(book, page, data, lists)
    _guide(guide, (*remarks, *STEPS))
    book.move_sheet(LISTS, len(book.sheetnames))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def columns_of(page: Page, data: Mapping[str, Any]) -> tuple[Column, ...]:
    """The page's columns, with as many cells for money as its longest line has."""
    most = max((len(table["columns"]) for table in data.get("tables", [])), default=0)
    return page.all + (tuple(amounts(max(most, 4))) if page.into == "lines" else ())


def _general(book: Workbook, data: Mapping[str, Any], lists: dict[int, str]) -> None:
    sheet = book.create_sheet(GENERAL.name)
    sheet.append(["Mục", "Nội dung", "Cách ghi"])
    _head(sheet, [True, False, False])
    for row, column in enumerate(GENERAL.columns, 2):
        _write(sheet.cell(row, 1), column.heading, Holds.TEXT)
        _write(sheet.cell(row, 2), value_at(data, column.key), column.holds, column.terms)
        _write(sheet.cell(row, 3), f"{_how(column)}{'. Bắt buộc' if column.needed else ''}", Holds.TEXT)
        _offer(sheet, column, f"B{row}", lists)
    for letter, width in (("A", 26), ("B", 80), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"


def _page(book: Workbook, page: Page, data: Mapping[str, Any], lists: dict[int, str]) -> None:
    sheet = book.create_sheet(page.name)
    columns = columns_of(page, data)
    sheet.append([one.heading for one in columns])
    _head(sheet, [one.needed for one in columns])
    row = 1
    for row, (codes, _, item) in enumerate(rows(page, data), 2):
        for place, code in enumerate(codes, 1):
            _write(sheet.cell(row, place), code, Holds.TEXT)
        for place, column in enumerate(columns[len(codes) :], len(codes) + 1):
            _write(sheet.cell(row, place), value_at(item, column.key), column.holds, column.terms)
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        _styled(sheet.column_dimensions[letter], column.holds)
        _offer(sheet, column, f"{letter}2:{letter}{max(row, FILLED)}", lists)
    sheet.freeze_panes = sheet.cell(2, len(page.of) + (1 if page.of else 2) if len(columns) > 2 else 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(row, 2)}"


def _head(sheet: Any, needed: list[bool]) -> None:
    for cell, must in zip(sheet[1], needed, strict=True):
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), NEEDED if must else HEAD, TOP
    sheet.row_dimensions[1].height = 32


def _write(cell: Any, value: Any, holds: Holds, words: Terms | None = None) -> None:
    """The value as people read it; text is kept as text, whatever a spreadsheet would take it for."""
    _styled(cell, holds)
    if value is None:
        return
    if isinstance(value, date) or holds is Holds.NUMBER:
        cell.value = value
        return
    text = _told(value, holds, words)
    if len(text) > LONGEST:
        vi, en = f"{cell.parent.title}!{cell.coordinate}: dài hơn {LONGEST} chữ", "longer than a cell holds"
        raise Malformed(both(f"{vi}, ô bảng tính không chứa được", en))
    cell.value = text
    cell.data_type = "s"


def _told(value: Any, holds: Holds, words: Terms | None) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return escaped(("\n" if holds is Holds.LINES else ", ").join(value))
    return words[value] if words and holds is Holds.TERM else escaped(str(value))


def escaped(text: str) -> str:
    """Signs that XML does not carry, and what looks like one so written, as OOXML writes them: `_x000D_`."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _styled(cell: Any, holds: Holds) -> None:
    """Of a cell, or of all that is still to be typed into a column."""
    cell.alignment = TOP
    cell.number_format = DAY if holds is Holds.DATE else "0" if holds is Holds.NUMBER else "@"


def _lists(book: Workbook) -> dict[int, str]:
    """The page of closed lists; id of a list → the range where it stands."""
    sheet = book.create_sheet(LISTS)
    found = {}
    for column, (name, words) in enumerate(_closed().items(), 1):
        letter = get_column_letter(column)
        sheet.cell(1, column, name)
        for row, term in enumerate(words.values(), 2):
            sheet.cell(row, column, term).alignment = TOP
        sheet.column_dimensions[letter].width = 34
        found[id(words)] = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(words) + 1}"
    _head(sheet, [False] * len(found))
    sheet.freeze_panes = "A2"
    return found


def _closed() -> dict[str, Terms]:
    every = [column for page in (GENERAL, *PAGES) for column in page.all if column.terms]
    return {one.heading: one.terms for one in {id(one.terms): one for one in reversed(every)}.values() if one.terms}


def _offer(sheet: Any, column: Column, cells: str, lists: dict[int, str]) -> None:
    """A list to choose from; what a person types beside a list of codes is only checked when the workbook is read."""
    strict = column.holds in (Holds.TERM, Holds.YES)
    if column.terms:
        offered = DataValidation("list", formula1=f"{lists[id(column.terms)]}", allow_blank=True)
    elif column.holds is Holds.YES:
        offered = DataValidation("list", formula1=f'"{YES},{NO}"', allow_blank=True)
    elif column.holds is Holds.DATE:
        offered = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
        offered.error = "Gõ ngày dạng 31/12/2026."
    elif column.names:
        offered = DataValidation("list", formula1=_codes(column.names), allow_blank=True)
    else:
        return
    offered.showErrorMessage = strict or column.holds is Holds.DATE
    offered.add(cells)
    sheet.add_data_validation(offered)


def _codes(names: str) -> str:
    """Where the codes of another page stand: `Đơn vị!Mã`."""
    name, _, heading = names.partition("!")
    page = next(one for one in PAGES if one.name == name)
    letter = get_column_letter([one.heading for one in page.all].index(heading) + 1)
    return f"{quote_sheetname(name)}!${letter}$2:${letter}${FILLED}"


def _how(column: Column) -> str:
    held = "" if column.holds in (Holds.TEXT, Holds.TERM) else f"{column.holds.value}. "
    return f"{held[:1].upper()}{held[1:]}{column.says}".strip(". ")


WORKED = "MẪU: các trang sau đã điền một ví dụ, tỉnh Ví Dụ không có thật. Xóa các dòng ví dụ rồi điền kế hoạch thật, kể cả mã kế hoạch."
STEPS = (
    "Sổ này chứa trọn một kế hoạch của tỉnh: mỗi trang một danh sách, mỗi dòng một mục, mỗi ô một điều.",
    "Chép đúng từng chữ ở các cột Nguyên văn, Lời văn. Điều văn bản không ghi thì để trống ô, không tự thêm.",
    "Cột nền nâu là bắt buộc ở mỗi dòng đã điền. Dòng trống được bỏ qua. Không đổi tên trang, tên cột; thứ tự trang, cột thì đổi được.",
    "Ngày gõ dạng 31/12/2026. Mã, số nhiệm vụ, số tiền là chữ (ô đã đặt kiểu Văn bản): gõ như in trên giấy, ví dụ 3.10 hoặc 14,49.",
    "Không dùng công thức, không gộp ô, không liên kết sang sổ khác: sổ có những thứ đó bị từ chối, kèm tên ô.",
    "Kiểm tra: hsba plans check TEP.xlsx nêu mọi lỗi, mỗi lỗi kèm trang và ô.",
)


def _guide(sheet: Any, steps: Sequence[str]) -> None:
    sheet.title = GUIDE
    sheet.append(["Cách điền", "", "", ""])
    for step in steps:
        sheet.append([step])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(vertical="top")
    sheet.append([])
    sheet.append(["Trang", "Cột", "Cách ghi", "Bắt buộc"])
    first = sheet.max_row
    for page in (GENERAL, *PAGES):
        sheet.append([page.name, "", page.says, ""])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for column in page.all:
            sheet.append(["", column.heading, _how(column), YES if column.needed else ""])
    for cell in (sheet["A1"], *sheet[first]):
        cell.font = Font(bold=True, size=12)
    for letter, width in (("A", 20), ("B", 30), ("C", 90), ("D", 10)):
        sheet.column_dimensions[letter].width = width
