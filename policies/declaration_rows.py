"""A filled-in workbook of declarations, read as one that anybody may have made: what each unit says, and what is wrong in which cell."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from domain.declarations import Claim, Declaration
from policies.declaration_workbooks import COLUMNS, DAY, GUIDE, MILESTONE, NOTE, PAGE, PAPER, STATE, UNIT, Line
from policies.faults import Fault, PoliciesRefused
from policies.plan_cells import WrongCell, brief, empty, read, words_in
from policies.plan_columns import Column
from policies.plan_terms import same
from policies.sheets import LARGEST
from policies.workbook_cells import Caps, Cell, Grid, grids

CAPS = Caps(unpacked=40_000_000, elements=400_000, rows=12_000)
"""A province of 300 facilities with 40 milestones each."""
PLACES = {"paper": PAPER, "day": DAY, "note": NOTE, "state": STATE}
"""Field of a declaration's fault → its column."""
Row = Mapping[str, Cell]
"""Heading → cell."""
Turns = Callable[[str, Sequence[Declaration]], Iterable[tuple[str, str, str, str]]]
"""Unit and what it says → code, field and what is wrong in it, held against what comes first."""


def no_turns(_unit: str, _said: Sequence[Declaration]) -> Iterable[tuple[str, str, str, str]]:
    """Nothing comes first."""
    return ()


@dataclass(frozen=True)
class Filled:
    """What one unit's rows say; nothing of it counts while something is wrong."""

    said: tuple[Declaration, ...] = ()
    faults: tuple[Fault, ...] = ()
    again: int = 0
    """Rows that say what was declared before, word for word: a workbook is sent again once its faults are mended."""


@dataclass
class _Unit:
    open: frozenset[str]
    before: frozenset[Declaration]
    again: int = 0
    said: dict[str, str] = field(default_factory=dict)
    """Code → the cell that says it."""
    rows: dict[str, Row] = field(default_factory=dict)
    """Code → its row."""
    declarations: list[Declaration] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def filled(
    name: str,
    content: bytes,
    units: Mapping[str, Collection[Declaration]],
    lines: Sequence[Line],
    today: date,
    turns: Turns = no_turns,
) -> dict[str, Filled]:
    """Unit → what it says, of those that say something.

    `units`: each with what it has declared before; `lines`: what they have still to declare.

    Raises: PoliciesRefused for a file that is no such workbook, and for a row of which nobody knows whose it is.
    """
    file = "".join(one for one in name.replace("\\", "/").rpartition("/")[2] if one.isprintable())[:120] or "?"
    if PurePosixPath(file).suffix.lower() != ".xlsx":
        raise PoliciesRefused([Fault(file, "", None, "chỉ nhận tệp .xlsx", "only .xlsx files")])
    if len(content) > LARGEST:
        raise PoliciesRefused([Fault(file, "", None, f"tệp {len(content)} byte, lớn hơn {LARGEST}", f"more than {LARGEST} bytes")])
    grid = _page(file, grids(file, content, CAPS))
    headings = _headings(file, grid)
    open_: dict[str, set[str]] = {}
    for line in lines:
        open_.setdefault(line.facility, set()).add(line.code)
    found = {unit: _Unit(frozenset(open_.get(unit, ())), frozenset(before)) for unit, before in units.items()}
    unknown: list[Fault] = []
    for row in grid.rows[1:]:
        said = {heading: _at(row, grid.name, column) for heading, column in headings.items()} if row else {}
        if any(not empty(said.get(one.heading)) for one in (STATE, DAY, PAPER, NOTE)):
            _take(file, said, found, today, unknown)
    if unknown:
        raise PoliciesRefused(unknown)
    for unit, one in found.items():
        one.faults += [
            Fault(file, "", None, vi, en, one.rows[code][PLACES[what].heading].place)
            for code, what, vi, en in (() if one.faults else turns(unit, one.declarations))
        ]
    told = {unit: Filled(tuple(one.declarations), tuple(one.faults), one.again) for unit, one in found.items()}
    return {unit: one for unit, one in told.items() if one != Filled()}


