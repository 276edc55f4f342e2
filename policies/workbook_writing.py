"""How a value stands in a cell: text as text, whatever a spreadsheet would take it for, days as days."""

import re
from datetime import date
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill

from domain.errors import Malformed
from domain.faults import both
from policies.plan_columns import Holds
from policies.plan_terms import NO, YES, Terms

LONGEST = 32_767
"""Letters of a cell; a spreadsheet cuts what is longer."""
HEAD = PatternFill("solid", fgColor="0B5C6B")
NEEDED = PatternFill("solid", fgColor="8A3B12")
TOP = Alignment(vertical="top", wrap_text=True)
DAY = "dd/mm/yyyy"


def head(sheet: Any, needed: list[bool]) -> None:
    for cell, must in zip(sheet[1], needed, strict=True):
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), NEEDED if must else HEAD, TOP
    sheet.row_dimensions[1].height = 32


def write(cell: Any, value: Any, holds: Holds, words: Terms | None = None) -> None:
    """The value as people read it; text is kept as text, whatever a spreadsheet would take it for."""
    styled(cell, holds)
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


def styled(cell: Any, holds: Holds) -> None:
    """Of a cell, or of all that is still to be typed into a column."""
    cell.alignment = TOP
    cell.number_format = DAY if holds is Holds.DATE else "0" if holds is Holds.NUMBER else "@"


def escaped(text: str) -> str:
    """Signs that XML does not carry, and what looks like one so written, as OOXML writes them: `_x000D_`."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
