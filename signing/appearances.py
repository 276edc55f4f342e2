"""The visible mark of a signature: a frame and a few lines of Vietnamese text, with its font inside.

Making one costs 10–25 ms, nearly all of it the font, so it is made once per text, colour and size and kept (2 µs then); marks that
differ only in their numbers share the font. It shows no time of day. PDF/A-3: the font is embedded as a subset with a Unicode map
(ISO 19005-3 §6.2.11), colours are DeviceRGB as the sheet's output intent.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic as typeless
from pyhanko.pdf_utils.generic import pdf_name

from signing.typefaces import cut_to, written

generic: Any = typeless
"""pyHanko's objects are not typed."""
MARGIN = 4.0
LARGEST, SMALLEST = 8.0, 4.5
"""Points of type."""
LEADING = 1.25
FIRST = 10**9
"""Number of the first object that is only remembered; no file has so many."""
REFERENCE = re.compile(rb"(1000000\d{3}) 0 R")


class Written(generic.PdfObject):  # type: ignore[misc]
    """An object that is written already."""

    def __init__(self, said: bytes) -> None:
        self.said = said

    def write_to_stream(self, stream: Any, handler: Any = None, container_ref: Any = None) -> None:
        stream.write(self.said)


class Remembers:
    """A writer that keeps how each object is written."""

    def __init__(self) -> None:
        self.said: list[bytes] = []

    def add_object(self, one: Any) -> Any:
        into = BytesIO()
        one.write_to_stream(into, None)
        self.said.append(into.getvalue())
        return generic.IndirectObject(FIRST + len(self.said) - 1, 0, None)


@dataclass(frozen=True)
class Appearance:
    """A finished mark; the streams are compressed."""

    width: float
    height: float
    content: bytes
    font: bytes
    font_size: int
    name: str
    """PostScript name with its subset tag."""
    widths: tuple[float, ...]
    """Advance of each glyph, thousandths of the type size."""
    unicode_map: bytes
    box: tuple[int, int, int, int]
    ascent: int
    descent: int

    def add_to(self, writer: Any) -> Any:
        """Adds the form object to a pyHanko writer; a reference to it."""
        if writer.security_handler:
            return self._made(writer)
        placed: list[Any] = []
        for pieces in self._written:
            said = b"".join(b"%d 0 R" % placed[int(piece) - FIRST].idnum if at % 2 else piece for at, piece in enumerate(pieces))
            placed.append(writer.add_object(Written(said)))
        return placed[-1]

    @cached_property
    def _written(self) -> list[list[bytes]]:
        """Every object as it is written, in pieces between which stand numbers of objects before it."""
        writer = Remembers()
        self._made(writer)
        return [REFERENCE.split(one) for one in writer.said]

    def _made(self, writer: Any) -> Any:
        font = writer.add_object(self._font(writer))
        form = {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): _numbers(0, 0, self.width, self.height),
            pdf_name("/Resources"): _dictionary({"/Font": _dictionary({"/F": font})}),
        }
        return writer.add_object(_stream(form, self.content))

    def _font(self, writer: Any) -> Any:
        file = writer.add_object(_stream({pdf_name("/Length1"): generic.NumberObject(self.font_size)}, self.font))
        name = pdf_name("/" + self.name)
        descriptor = _dictionary(
            {
                "/Type": pdf_name("/FontDescriptor"),
                "/FontName": name,
                "/Flags": generic.NumberObject(4),
                "/FontBBox": _numbers(*self.box),
                "/ItalicAngle": generic.NumberObject(0),
                "/Ascent": generic.NumberObject(self.ascent),
                "/Descent": generic.NumberObject(self.descent),
                "/CapHeight": generic.NumberObject(714),
                "/StemV": generic.NumberObject(80),
                "/FontFile2": file,
            }
        )
        system = {
            "/Registry": generic.pdf_string("Adobe"),
            "/Ordering": generic.pdf_string("Identity"),
            "/Supplement": generic.NumberObject(0),
        }
        glyphs = _dictionary(
            {
                "/Type": pdf_name("/Font"),
                "/Subtype": pdf_name("/CIDFontType2"),
                "/BaseFont": name,
                "/CIDSystemInfo": _dictionary(system),
                "/FontDescriptor": writer.add_object(descriptor),
                "/CIDToGIDMap": pdf_name("/Identity"),
                "/W": generic.ArrayObject([generic.NumberObject(0), _numbers(*self.widths)]),
            }
        )
        return _dictionary(
            {
                "/Type": pdf_name("/Font"),
                "/Subtype": pdf_name("/Type0"),
                "/BaseFont": name,
                "/Encoding": pdf_name("/Identity-H"),
                "/DescendantFonts": generic.ArrayObject([writer.add_object(glyphs)]),
                "/ToUnicode": writer.add_object(_stream({}, self.unicode_map)),
            }
        )


