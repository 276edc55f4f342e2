"""The paper conversion of a signed file: another file, to be printed, each page of which says that it is one (NĐ 137/2024/NĐ-CP Đ5).

The signed file is only read. What people see of its signatures are annotations, which no program takes along when it lays out
pages anew: they are drawn into the page here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic as typeless
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject as UntypedPage
from pyhanko.pdf_utils.writer import PdfFileWriter as UntypedWriter

from domain.clock import VIETNAM
from domain.errors import Malformed
from signing.appearances import draw
from signing.inspection import HOSTILE
from signing.sheets import qr_runs

generic: Any = typeless
PageObject: Any = UntypedPage
PdfFileWriter: Any = UntypedWriter
"""pyHanko's objects are not typed."""
BAND, EDGE, CODE = 58.0, 22.0, 46.0
"""Height of what is said at the foot, distance from the paper's edge, side of the QR code; points."""
INK = (0.11, 0.12, 0.14)
HIDDEN, PRINTED = 1 << 1, 1 << 2
"""Flags of an annotation (ISO 32000-1 §12.5.3)."""
MOST_LEVELS = 40
"""A page tree deeper than this is no page tree."""
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Conversion:
    """What a print says of itself."""

    words: str
    """That it is a paper conversion, and by which rule."""
    system: str
    owner: str
    """Whose system it is: the facility."""
    code: str
    """Look-up code."""
    version: int
    at: datetime
    by: str
    """Who converted: name and post."""

    def lines(self, address: str, page: int, pages: int) -> tuple[str, ...]:
        at = self.at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
        return (
            f"{self.words} · Trang {page}/{pages}",
            f"Hệ thống: {self.system} · Chủ quản: {self.owner}",
            f"Mã tra cứu: {self.code} · Bản {self.version} · {address}{self.code}",
            f"Chuyển đổi lúc {at} · Người chuyển đổi: {self.by}",
        )


def convert(pdf: bytes, said: Conversion, address: str) -> bytes:
    """The print; the QR code is `address`, where codes are looked up, followed by the code. Raises: Malformed for what has no pages."""
    try:
        reader, writer = PdfFileReader(BytesIO(pdf), strict=False), PdfFileWriter()
        pages = generic.ArrayObject([_taken(page) for page in _pages(reader)])
        pages.container_ref = reader.root.container_ref
        # All in one call: what pages share is taken along once.
        taken: Any = writer.import_object(pages)
        for number, page in enumerate(taken, 1):
            writer.insert_page(_printed(writer, page.get_object(), said, address, (number, len(taken))))
        out = BytesIO()
        writer.write(out)
    except HOSTILE as wrong:
        raise Malformed("pdf: tệp không chuyển đổi được để in / the file cannot be converted for printing") from wrong
    return out.getvalue()


