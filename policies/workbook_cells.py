"""An xlsx that anybody may have made, as cells: caps before anything is unpacked, no formulas, no merged cells, no links to elsewhere.

openpyxl reads row by row here: its other way builds every cell of a merged range or a link, and a range may name a whole page.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as BrokenDeflate

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from policies.faults import Fault, PoliciesRefused

TAG = 50_000
"""Bytes of one tag: a list of ranges is taken apart too, and the parser begins an unfinished tag anew with every piece it is given."""
DEEPEST = 60
"""Levels of XML."""
FIRST = 20
"""Merged ranges that are told."""
PARTS = 300
PAGES = 60
COLUMNS = 80
OUTSIDE = {
    "xl/externalLinks/": ("liên kết tới sổ khác", "links to another workbook"),
    "xl/vbaProject": ("macro", "macros"),
    "xl/connections": ("kết nối dữ liệu ngoài", "connections to data elsewhere"),
    "xl/queryTables/": ("kết nối dữ liệu ngoài", "connections to data elsewhere"),
}
"""Beginning of a part's name → what it is."""
BROKEN = (BadZipFile, BrokenDeflate, ParseError, InvalidFileException, EOFError, OSError, RecursionError, NotImplementedError)
STRANGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, SyntaxError)
"""What openpyxl raises on a workbook that is none."""


@dataclass(frozen=True)
class Caps:
    """How much a workbook may hold."""

    unpacked: int
    """Bytes of all parts together."""
    elements: int
    """Of all parts together: openpyxl makes an object of each."""
    rows: int
    """Of one page."""


