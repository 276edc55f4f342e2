"""What a cell of a plan's workbook holds, read as YAML would give it, or said in both languages why it cannot be."""

from datetime import date, datetime, time
from typing import Any

from policies.plan_columns import Column, Holds
from policies.plan_terms import NO, YES, Terms, same
from policies.plan_terms import value_of as term_of
from policies.workbook_cells import Cell
from policies.workbook_writing import unescaped

PLAIN = frozenset({"General", "@", "0"})
"""Number formats that show a whole number as it is."""
CHANGED = "bảng tính đã đổi thành {}: đặt ô kiểu Văn bản (Text) rồi gõ lại như in"
CHANGED_EN = "the spreadsheet made it {}: format the cell as Text and type it again as printed"
BRIEF = 80
"""Letters of a value that a fault tells."""
LEFT_OUT: Any = object()
"""What an empty cell says where nothing may stand for it."""


class WrongCell(Exception):
    """A cell that is not what its column holds: Vietnamese, English."""


def read(column: Column, cell: Cell) -> Any:
    """Raises: WrongCell."""
    match column.holds:
        case Holds.DATE:
            return _day(cell)
        case Holds.NUMBER:
            return _number(cell)
        case Holds.YES:
            return _yes(cell)
        case Holds.TERM:
            return _term(column.terms or {}, cell)
        case Holds.CODE:
            return _text(cell).strip()
        case Holds.CODES:
            return [code.strip() for code in _text(cell).replace(";", ",").replace("\n", ",").split(",") if code.strip()]
        case Holds.LINES:
            return [line for line in _text(cell).split("\n") if line.strip()]
    return _text(cell)


def _term(terms: Terms, cell: Cell) -> str:
    found = term_of(terms, _text(cell))
    if found is None:
        allowed = "; ".join(terms.values())
        raise WrongCell(f"chỉ nhận: {allowed} (đang là '{brief(cell.value)}')", f"allowed: {', '.join(terms)}")
    return found


def _text(cell: Cell) -> str:
    if cell.sort == "s":
        return words_in(cell)
    if isinstance(cell.value, date | time):
        raise WrongCell(CHANGED.format("ngày, giờ"), CHANGED_EN.format("a date"))
    whole = isinstance(cell.value, int) and not isinstance(cell.value, bool)
    if not whole or cell.looks not in PLAIN:
        raise WrongCell(CHANGED.format(f"số {cell.value}"), CHANGED_EN.format(f"the number {cell.value}"))
    return str(cell.value)


def _day(cell: Cell) -> date:
    value = cell.value
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, str):
        return _typed_day(value.strip())
    raise WrongCell(f"phải là ngày, dạng 31/12/2026 (đang là '{brief(value)}')", "must be a day, as 31/12/2026")


def _typed_day(words: str) -> date:
    steps = words.split("-") if words.count("-") == 2 else words.split("/")[::-1]
    if len(steps) != 3 or not all(step.isascii() and step.isdigit() for step in steps) or len(steps[0]) != 4:
        raise WrongCell(f"phải là ngày, dạng 31/12/2026 (đang là '{brief(words)}')", "must be a day, as 31/12/2026")
    try:
        return date(*map(int, steps))
    except ValueError:
        raise WrongCell(f"ngày '{brief(words)}' không có trong lịch", f"there is no day '{brief(words)}'") from None


def _number(cell: Cell) -> int:
    words = str(cell.value).strip()
    if isinstance(cell.value, bool) or not (words.isascii() and words.isdigit() and len(words) < 10):
        raise WrongCell(f"phải là số nguyên (đang là '{brief(cell.value)}')", "must be a whole number")
    return int(words)


def _yes(cell: Cell) -> bool:
    said = same(str(cell.value))
    if said not in (YES, NO, "true", "false"):
        raise WrongCell(f"chỉ nhận: {YES}, {NO} (đang là '{brief(cell.value)}')", f"allowed: {YES}, {NO}")
    return said in (YES, "true")


def nothing(column: Column) -> Any:
    """What an empty cell says."""
    if column.needed:
        return LEFT_OUT
    if column.holds in (Holds.CODES, Holds.LINES):
        return []
    if column.holds is Holds.DATE:
        return None
    return "" if column.holds in (Holds.TEXT, Holds.CODE) else LEFT_OUT


def brief(value: object) -> str:
    """For a fault: a cell may hold megabytes."""
    said = str(value)
    return said if len(said) <= BRIEF else f"{said[:BRIEF]}…"


def empty(cell: Cell | None) -> bool:
    return cell is None or cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def words_in(cell: Cell) -> str:
    return unescaped(str(cell.value))
