"""What a workbook offers to choose from: closed lists, yes or no, days, the codes of other pages."""

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from policies.plan_columns import Column, Holds
from policies.plan_pages import GENERAL, LISTS, PAGES
from policies.plan_terms import NO, YES, Terms
from policies.workbook_writing import TOP, head

FILLED = 300
"""Rows for which lists are offered."""


def lists(book: Workbook) -> dict[int, str]:
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
    head(sheet, [False] * len(found))
    sheet.freeze_panes = "A2"
    return found


def _closed() -> dict[str, Terms]:
    every = [column for page in (GENERAL, *PAGES) for column in page.all if column.terms]
    return {one.heading: one.terms for one in {id(one.terms): one for one in reversed(every)}.values() if one.terms}


def offer(sheet: Any, column: Column, cells: str, lists: dict[int, str]) -> None:
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
