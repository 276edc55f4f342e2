"""A filled-in workbook of a survey, read as one that anybody may have made: its answers, and what is wrong in which cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from domain.faults import halves
from domain.forms import Kind
from domain.survey_editions import Question, SurveyEdition
from policies.faults import Fault, PoliciesRefused
from policies.plan_cells import WrongCell, brief, empty, read, words_in
from policies.plan_columns import Column, Holds
from policies.plan_terms import same
from policies.sheets import LARGEST
from policies.survey_workbooks import ANSWER, CODE, COLUMNS, GUIDE, PAGE, SURVEY, VERSION
from policies.workbook_cells import Caps, Cell, Grid, grids

CAPS = Caps(unpacked=4_000_000, elements=40_000, rows=1_000)
WHOLE = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}")
DECIMAL = re.compile(r"[0-9]{1,12}(?:,[0-9]{1,6})?")
BLANK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Filled:
    """What a workbook says."""

    survey: str
    """Id of the survey it was made for."""
    base: int
    """The version it began from."""
    answers: Mapping[str, object] = field(default_factory=dict)
    """Question → answer, None for an empty cell; questions whose rows are gone are not named."""


def filled(name: str, content: bytes, edition: SurveyEdition) -> Filled:
    """Raises: PoliciesRefused with every fault and its cell."""
    file = "".join(one for one in name.replace("\\", "/").rpartition("/")[2] if one.isprintable())[:120] or "?"
    if PurePosixPath(file).suffix.lower() != ".xlsx":
        raise PoliciesRefused([Fault(file, "", None, "chỉ nhận tệp .xlsx", "only .xlsx files")])
    if len(content) > LARGEST:
        raise PoliciesRefused([Fault(file, "", None, f"tệp {len(content)} byte, lớn hơn {LARGEST}", f"more than {LARGEST} bytes")])
    pages = {same(one.name): one for one in grids(file, content, CAPS)}
    for page in (PAGE, GUIDE):
        if same(page) not in pages:
            raise PoliciesRefused([Fault(file, "", None, f"thiếu trang '{page}'", f"the page '{page}' is missing")])
    survey, base = _whose(file, pages[same(GUIDE)])
    return Filled(survey, base, _answers(file, pages[same(PAGE)], edition))


def _whose(file: str, guide: Grid) -> tuple[str, int]:
    said = {same(words_in(row[0])): row[1] for row in guide.rows if len(row) > 1 and not empty(row[0]) and not empty(row[1])}
    version = said.get(same(VERSION))
    if same(SURVEY) not in said or version is None or not re.fullmatch(r"[0-9]{1,9}", words_in(version).strip()):
        vi = f"trang '{GUIDE}' phải còn dòng '{SURVEY}' và '{VERSION}' như lúc tải về: tải lại sổ"
        raise PoliciesRefused([Fault(file, "", None, vi, "the guide no longer says whose it is: load it down again", f"{GUIDE}!A1")])
    return words_in(said[same(SURVEY)]).strip(), int(words_in(version))


def _answers(file: str, grid: Grid, edition: SurveyEdition) -> dict[str, object]:
    columns = _headings(file, grid)
    known = {one.code: one for one in edition.questions}
    found: dict[str, object] = {}
    faults: list[Fault] = []
    for row in grid.rows[1:]:
        code = _at(row, columns[CODE.heading]) if row else None
        cell = _at(row, columns[ANSWER.heading]) if row else None
        if code is None or cell is None or (empty(code) and empty(cell)):
            continue
        named = words_in(code).strip() if not empty(code) else ""
        if named not in known:
            faults.append(Fault(file, "", None, f"không có câu hỏi '{brief(named)}'", f"no question '{brief(named)}'", code.place))
        elif named in found:
            faults.append(Fault(file, "", None, f"câu hỏi '{named}' có hai dòng", f"'{named}' stands twice", code.place))
        else:
            found[named] = _value(file, known[named], cell, edition, faults)
    if faults:
        raise PoliciesRefused(faults)
    return found


def _headings(file: str, grid: Grid) -> dict[str, int]:
    """Heading → column. Raises: PoliciesRefused."""
    known = {same(one.heading): one.heading for one in COLUMNS}
    said = [(known.get(same(words_in(one))), one) for one in (grid.rows[0] if grid.rows else ()) if not empty(one)]
    found = {heading: one.column for heading, one in said if heading}
    names = [heading for heading, _ in said if heading]
    wrong = [one.heading for one in (CODE, ANSWER) if names.count(one.heading) != 1]
    if wrong:
        vi, en = f"phải có đúng một cột: {', '.join(wrong)}", f"exactly one column: {', '.join(wrong)}"
        raise PoliciesRefused([Fault(file, "", None, vi, en, f"{grid.name}!A1")])
    return found


def _value(file: str, one: Question, cell: Cell, edition: SurveyEdition, faults: list[Fault]) -> object:
    if empty(cell):
        return None
    try:
        value = _read(one, cell)
    except WrongCell as wrong:
        vi, en = wrong.args
        faults.append(Fault(file, "", None, vi, en, cell.place))
        return None
    faults += [_told(file, said, cell) for said in edition.faults({one.code: value})]
    return value


def _told(file: str, said: str, cell: Cell) -> Fault:
    vi, en = halves(said)
    return Fault(file, "", None, vi, en, cell.place)


def _read(one: Question, cell: Cell) -> object:
    """Raises: WrongCell."""
    match one.kind:
        case Kind.INTEGER | Kind.MONEY:
            return _number(cell, whole=True)
        case Kind.NUMBER:
            return _number(cell, whole=False)
        case Kind.FLAG:
            return read(Column("", "", "", Holds.YES), cell)
        case Kind.CHOICE:
            return read(Column("", "", "", Holds.TERM, terms=one.choices), cell)
        case Kind.DAY:
            day = read(Column("", "", "", Holds.DATE), cell)
            return day.isoformat() if isinstance(day, date) else day
    return str(read(Column("", "", ""), cell)).strip()


def _number(cell: Cell, whole: bool) -> int | float:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and (not whole or value == int(value)):
        return int(value) if whole else value
    words = "".join(one for one in str(value) if one not in f" {BLANK}") if isinstance(value, str) else ""
    if whole and WHOLE.fullmatch(words):
        return int(words.replace(".", ""))
    if not whole and DECIMAL.fullmatch(words):
        return float(words.replace(",", "."))
    vi = "phải là số nguyên" if whole else "phải là số, phần lẻ sau dấu phẩy"
    raise WrongCell(f"{vi} (đang là '{brief(value)}')", "must be a whole number" if whole else "must be a number")


def _at(row: tuple[Cell, ...], column: int) -> Cell:
    """A row ends with its last cell; what is behind it is empty."""
    return row[column - 1] if column <= len(row) else Cell(row[0].page, row[0].row, column)
