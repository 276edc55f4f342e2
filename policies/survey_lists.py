"""What a survey shows as a workbook: the list of what is proposed to invest in, and what is short of the criteria."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from domain.survey_editions import Category
from domain.survey_gaps import Finding, Investment, told
from policies.plan_columns import Holds
from policies.survey_workbooks import saved
from policies.workbook_writing import head, write

CATEGORIES = {Category.HARDWARE: "Phần cứng", Category.SOFTWARE: "Phần mềm", Category.SERVICE: "Dịch vụ"}


def gaps_workbook(title: str, short: Sequence[Finding], proposed: Sequence[Investment]) -> bytes:
    """What is proposed to invest in, with quantities; and what is short of the criteria."""
    book = Workbook()
    _listed(
        book.active,
        "Đề xuất đầu tư",
        (("TT", 6), ("Hạng mục", 50), ("Loại", 14), ("Đơn vị tính", 16), ("Số lượng", 12), ("Vì sao", 70), ("Mã câu hỏi", 22)),
        [(n, one.item, CATEGORIES[one.category], one.unit, one.quantity, one.why, one.question) for n, one in enumerate(proposed, 1)],
    )
    _listed(
        book.create_sheet(),
        "Tồn tại",
        (("Câu hỏi", 50), ("Hiện có", 24), ("Cần", 24), ("Căn cứ của tiêu chí", 70), ("Mức chắc chắn", 16)),
        [_short(one) for one in short],
    )
    book.properties.title = title
    return saved(book)


def _short(one: Finding) -> tuple[object, ...]:
    rule = one.question.criterion
    said = (rule.basis, str(rule.certainty)) if rule else ("", "")
    return (one.question.label, told(one.question, one.answer), told(one.question, one.needed), *said)


def _listed(sheet: Any, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[tuple[object, ...]]) -> None:
    sheet.title = name
    sheet.append([heading for heading, _ in columns])
    head(sheet, [False] * len(columns))
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            write(sheet.cell(row, column), value, Holds.NUMBER if isinstance(value, int) else Holds.TEXT)
    for number, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
