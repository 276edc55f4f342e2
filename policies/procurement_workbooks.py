"""What a plan's purchases come to as a workbook: sums by facility, category, source and budget line, and the rows they are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from domain.procurement_totals import Amounts, Over
from policies.plan_columns import Holds
from policies.workbook_writing import head, write

BOLD = Font(bold=True)
WRONG = Font(bold=True, color="A32020")
COLUMNS = ("Dự toán kế hoạch", "Đề xuất", "Được duyệt", "Hợp đồng", "Đã chi", "Đã nghiệm thu")
OVER = {
    Over.PROPOSED: "đề xuất vượt dự toán",
    Over.APPROVED: "duyệt nhiều hơn đề xuất",
    Over.COMMITTED: "hợp đồng vượt mức duyệt",
    Over.PAID: "chi vượt hợp đồng",
    Over.ACCEPTED: "nghiệm thu vượt hợp đồng",
    Over.DELIVERED: "giao nhiều hơn hợp đồng",
}
MONEY = "#,##0"


@dataclass(frozen=True)
class Table:
    """One sheet: its name, what its first columns are called, and its rows with their sums."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[tuple[str, ...], Amounts]]
    total: Amounts


def workbook_of(tables: Iterable[Table]) -> bytes:
    """xlsx; money in whole đồng."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _sheet(book.create_sheet(table.name), table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Any, table: Table) -> None:
    heads = (*table.heads, *(f"{one} (đồng)" for one in COLUMNS), "Cảnh báo")
    for n, called in enumerate(heads, 1):
        sheet.cell(1, n, called)
        sheet.column_dimensions[get_column_letter(n)].width = 42 if n <= len(table.heads) else 20
    head(sheet, [False] * len(heads))
    blank = ("Tổng cộng", *[""] * (len(table.heads) - 1))
    for row, (words, amounts) in enumerate([*table.rows, (blank, table.total)], 2):
        for n, said in enumerate(words, 1):
            write(sheet.cell(row, n), said, Holds.TEXT)
        for n, amount in enumerate(vars(amounts).values(), len(words) + 1):
            _money(sheet.cell(row, n), amount)
        told = sheet.cell(row, len(heads))
        write(told, "; ".join(OVER[one] for one in sorted(amounts.over)), Holds.TEXT)
        told.font = WRONG
    for cell in sheet[sheet.max_row]:
        cell.font = BOLD
    sheet.freeze_panes = sheet.cell(2, len(table.heads) + 1)


def _money(cell: Any, amount: Decimal | None) -> None:
    """What nobody said yet stays empty: it is not nought."""
    if amount is not None:
        cell.value = int(amount)
    cell.number_format = MONEY