def draw(lines: tuple[str, ...], colour: tuple[float, float, float], width: float, height: float, also: str = "") -> Appearance:
    """The mark for these lines, made anew, wrapped and made smaller until they fit. Sizes in points; colour red, green, blue of 0–1.

    `also` are letters that other marks of the same signer need: their font, which costs most, is then cut once for all.
    """
    lines, font = written(lines)
    cut = cut_to("".join(sorted({*"".join(lines), *also})), font)
    size, wrapped = _fit(lines, cut.measure, width, height)
    content = zlib.compress(_content(wrapped, size, colour, cut.index, width, height))
    about = (cut.name, cut.widths, cut.unicode_map, cut.box, cut.ascent, cut.descent)
    return Appearance(width, height, content, cut.compressed, cut.size, *about)


def together(writer: Any, made: list[tuple[Any, tuple[int, int, int, int]]], box: tuple[int, int, int, int]) -> Any:
    """One form object that shows several marks, each at its place on the page, inside the rectangle around them."""
    form = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): _numbers(0, 0, box[2] - box[0], box[3] - box[1]),
        pdf_name("/Resources"): _dictionary({"/XObject": _dictionary({f"/M{n}": one for n, (one, _) in enumerate(made)})}),
    }
    drawn = " ".join(f"q 1 0 0 1 {place[0] - box[0]} {place[1] - box[1]} cm /M{n} Do Q" for n, (_, place) in enumerate(made))
    return writer.add_object(_stream(form, zlib.compress(drawn.encode())))


appearance = lru_cache(maxsize=2048)(draw)
"""A mark that is drawn again and again: as `draw`, made once."""


def _fit(lines: tuple[str, ...], measure: Any, width: float, height: float) -> tuple[float, list[str]]:
    size = LARGEST
    while True:
        wrapped = [part for line in lines for part in _wrap(line, lambda text, size=size: measure(text) * size, width - 2 * MARGIN)]
        if len(wrapped) * size * LEADING <= height - 2 * MARGIN or size <= SMALLEST:
            return size, wrapped
        size -= 0.5


def _wrap(line: str, measure: Any, room: float) -> list[str]:
    words, wrapped = line.split(), [""]
    for word in words:
        longer = f"{wrapped[-1]} {word}".strip()
        if wrapped[-1] and measure(longer) > room:
            wrapped.append(word)
        else:
            wrapped[-1] = longer
    return wrapped


def _content(
    lines: list[str], size: float, colour: tuple[float, float, float], index: Mapping[str, int], width: float, height: float
) -> bytes:
    paint = " ".join(f"{part:.3f}" for part in colour)
    frame = f"q {paint} RG 0.75 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re S Q"
    at = height - MARGIN - size
    shown = [f"<{''.join(f'{index.get(one, 0):04X}' for one in line)}> Tj T*" for line in lines]
    text = f"BT {paint} rg /F {size} Tf {size * LEADING:.2f} TL {MARGIN} {at:.2f} Td {' '.join(shown)} ET"
    return f"{frame} {text}".encode()


def _dictionary(entries: dict[str, Any]) -> Any:
    return generic.DictionaryObject({pdf_name(key): value for key, value in entries.items()})


def _stream(entries: dict[Any, Any], compressed: bytes) -> Any:
    return generic.StreamObject({**entries, pdf_name("/Filter"): pdf_name("/FlateDecode")}, encoded_data=compressed)


def _numbers(*values: float) -> Any:
    return generic.ArrayObject([generic.FloatObject(f"{value:.2f}") if value % 1 else generic.NumberObject(int(value)) for value in values])
