"""A filled-in workbook of facilities, read as one that anybody may have made: each row, and where its words stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from domain.facilities import FirstAccount, NewFacility, Wrong, departments_of
from policies.facility_workbooks import ACCOUNT, COLUMNS, EXAMPLE, GUIDE, PAGE
from policies.faults import Fault, PoliciesRefused
from policies.plan_cells import WrongCell, empty, read, words_in
from policies.plan_terms import same
from policies.sheets import LARGEST
from policies.workbook_cells import Caps, Cell, Grid, grids

CAPS = Caps(unpacked=16_000_000, elements=200_000, rows=2_001)
"""Two thousand facilities: more than any province has."""
Row = Mapping[str, Cell]
"""Key of the column → cell."""
SECRET = frozenset({"password", "pin"})
UNTOLD = (
    "bảng tính đã đổi mật khẩu hoặc PIN thành số: định dạng ô là văn bản rồi gõ lại",
    "the spreadsheet made a number of it: format the cell as text and type it again",
)
"""A fault of a secret does not say it."""


@dataclass(frozen=True)
class Listed:
    """The facilities of a workbook, each with the cells of its row."""

    facilities: tuple[NewFacility, ...]
    rows: tuple[Row, ...]

    def at(self, wrong: Wrong) -> str:
        """Page and cell of a fault: `Cơ sở!A4`."""
        row = self.rows[wrong.n]
        return (row.get(wrong.field) or row["code"]).place


def listed(name: str, content: bytes) -> Listed:
    """Raises: PoliciesRefused with every fault and its cell: what a cell cannot hold, a missing page, no row at all."""
    file = "".join(one for one in name.replace("\\", "/").rpartition("/")[2] if one.isprintable())[:120] or "?"
    if PurePosixPath(file).suffix.lower() != ".xlsx":
        raise PoliciesRefused([Fault(file, "", None, "chỉ nhận tệp .xlsx", "only .xlsx files")])
    if len(content) > LARGEST:
        raise PoliciesRefused([Fault(file, "", None, f"tệp {len(content)} byte, lớn hơn {LARGEST}", f"more than {LARGEST} bytes")])
    grid = _page(file, grids(file, content, CAPS))
    headings = _headings(file, grid)
    rows = [_cells(row, grid.name, headings) for row in grid.rows[1:] if any(not empty(one) for one in row)]
    faults: list[Fault] = []
    found = [_facility(file, row, faults) for row in rows]
    if not rows:
        faults.append(Fault(file, "", None, "chưa điền cơ sở nào", "no facility is filled in", f"{grid.name}!A2"))
    if faults:
        raise PoliciesRefused(faults)
    return Listed(tuple(found), tuple(rows))


def _page(file: str, found: Sequence[Grid]) -> Grid:
    for grid in found:
        if same(grid.name) == same(PAGE):
            return grid
    rest = [grid for grid in found if same(grid.name) not in (same(GUIDE), same(EXAMPLE))]
    if len(rest) == 1:
        return rest[0]
    raise PoliciesRefused([Fault(file, "", None, f"thiếu trang '{PAGE}'", f"the page '{PAGE}' is missing")])


def _headings(file: str, grid: Grid) -> dict[str, int]:
    """Key of each column → its place; columns of the office's own are passed over. Raises: PoliciesRefused."""
    known = {same(one.heading): one for one in COLUMNS}
    found: dict[str, int] = {}
    faults = []
    for cell in grid.rows[0] if grid.rows else ():
        column = known.get(same(words_in(cell))) if not empty(cell) else None
        if column and column.key in found:
            vi, en = f"cột '{column.heading}' có hai lần", f"the column '{column.heading}' stands twice"
            faults.append(Fault(file, "", None, vi, en, cell.place))
        elif column:
            found[column.key] = cell.column
    if missing := ", ".join(one.heading for one in COLUMNS if one.needed and one.key not in found):
        faults.append(Fault(file, "", None, f"thiếu cột: {missing}", f"missing columns: {missing}", f"{grid.name}!A1"))
    if faults:
        raise PoliciesRefused(faults)
    return found


def _cells(row: tuple[Cell, ...], page: str, places: Mapping[str, int]) -> Row:
    """A row ends with its last cell; what is behind it is empty."""
    return {key: row[place - 1] if place <= len(row) else Cell(page, row[0].row, place) for key, place in places.items()}


def _facility(file: str, row: Row, faults: list[Fault]) -> NewFacility:
    values: dict[str, Any] = {}
    for column in COLUMNS:
        cell = row.get(column.key)
        if cell is None or empty(cell):
            continue
        try:
            values[column.key] = read(column, cell)
        except WrongCell as wrong:
            vi, en = UNTOLD if column.key in SECRET else wrong.args
            faults.append(Fault(file, "", None, vi, en, cell.place))
    since = values.get("unit_since")
    return NewFacility(
        code=_text(values, "code"),
        name=_text(values, "name"),
        kind=_text(values, "kind"),
        place=_text(values, "place"),
        basis=_text(values, "basis"),
        published=values.get("published") is True,
        unit=_text(values, "unit"),
        unit_since=since if isinstance(since, date) else None,
        departments=departments_of(_text(values, "departments")),
        account=_account(values),
    )


def _text(values: Mapping[str, Any], key: str) -> str:
    return str(values.get(key, "")).strip()


def _account(values: Mapping[str, Any]) -> FirstAccount | None:
    if not ACCOUNT & values.keys():
        return None
    return FirstAccount(*(_text(values, key) for key in ("login", "person", "password", "pin", "post_basis")))
