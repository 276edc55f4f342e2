"""The printed sheet: typst lays data out as PDF/A-3a with the same data attached, and room for the visible marks.

typst 0.15.0 checks PDF/A at export and fails on a glyph it has no font for, so that no sheet loses a mark or a sign.
Only the fonts of this folder are used.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import ceil, floor
from pathlib import Path
from typing import Any, cast
from unicodedata import normalize

import typst
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]
from qrcode.main import QRCode  # type: ignore[import-untyped]

from domain.clock import VIETNAM
from domain.errors import Malformed
from domain.forms import Form, Paper
from domain.signatures import Method
from signing.layout import Laid, laid_out

FONTS = Path(__file__).parent / "fonts"
BY_FIELDS = "sheet.typ"
"""Template that lays out any clinical form by its fields: a form without a layout of its own names it."""
PLAN = "plan.typ"
"""Template of a plan made into a paper again."""
REPORT = "progress-report.typ"
"""Template of a progress report of a plan."""
PACK = "downtime.typ"
"""Template that lays out blank forms by their fields, and duty inboxes."""
ATTACHMENT = "hsba.json"
"""Name of the data attached to every sheet."""

NOTHING: Mapping[str, bytes] = {}

Box = tuple[int, int, int, int]
"""Left, bottom, right, top in whole PDF points from the lower left corner of the last page."""

WIDTH, HEIGHT = 595.28, 841.89
"""A4 in points."""
TITLE, MARK, BETWEEN_ROWS, BETWEEN_COLUMNS, COLUMNS = 26, 66, 10, 12, 3
"""Room above a mark for its title, height of a mark, gaps; points."""


@dataclass(frozen=True)
class Margins:
    """Of a page; points."""

    left: int
    right: int
    top: int
    bottom: int


MARGINS = {
    Paper.CLINICAL: Margins(43, 43, 68, 65),
    # NĐ 30/2020/NĐ-CP annex I: left 30–35 mm, right 15–20 mm, top and bottom 20–25 mm.
    Paper.OFFICIAL: Margins(86, 43, 62, 65),
}


@dataclass(frozen=True)
class Sheet:
    """A printed sheet and where its signatures' marks go, in the order in which they are made."""

    pdf: bytes
    boxes: tuple[Box, ...]


def boxes(count: int, paper: Paper, organisation: bool = False) -> tuple[Box, ...]:
    """Where each of `count` marks goes: rows of three from the top; fewer stand right, two persons apart.

    With `organisation` the last mark is the organisation's and stands left of the person's before it, as a seal does.
    """
    margins = MARGINS[paper]
    width = (WIDTH - margins.left - margins.right - (COLUMNS - 1) * BETWEEN_COLUMNS) / COLUMNS
    found = []
    for row, column in _places(count, organisation):
        left = margins.left + column * (width + BETWEEN_COLUMNS)
        bottom = margins.bottom + (_rows(count) - 1 - row) * (TITLE + MARK + BETWEEN_ROWS)
        found.append((ceil(left), bottom, floor(left + width), bottom + MARK))
    return tuple(found)