PLAN = Caps(unpacked=16_000_000, elements=120_000, rows=5_000)
"""The largest plan's workbook has not half a million bytes, and ten thousand elements."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell."""

    page: str
    row: int
    column: int
    value: Any = None
    sort: str = "n"
    """`s` text, `n` number or nothing, `d` day, `b` yes or no, `e` error, `f` formula."""
    looks: str = "General"
    """Its number format."""

    @property
    def place(self) -> str:
        """`Thời hạn!C7`."""
        return f"{self.page}!{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class Grid:
    """One page: its rows, each as long as its last cell."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def grids(file: str, content: bytes, caps: Caps = PLAN) -> tuple[Grid, ...]:
    """Every page. Raises: PoliciesRefused with every fault, each with its cell or range."""
    try:
        with ZipFile(BytesIO(content)) as parts, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know
            merged = _surveyed(file, parts, caps)
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            if len(book.worksheets) > PAGES:
                raise PoliciesRefused([Fault(file, "", None, f"quá {PAGES} trang", f"more than {PAGES} pages")])
            faults = [_merge(file, sheet.title, ref) for sheet in book.worksheets for ref in merged.get(sheet._worksheet_path, ())]
            found = tuple(Grid(sheet.title, tuple(_rows(file, sheet, faults, caps))) for sheet in book.worksheets)
    except (*BROKEN, *STRANGE) as error:
        vi = "không mở được như sổ Excel .xlsx: tệp hỏng, có mật khẩu hoặc là kiểu khác"
        raise PoliciesRefused([Fault(file, "", None, vi, "no xlsx workbook: broken, with a password, or of another kind")]) from error
    if faults:
        raise PoliciesRefused(faults)
    return found


def _surveyed(file: str, parts: ZipFile, caps: Caps) -> dict[str, list[str]]:
    """Part → its merged ranges, once nothing forbids building the workbook. Raises: PoliciesRefused."""
    if faults := list(_packing(file, parts, caps)):
        raise PoliciesRefused(faults)
    merged: dict[str, list[str]] = {}
    elements = 0
    for one in parts.infolist():
        if _is_xml(part := parts.read(one)):
            elements += _survey(BytesIO(part), merged.setdefault(one.filename, []), caps.elements - elements)
        if elements >= caps.elements:
            vi, en = (
                f"quá {caps.elements} ô và mục: không phải sổ tải từ hệ thống",
                f"more than {caps.elements} cells and other things: no workbook of the house",
            )
            raise PoliciesRefused([Fault(file, "", None, vi, en)])
    return merged


def _packing(file: str, parts: ZipFile, caps: Caps) -> Iterator[Fault]:
    """What is wrong before any part is read as XML."""
    members = parts.infolist()
    size = sum(one.file_size for one in members)
    if len(members) > PARTS or size > caps.unpacked:
        vi = f"bung ra {len(members)} phần, {size} byte; nhiều nhất {PARTS} phần, {caps.unpacked} byte"
        yield Fault(file, "", None, vi, f"{len(members)} parts and {size} bytes unpacked; at most {PARTS} and {caps.unpacked}")
        return
    if len({one.filename for one in members}) < len(members):
        yield Fault(file, "", None, "có hai phần trùng tên", "two parts have one name")
    if any(one.flag_bits & 1 or one.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for one in members):
        yield Fault(file, "", None, "tệp có mật khẩu hoặc nén kiểu lạ", "a password, or a strange compression")
        return
    for start, (vi, en) in OUTSIDE.items():
        if any(one.filename.startswith(start) for one in members):
            yield Fault(file, "", None, f"sổ có {vi}: bỏ đi rồi lưu lại", f"the workbook has {en}: remove them and save again")
    for one in members:
        if _strange(parts.read(one)):
            yield Fault(file, "", None, f"phần '{one.filename[:80]}' có khai báo lạ", "a part declares what no workbook does")


def _strange(part: bytes) -> bool:
    """Whether a part is XML that declares entities, or has a tag without end, or is written in letters in which that would not be seen."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    named = re.search(rb"""encoding\s*=\s*["']([^"']*)""", part[:200])
    wide = named is not None and named[1].lower() != b"utf-8"
    endless = re.search(rb"<[^<>]{%d}" % TAG, part) is not None
    return _is_xml(part) and (wide or endless or b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part)


def _is_xml(part: bytes) -> bool:
    """Whatever its name: openpyxl opens what another part names."""
    return part.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _survey(source: IO[bytes], merged: list[str], most: int) -> int:
    """Elements of a part, none of them kept; its first merged ranges. Raises: ValueError for what openpyxl must not see."""
    count = row = 0
    open_: list[Element] = []
    for event, element in iterparse(source, ("start", "end")):
        if event == "start":
            open_.append(element)
            count += 1
            if count > most:
                return count
            if len(open_) > DEEPEST:
                raise ValueError("nested too deep")
            continue
        open_.pop()
        if element.tag.endswith("}row") and open_ and open_[-1].tag.endswith("}sheetData"):
            # openpyxl would leave out a row that stands behind a later one, and say nothing.
            here = int(element.get("r", row + 1))
            if here <= row:
                raise ValueError("rows out of order")
            row = here
        if element.tag.endswith("}mergeCell") and len(merged) < FIRST:
            merged.append(element.get("ref", "?")[:40])
        element.clear()
        if open_:
            open_[-1].remove(element)
    return count


def _merge(file: str, page: str, ref: str) -> Fault:
    return Fault(file, "", None, "ô gộp: bỏ gộp (Unmerge), mỗi ô một giá trị", "merged cells: one value for each cell", f"{page}!{ref}")


def _rows(file: str, sheet: Any, faults: list[Fault], caps: Caps) -> Iterator[tuple[Cell, ...]]:
    sheet.reset_dimensions()
    for number, row in enumerate(islice(sheet.iter_rows(), caps.rows + 1), 1):
        if number > caps.rows or len(row) > COLUMNS:
            vi, en = f"nhiều hơn {caps.rows} dòng hoặc {COLUMNS} cột", f"more than {caps.rows} rows or {COLUMNS} columns"
            faults.append(Fault(file, "", None, vi, en, f"{sheet.title}!A{number}"))
            return
        told = tuple(_cell(sheet.title, number, place, one) for place, one in enumerate(row, 1))
        faults += [Fault(file, "", None, *_refused(one), one.place) for one in told if one.sort in ("f", "e")]
        yield told


def _cell(page: str, row: int, column: int, one: Any) -> Cell:
    if one.value is None:
        return Cell(page, row, column)
    return Cell(page, row, column, one.value, one.data_type, str(one.number_format))


def _refused(cell: Cell) -> tuple[str, str]:
    if cell.sort == "f":
        return "ô có công thức: chép giá trị vào ô (Paste values)", "a formula: paste its value"
    return f"ô báo lỗi {cell.value}", f"an error: {cell.value}"
