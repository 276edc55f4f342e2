"""A plan as a workbook that an office fills in: a page for each list, headings in its own words, the first page says how."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from domain.plans import Plan
from policies.plan_columns import Column, Holds, Page
from policies.plan_money_pages import amounts
from policies.plan_pages import GENERAL, LISTS, PAGES
from policies.plan_places import rows, value_at
from policies.plan_written import bare
from policies.shapes import shape
from policies.sheets import parse_bytes
from policies.workbook_guide import STEPS, WORKED, guide, how
from policies.workbook_lists import FILLED, lists, offer
from policies.workbook_writing import head, styled, write

EXAMPLE = Path(__file__).parent / "plan-example.yaml"
"""The worked example of the template."""


def template() -> bytes:
    """A workbook to be filled in, with the worked example."""
    return workbook_of(shape(parse_bytes(EXAMPLE.name, EXAMPLE.read_bytes()), Plan), (WORKED,))


def workbook_of(plan: Plan, remarks: Sequence[str] = ()) -> bytes:
    """All of a plan as xlsx; `remarks` stand on the first page before what it says to everybody.

    Raises: Malformed for words that no cell holds.
    """
    book = Workbook()
    data = bare(plan)
    first = book.active
    offered = lists(book)
    _general(book, data, offered)
    for page in PAGES:
        _page(book, page, data, offered)
    guide(first, (*remarks, *STEPS))
    book.move_sheet(LISTS, len(book.sheetnames))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _general(book: Workbook, data: Mapping[str, Any], offered: dict[int, str]) -> None:
    sheet = book.create_sheet(GENERAL.name)
    sheet.append(["Mục", "Nội dung", "Cách ghi"])
    head(sheet, [True, False, False])
    for row, column in enumerate(GENERAL.columns, 2):
        write(sheet.cell(row, 1), column.heading, Holds.TEXT)
        write(sheet.cell(row, 2), value_at(data, column.key), column.holds, column.terms)
        write(sheet.cell(row, 3), f"{how(column)}{'. Bắt buộc' if column.needed else ''}", Holds.TEXT)
        offer(sheet, column, f"B{row}", offered)
    for letter, width in (("A", 26), ("B", 80), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"


def _page(book: Workbook, page: Page, data: Mapping[str, Any], offered: dict[int, str]) -> None:
    sheet = book.create_sheet(page.name)
    columns = columns_of(page, data)
    sheet.append([one.heading for one in columns])
    head(sheet, [one.needed for one in columns])
    row = 1
    for row, (codes, _, item) in enumerate(rows(page, data), 2):
        for place, code in enumerate(codes, 1):
            write(sheet.cell(row, place), code, Holds.TEXT)
        for place, column in enumerate(columns[len(codes) :], len(codes) + 1):
            write(sheet.cell(row, place), value_at(item, column.key), column.holds, column.terms)
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        styled(sheet.column_dimensions[letter], column.holds)
        offer(sheet, column, f"{letter}2:{letter}{max(row, FILLED)}", offered)
    sheet.freeze_panes = sheet.cell(2, len(page.of) + (1 if page.of else 2) if len(columns) > 2 else 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(row, 2)}"


def columns_of(page: Page, data: Mapping[str, Any]) -> tuple[Column, ...]:
    """The page's columns, with as many cells for money as its longest line has."""
    most = max((len(table["columns"]) for table in data.get("tables", [])), default=0)
    return page.all + (tuple(amounts(max(most, 4))) if page.into == "lines" else ())