def _rows(count: int) -> int:
    return -(-count // COLUMNS)


def _places(count: int, organisation: bool) -> list[tuple[int, int]]:
    """Row and column of each mark."""
    rest = count % COLUMNS
    last: list[int] = {0: [], 1: [2], 2: [1, 2] if organisation else [0, 2]}[rest]
    places = [(row, column) for row in range(count // COLUMNS) for column in range(COLUMNS)]
    places += [(_rows(count) - 1, column) for column in last]
    if organisation and count > 1:
        places[-2:] = reversed(places[-2:])
    return places


class Printer:
    """Prints forms. Threads may share it: each has its own compiler, and typst lets go of the GIL."""

    def __init__(self, templates: Path, address: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`templates` is the folder of the forms' typst files; the QR code is `address` followed by the look-up code."""
        self.templates, self._address, self._clock = templates, address, clock
        self._own = threading.local()

    def render(
        self, form: Form, data: Mapping[str, object], files: Mapping[str, bytes] = NOTHING, made_at: datetime | None = None
    ) -> Sheet:
        """The sheet of a form.

        `data` holds the form's fields, what stands at its head (`domain.forms.HEAD`), `code` (look-up code), `version`, `edition`
        and `chain`: a list of `{"step", "title", "needed", "method"}`. All of it is attached. `files` are the bytes of the pictures
        and files that the data names, by their digests. The same data at the same `made_at` gives the same bytes.

        Raises: Malformed for a character that no font has.
        """
        at = (made_at or self._clock()).astimezone(VIETNAM)
        with laid_out(self.templates, form.template, files) as laid:
            return Sheet(self._pdf(laid, self.inputs(form, data, at), data, at), _places_of(form, _expected(data)))

    def pack(self, said: Mapping[str, object]) -> bytes:
        """What is printed for an outage, as `PACK` lays it out: plain PDF, for paper only.

        `said`: `facility`, `parent`, and `sections` in their order, each a blank (`form`, `steps`, `who`) or a duty inbox; the shapes
        are those of `services/downtime.py`. A character that no font has is left blank rather than nothing printed at all.
        """
        at = self._clock().astimezone(VIETNAM)
        inputs = _unsigned(shown({**said, "printed_at": at.strftime("%H:%M %d/%m/%Y")}), Paper.CLINICAL, at)
        pdf = self._compiler().compile(str(self.templates / PACK), format="pdf", sys_inputs=inputs, timestamp=int(at.timestamp()))
        return cast(bytes, pdf)

    def plan(self, said: Mapping[str, object], made_at: datetime | None = None) -> bytes:
        """A plan as `PLAN` lays it out (`policies/plan_sheets.py`: `plan_sheet`), its data attached: a copy, with no room for signatures.

        Raises: Malformed for a character that no font has.
        """
        return self._copy(PLAN, said, made_at)

    def report(self, said: Mapping[str, object], made_at: datetime | None = None) -> bytes:
        """A progress report as `REPORT` lays it out (`policies/report_sheets.py`: `report_sheet`), its data attached; not for signing.

        Raises: Malformed for a character that no font has.
        """
        return self._copy(REPORT, said, made_at)

    def _copy(self, template: str, said: Mapping[str, object], made_at: datetime | None) -> bytes:
        at = (made_at or self._clock()).astimezone(VIETNAM)
        with laid_out(self.templates, template, NOTHING) as laid:
            inputs = _unsigned(said, Paper.OFFICIAL, at) | {"attachment": json.dumps(said, ensure_ascii=False, indent=1)}
            return self._pdf(laid, inputs, said, at)

    def inputs(self, form: Form, data: Mapping[str, object], at: datetime | None = None) -> dict[str, str]:
        """What the template reads as `sys.inputs`: everything as text, most of it JSON."""
        at = (at or self._clock()).astimezone(VIETNAM)
        expected, code = _expected(data), str(data.get("code", ""))
        attached = {"form": form.code, "form_edition": form.edition, "edition": form.edition, **data, "preservation": True}
        return {
            "form": _json({"code": form.code, "edition": form.edition, "name": form.name, "fields": _drawn_fields(form)}),
            "data": _json(shown(data)),
            "layout": _json(_layout(form.paper, len(expected))),
            "boxes": _json([_drawn(box, step, form.paper) for box, step in zip(_places_of(form, expected), expected, strict=True)]),
            "made": _json([at.year, at.month, at.day, at.hour, at.minute, at.second]),
            "qr": qr(self._address + code) if code else "",
            "attachment": json.dumps(attached, ensure_ascii=False, indent=1),
        }

    def _pdf(self, laid: Laid, inputs: dict[str, str], data: Mapping[str, object], at: datetime) -> bytes:
        try:
            pdf = self._compiler().compile(
                cast(Any, laid.source),  # its types know no dictionary
                root=str(laid.root),
                format="pdf",
                sys_inputs=inputs | {"files": _json(laid.places)},
                pdf_standards=["a-3a"],
                timestamp=int(at.timestamp()),
            )
        except typst.TypstError as error:
            lacking = re.search(r'the text `"(.*)"` could not be displayed', str(error), re.DOTALL)
            if not lacking:
                raise
            text = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), lacking[1])
            raise Malformed(_unprintable(text, data)) from error
        return cast(bytes, pdf)

    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(root=str(self.templates), font_paths=[str(FONTS)], ignore_system_fonts=True)
        compiler: typst.Compiler = self._own.compiler
        return compiler


@lru_cache(maxsize=64)
def qr(text: str) -> str:
    """A QR code as SVG, a unit a module, without its quiet zone."""
    size, runs = qr_runs(text)
    path = "".join(f"M{x} {y}h{long}v1h-{long}z" for x, y, long in runs)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def qr_runs(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Modules of a side, and its dark runs: left, top, length. A fixed mask: trying all eight costs ten times as much."""
    code = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=2, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = ["".join("#" if dark else " " for dark in row) for row in code.get_matrix()]
    return len(rows), [(run.start(), y, len(run[0])) for y, row in enumerate(rows) for run in re.finditer("#+", row)]


def shown(value: object) -> object:
    """Data as people read it: composed letters (NFC), moments `13:05 21/11/2026` in Vietnam, days `21/11/2026`."""
    if isinstance(value, str):
        return _shown_text(normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: shown(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shown(inner) for inner in value]
    return value


def _shown_text(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return "/".join(reversed(text.split("-")))
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", text):
        with suppress(ValueError):  # somebody typed what only looks like a moment
            return datetime.fromisoformat(text).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    return text


def _layout(paper: Paper, count: int) -> dict[str, int]:
    """What the template must know to leave exactly the room that `boxes` names."""
    margins, rows = MARGINS[paper], _rows(count)
    room = rows * (TITLE + MARK) + max(rows - 1, 0) * BETWEEN_ROWS
    return {"left": margins.left, "right": margins.right, "top": margins.top, "bottom": margins.bottom, "room": room}


def _unsigned(data: object, paper: Paper, at: datetime) -> dict[str, str]:
    """Inputs of a template that belongs to no form and has no room for marks."""
    return {
        "form": _json({"code": "", "edition": "", "name": ""}),
        "data": _json(data),
        "layout": _json(_layout(paper, 0)),
        "boxes": "[]",
        "made": _json([at.year, at.month, at.day, at.hour, at.minute, at.second]),
        "qr": "",
        "attachment": "",
    }


def _drawn(box: Box, step: Mapping[str, Any], paper: Paper) -> dict[str, object]:
    """A box as typst places it: from the lower left corner of the block at the foot of the text."""
    x, up = box[0] - MARGINS[paper].left, box[1] - MARGINS[paper].bottom
    organisation, confirmed = step["method"] == Method.ORGANISATION, step["method"] == Method.CONFIRMED
    size = {"width": box[2] - box[0], "height": MARK, "room": TITLE}
    return {"x": x, "up": up, **size, "title": step["title"], "organisation": organisation, "confirmed": confirmed}


def _drawn_fields(form: Form) -> list[dict[str, Any]]:
    """For the sheet that is laid out by the form's own fields; others know theirs."""
    return [asdict(field) for field in form.fields] if form.template == BY_FIELDS else []


def _unprintable(text: str, data: Mapping[str, object]) -> str:
    where = next((name for name, value in data.items() if _holds(shown(value), text)), "nội dung")
    names = ", ".join(f"U+{ord(one):04X}" for one in text)
    return f"{where}: ký tự “{text}” ({names}) không in được trên phiếu, hãy thay bằng chữ khác"


def _holds(value: object, text: str) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(inner, text) for inner in value.values())
    if isinstance(value, list):
        return any(_holds(inner, text) for inner in value)
    return isinstance(value, str) and text in value


def _expected(data: Mapping[str, object]) -> list[Mapping[str, Any]]:
    """The chain's steps, each as often as it needs signatures."""
    chain = data.get("chain")
    return [step for step in (chain if isinstance(chain, list | tuple) else ()) for _ in range(step["needed"])]


def _places_of(form: Form, expected: Sequence[Mapping[str, Any]]) -> tuple[Box, ...]:
    return boxes(len(expected), form.paper, bool(expected) and expected[-1]["method"] == Method.ORGANISATION)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
