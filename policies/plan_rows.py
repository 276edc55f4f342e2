"""A workbook's pages as the data that a plan's YAML file would hold, with the cell of each place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.faults import Fault, PoliciesRefused
from policies.plan_cells import LEFT_OUT, WrongCell, brief, empty, nothing, read, words_in
from policies.plan_columns import Column, Page
from policies.plan_money_pages import amounts
from policies.plan_pages import GENERAL, GUIDE, LISTS, PAGES
from policies.plan_places import path_of
from policies.plan_terms import same
from policies.sheets import Sheet
from policies.workbook_cells import COLUMNS, Cell, Grid, grids

Row = Mapping[str, Cell]
"""Heading → cell."""
BELOW = {"tasks": ("parts",), "tables": ("columns", "lines")}
"""Lists that are there though no row of another page fills them."""
WHERE = {"tasks": "Nhiệm vụ", "parts": "Đầu việc", "tables": "Bảng kinh phí"}
"""Page on which what rows belong to is listed."""


def read_workbook(file: str, content: bytes) -> tuple[Sheet, tuple[Fault, ...]]:
    """The data, and what is wrong with single cells. Raises: PoliciesRefused where pages or columns are not those of a plan."""
    reading = _Reading(file)
    found = reading.pages(grids(file, content))
    if reading.faults:
        raise PoliciesRefused(reading.faults)
    headings = {page.name: reading.headings(page, found[page.name]) for page in PAGES if page.name in found}
    if reading.faults:
        # A page without its heading is not read: what its rows say would be told of each of them.
        raise PoliciesRefused(reading.faults)
    reading.general(found[GENERAL.name])
    for page in PAGES:
        if not page.of or page.into == "tables":
            reading.data[page.into] = []
        if page.name in found:
            reading.rows(page, found[page.name], headings[page.name])
    return Sheet(file, reading.data, {}, reading.cells), tuple(reading.faults)


@dataclass
class _Owner:
    """What rows of other pages may belong to."""

    item: dict[str, Any]
    path: str


@dataclass
class _Reading:
    """What is read so far."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    owners: dict[str, dict[str, _Owner]] = field(default_factory=lambda: {"tasks": {}, "parts": {}, "tables": {}})

    def wrong(self, place: str, vi: str, en: str, path: str = "", doubles: str = "", lacks: str = "") -> None:
        self.faults.append(Fault(self.file, path, None, vi, en, place, doubles, lacks))

    def pages(self, found: tuple[Grid, ...]) -> dict[str, Grid]:
        """Pages by their proper names, the general one among them."""
        known = {same(page.name): page.name for page in (GENERAL, *PAGES)}
        named: dict[str, Grid] = {}
        for grid in found:
            name = known.get(same(grid.name))
            if name:
                named[name] = grid
            elif same(grid.name) not in (same(GUIDE), same(LISTS)):
                allowed = ", ".join(known.values())
                self.wrong(f"{grid.name}!A1", f"không có trang '{grid.name}'; dùng được: {allowed}", f"unknown page; allowed: {allowed}")
        for name in (GENERAL.name, "Nhiệm vụ", "Đầu việc", "Thời hạn"):
            if name not in named:
                self.wrong("", f"thiếu trang '{name}'", f"the page '{name}' is missing")
        return named

    def general(self, grid: Grid) -> None:
        """The page of single values: what they are in the first column, they in the second."""
        lines: dict[str, Cell] = {}
        known = {same(column.heading): column for column in GENERAL.columns}
        for row in grid.rows[1:]:
            if row and not empty(row[0]):
                heading = brief(words_in(row[0]))
                value = row[1] if len(row) > 1 else Cell(grid.name, row[0].row, 2)
                if same(heading) not in known:
                    self.wrong(row[0].place, f"không có mục '{heading}'; dùng được: {_list(GENERAL.columns)}", f"unknown line '{heading}'")
                elif known[same(heading)].heading in lines:
                    self.wrong(row[0].place, f"mục '{heading}' ghi hai lần", f"the line '{heading}' stands twice")
                else:
                    lines[known[same(heading)].heading] = value
            elif any(not empty(one) for one in row):
                self.wrong(next(one for one in row if not empty(one)).place, "dòng không có tên mục", "a line without its name")
        self.data = self._item(GENERAL.columns, lines, "", f"{grid.name}!A1")

    def rows(self, page: Page, grid: Grid, headings: dict[int, str]) -> None:
        for row in grid.rows[1:]:
            said = {heading: _at(row, grid.name, column) for column, heading in headings.items()} if row else {}
            if any(not empty(one) for one in said.values()):
                self._row(page, row, said)

    def headings(self, page: Page, grid: Grid) -> dict[int, str]:
        """Column → heading; columns that have none and are filled in are told, each once."""
        known = {same(one.heading): one.heading for one in (*page.all, *(amounts(COLUMNS) if page.into == "lines" else ()))}
        found: dict[int, str] = {}
        for one in grid.rows[0] if grid.rows else ():
            heading = "" if empty(one) else brief(words_in(one))
            if heading and same(heading) not in known:
                self.wrong(one.place, f"không có cột '{heading}'; dùng được: {_list(page.all)}", f"unknown column '{heading}'")
            elif heading and known[same(heading)] in found.values():
                self.wrong(one.place, f"cột '{heading}' có hai lần", f"the column '{heading}' stands twice")
            elif heading:
                found[one.column] = known[same(heading)]
        missing = [one.heading for one in page.all if one.needed and one.heading not in found.values()]
        if missing and len(grid.rows) > 1:
            self.wrong(f"{grid.name}!A1", f"thiếu cột: {', '.join(missing)}", f"missing columns: {', '.join(missing)}")
        refused = {one.column for one in (grid.rows[0] if grid.rows else ()) if not empty(one)} - found.keys()
        bare = {one.column: one for row in reversed(grid.rows[1:]) for one in row if not empty(one)}
        for column in sorted(bare.keys() - found.keys() - refused):
            self.wrong(bare[column].place, "cột không có tên ở dòng đầu", "a column without heading")
        return found

    def _row(self, page: Page, row: tuple[Cell, ...], said: Row) -> None:
        own = page.into == "tables"
        owner = _Owner(self.data, "") if own else self._owner(page, said, row[0])
        if owner is None:
            return
        into = owner.item.setdefault(page.into, [])
        path = f"{owner.path}.{page.into}".lstrip(".")
        self.cells.setdefault(path, row[0].place)
        path = f"{path}[{len(into)}]"
        self.cells[path] = row[0].place
        item = self._item(page.columns, said, path, row[0].place)
        if isinstance(item, dict):
            item |= {below: [] for below in BELOW.get(page.into, ())}
        if page.into == "lines":
            item["amounts"] = self._amounts(said, path, len(owner.item.get("columns", ())))
        into.append(item)
        if page.into in self.owners:
            self._known(page, item, path, said)

    def _known(self, page: Page, item: dict[str, Any], path: str, said: Row) -> None:
        """Rows of other pages may name it; two of one code are told, for nobody knows which they mean."""
        heading = page.all[0].heading if page.into == "tables" else next(one.heading for one in page.columns if one.key == "code")
        code = self._value(page.of[0], said[heading], "") if page.into == "tables" and heading in said else item.get("code")
        known = self.owners[page.into]
        if code in known:
            other = self.cells.get(f"{known[code].path}.code") or self.cells[known[code].path]
            self.wrong(
                said[heading].place, f"'{brief(code)}' đã dùng ở {other}", f"'{brief(code)}' is used at {other}", f"{path}.code", page.into
            )
        elif isinstance(code, str) and code:
            known[code] = _Owner(item, path)
        else:
            place = said[heading].place if heading in said else self.cells[path]
            self.wrong(place, f"thiếu '{heading}'", f"'{heading}' is missing", path, page.into)

    def _owner(self, page: Page, said: Row, first: Cell) -> _Owner | None:
        """What the row belongs to; None where that is not there, which is told."""
        owner: _Owner | None = _Owner(self.data, "")
        for column in page.of:
            cell = said.get(column.heading, first)
            code = self._value(column, cell, "") if column.heading in said else ""
            group = {"Nhiệm vụ": "tasks", "Đầu việc": "parts", "Bảng số": "tables"}[column.heading]
            if not code and not column.needed:
                continue
            if not isinstance(code, str) or code not in self.owners[group]:
                what, where = f"'{brief(code)}'" if code else "ô trống", WHERE[group]
                self.wrong(
                    cell.place, f"{column.heading} {what}: không có ở trang {where}", f"{what}: not on the page {where}", lacks=group
                )
                return None
            found = self.owners[group][code]
            if owner is not None and owner.path and not found.path.startswith(f"{owner.path}."):
                vi = f"đầu việc '{brief(code)}' không thuộc nhiệm vụ của dòng này"
                self.wrong(cell.place, vi, f"the part '{brief(code)}' is another task's")
                return None
            owner = found
        return owner

    def _item(self, columns: tuple[Column, ...], said: Row, path: str, row: str) -> Any:
        """What a row stands for: its values at their paths; what is left empty and may be is left out."""
        item: dict[str, Any] = {}
        filled = {column.key.partition(".")[0] for column in columns if not empty(said.get(column.heading))}
        for column in columns:
            cell = said.get(column.heading)
            place = cell.place if cell else row
            here = path_of(path, column.key)
            self.cells.setdefault(here, place)
            first, _, rest = column.key.partition(".")
            if rest and not rest.isdigit() and first not in filled:
                continue
            value = self._value(column, cell, here) if not empty(cell) else nothing(column)
            if not column.key:
                return value
            if value is not LEFT_OUT:
                _put(item, column.key.split("."), value)
            elif column.needed and cell is not None:
                self.wrong(place, f"thiếu '{column.heading}'", f"'{column.heading}' is missing", here)
        return item

    def _amounts(self, said: Row, path: str, count: int) -> list[str]:
        cells = [said.get(column.heading) for column in amounts(COLUMNS)]
        last = max((number for number, cell in enumerate(cells, 1) if not empty(cell)), default=0)
        told: list[str] = []
        for number, (column, cell) in enumerate(zip(amounts(max(count, last)), cells, strict=False)):
            here = f"{path}.amounts[{number}]"
            if cell is not None:
                self.cells[here] = cell.place
            told.append("" if empty(cell) or cell is None else self._value(column, cell, here))
        return told

    def _value(self, column: Column, cell: Cell | None, path: str) -> Any:
        """The cell's value as YAML would give it; what it cannot be is told, and stays as it is."""
        if cell is None or empty(cell):
            return ""
        try:
            return read(column, cell)
        except WrongCell as wrong:
            vi, en = wrong.args
            self.wrong(cell.place, vi, en, path)
            return cell.value if isinstance(cell.value, str) else str(cell.value)


def _put(item: dict[str, Any], steps: list[str], value: Any) -> None:
    first, *rest = steps
    if not rest:
        item[first] = value
    elif rest[0].isdigit():
        item.setdefault(first, []).append(value)
    else:
        _put(item.setdefault(first, {}), rest, value)


def _at(row: tuple[Cell, ...], page: str, column: int) -> Cell:
    """A row ends with its last cell; what is behind it is empty."""
    return row[column - 1] if column <= len(row) else Cell(page, row[0].row, column)


def _list(columns: tuple[Column, ...]) -> str:
    return ", ".join(one.heading for one in columns)