def _pages(reader: Any) -> Iterator[Any]:
    """Every page, with what it inherits from above."""

    def below(node: Any, inherited: dict[str, Any], level: int) -> Iterator[Any]:
        if level > MOST_LEVELS:
            raise ValueError("too deep")
        own = inherited | {key: node.raw_get(key) for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate") if key in node}
        if "/Kids" in node:
            for kid in node["/Kids"]:
                yield from below(kid.get_object(), own, level + 1)
        else:
            yield generic.DictionaryObject({**dict(node.items()), **{pdf_name(key): value for key, value in own.items()}})

    yield from below(reader.root["/Pages"], {}, 0)


def _of(dictionary: Any, key: str, default: Any) -> Any:
    """The object itself: `get` would give a reference to it."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401 - see above


def _taken(page: Any) -> Any:
    """What of a page goes into the print: no link to other pages, no field."""
    kept = {key: page.raw_get(key) for key in ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate") if key in page}
    marks = generic.ArrayObject([_mark(one.get_object()) for one in _of(page, "/Annots", ()) if _shown(one.get_object())])
    return generic.DictionaryObject({**{pdf_name(key): value for key, value in kept.items()}, pdf_name("/Marks"): marks})


def _shown(annotation: Any) -> bool:
    flags = int(_of(annotation, "/F", 0))
    return bool(flags & PRINTED) and not flags & HIDDEN and "/AP" in annotation and "/N" in annotation["/AP"] and "/Rect" in annotation


def _mark(annotation: Any) -> Any:
    """An annotation's rectangle and what it shows in the state it is in."""
    shown = annotation["/AP"].raw_get("/N")
    if not isinstance(shown.get_object(), generic.StreamObject):
        shown = shown.get_object().raw_get(str(_of(annotation, "/AS", "/Off")))
    return generic.DictionaryObject({pdf_name("/Rect"): annotation["/Rect"], pdf_name("/Shown"): shown})


def _printed(writer: Any, page: Any, said: Conversion, address: str, nth: tuple[int, int]) -> Any:
    left, bottom, right, top = _box(_of(page, "/CropBox", page["/MediaBox"]))
    turned = int(_of(page, "/Rotate", 0)) % 360
    wide, high = (right - left, top - bottom) if turned in (0, 180) else (top - bottom, right - left)
    scale = (high - BAND) / high
    upright = _upright(turned, left, bottom, right, top)
    start = f"q {scale:.5f} 0 0 {scale:.5f} {wide * (1 - scale) / 2:.3f} {BAND:.3f} cm q {_numbers(upright)} cm\n"
    resources = generic.DictionaryObject(dict(_of(page, "/Resources", {}).items()))
    forms = generic.DictionaryObject(dict(_of(resources, "/XObject", {}).items()))
    drawing = []
    for n, mark in enumerate(one.get_object() for one in page["/Marks"]):
        name = f"/HsbaMark{n}"
        forms[pdf_name(name)] = mark.raw_get("/Shown")
        drawing.append(f"q {_numbers(_placed(mark['/Shown'], _box(mark['/Rect'])))} cm {name} Do Q")
    band = draw(said.lines(address, *nth), INK, wide - 2 * EDGE - CODE - 8, CODE)
    forms[pdf_name("/HsbaBand")] = band.add_to(writer)
    resources[pdf_name("/XObject")] = forms
    end = f"\nQ {' '.join(drawing)} Q Q q 1 0 0 1 {EDGE + CODE + 8} 8 cm /HsbaBand Do Q {_code(address + said.code)}"
    contents = page.raw_get("/Contents") if "/Contents" in page else generic.ArrayObject()
    own = list(contents) if isinstance(contents, generic.ArrayObject) else _listed(contents)
    streams = [_stream(writer, f"{start}q\n"), *own, _stream(writer, end)]
    return PageObject(contents=generic.ArrayObject(streams), media_box=(0, 0, wide, high), resources=resources)


def _listed(contents: Any) -> list[Any]:
    found = contents.get_object()
    return list(found) if isinstance(found, generic.ArrayObject) else [contents]


def _stream(writer: Any, text: str) -> Any:
    return writer.add_object(generic.StreamObject(stream_data=text.encode()))


def _box(of: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(one) for one in of)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _upright(turned: int, left: float, bottom: float, right: float, top: float) -> Matrix:
    """Moves the corner of the page to the origin, and turns it as viewers do."""
    match turned:
        case 90:
            return 0, -1, 1, 0, -bottom, right
        case 180:
            return -1, 0, 0, -1, right, top
        case 270:
            return 0, 1, -1, 0, top, -left
        case _:
            return 1, 0, 0, 1, -left, -bottom


def _placed(shown: Any, rect: tuple[float, float, float, float]) -> Matrix:
    """Where an appearance goes (ISO 32000-1 §12.5.5, algorithm 8.1): its box, as its own matrix turns it, fills the rectangle."""
    a, b, c, d, e, f = (float(one) for one in _of(shown, "/Matrix", (1, 0, 0, 1, 0, 0)))
    x0, y0, x1, y1 = _box(shown["/BBox"])
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    across = (rect[2] - rect[0]) / wide if wide else 1
    up = (rect[3] - rect[1]) / high if high else 1
    return across, 0, 0, up, rect[0] - left * across, rect[1] - bottom * up


def _code(text: str) -> str:
    """A QR code as filled runs."""
    size, runs = qr_runs(text)
    unit = CODE / size
    dark = " ".join(f"{x * unit:.3f} {CODE - (y + 1) * unit:.3f} {long * unit:.3f} {unit:.3f} re" for x, y, long in runs)
    return f"q 1 0 0 1 {EDGE} 8 cm 0 g {dark} f Q"


def _numbers(of: Sequence[float]) -> str:
    return " ".join(f"{one:.5f}" for one in of)