def _page(file: str, found: tuple[Grid, ...]) -> Grid:
    for grid in found:
        if same(grid.name) == same(PAGE):
            return grid
    rest = [grid for grid in found if same(grid.name) != same(GUIDE)]
    if len(rest) == 1:
        return rest[0]
    raise PoliciesRefused([Fault(file, "", None, f"thiếu trang '{PAGE}'", f"the page '{PAGE}' is missing")])


def _headings(file: str, grid: Grid) -> dict[str, int]:
    """Heading → column; columns of the office's own are passed over. Raises: PoliciesRefused."""
    known = {same(one.heading): one.heading for one in COLUMNS}
    found: dict[str, int] = {}
    faults = []
    for one in grid.rows[0] if grid.rows else ():
        heading = known.get(same(words_in(one))) if not empty(one) else None
        if heading in found:
            faults.append(Fault(file, "", None, f"cột '{heading}' có hai lần", f"the column '{heading}' stands twice", one.place))
        elif heading:
            found[heading] = one.column
    missing = ", ".join(one.heading for one in (UNIT, MILESTONE, STATE, DAY, PAPER) if one.heading not in found)
    if missing:
        faults.append(Fault(file, "", None, f"thiếu cột: {missing}", f"missing columns: {missing}", f"{grid.name}!A1"))
    if faults:
        raise PoliciesRefused(faults)
    return found


def _take(file: str, row: Row, units: Mapping[str, _Unit], today: date, unknown: list[Fault]) -> None:
    """One row that says something."""
    cell = row[UNIT.heading]
    code, fault = _value(file, UNIT, cell)
    unit = units.get(str(code))
    if unit is None:
        vi, en = f"đơn vị '{brief(code)}' không có ở đây", f"there is no unit '{brief(code)}' here"
        unknown.append(fault or Fault(file, "", None, vi if code else "thiếu mã đơn vị", en if code else "no unit", cell.place))
        return
    unit.faults += _said(file, row, unit, today)


def _said(file: str, row: Row, unit: _Unit, today: date) -> Iterator[Fault]:
    values: dict[str, object] = {}
    wrong = False
    for column in (MILESTONE, STATE, DAY, PAPER, NOTE):
        values[column.key], fault = _value(file, column, row[column.heading]) if column.heading in row else ("", None)
        if fault:
            wrong = True
            yield fault
    code, claim = str(values["code"]), values["claim"]
    place = row[MILESTONE.heading].place
    if not wrong and not claim:
        yield Fault(file, "", None, "chọn tình trạng", "choose the state", row[STATE.heading].place)
    elif code in unit.said:
        yield Fault(file, "", None, f"mốc '{brief(code)}' đã khai ở {unit.said[code]}", f"declared at {unit.said[code]} too", place)
    elif not wrong and replace(one := _declaration(values), note="") in unit.before:
        unit.again += 1
    elif not wrong and code not in unit.open:
        vi = f"mốc '{brief(code)}' đã khai báo rồi, hoặc không có trong lộ trình của đơn vị"
        yield Fault(file, "", None, vi, "declared already, or no milestone of this unit", place)
    elif not wrong:
        unit.said[code], unit.rows[code] = place, row
        unit.declarations.append(one)
        yield from (Fault(file, "", None, vi, en, row[PLACES[what].heading].place) for what, vi, en in one.wrong(today))


def _declaration(values: Mapping[str, object]) -> Declaration:
    day = values["done_on"]
    return Declaration(
        str(values["code"]),
        Claim(str(values["claim"])),
        day if isinstance(day, date) else None,
        str(values["paper"]).strip(),
        str(values["note"]).strip(),
    )


def _value(file: str, column: Column, cell: Cell) -> tuple[object, Fault | None]:
    """What the cell says, empty for nothing; what it cannot be is told."""
    if empty(cell):
        return "", None
    try:
        return read(column, cell), None
    except WrongCell as wrong:
        vi, en = wrong.args
        return "", Fault(file, "", None, vi, en, cell.place)


def _at(row: tuple[Cell, ...], page: str, column: int) -> Cell:
    """A row ends with its last cell; what is behind it is empty."""
    return row[column - 1] if column <= len(row) else Cell(page, row[0].row, column)
