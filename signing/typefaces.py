"""Fonts cut down to the letters a mark shows, and which letters can be shown at all."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONT = Path(__file__).parent / "fonts" / "NotoSans-Regular.ttf"
FONTS = (FONT, FONT.parent / "DejaVuSans.ttf")
"""The second has the signs that the first lacks (≤ ≥ → √)."""
DIGITS = "0123456789"
UNNEEDED = ("FFTM", "GDEF", "GPOS", "GSUB", "kern")
"""Tables of a font that no mark needs: to read the layout cost the cutter more than the letters, and it does not know the first."""
CUTTING = Lock()
"""A chunk's first marks want the same letters at the same moment: one cuts, the others wait for it."""


@dataclass(frozen=True)
class Type:
    """A font cut down to some letters, ready to be embedded."""

    name: str
    compressed: bytes
    size: int
    index: Mapping[str, int]
    """Letter → glyph."""
    widths: tuple[float, ...]
    unicode_map: bytes
    box: tuple[int, int, int, int]
    ascent: int
    descent: int

    def measure(self, text: str) -> float:
        """Width of a text, in sizes of its type."""
        return sum(self.widths[self.index.get(one, 0)] for one in text) / 1000


def written(lines: tuple[str, ...]) -> tuple[tuple[str, ...], Path]:
    """The lines as they can be drawn, and in which font: the house's own, or the one with more signs where that lacks one.

    A letter that neither has is drawn without its marks, else as `?`: certificate and signature keep the whole name.
    """
    composed = tuple(normalize("NFC", line) for line in lines)
    wanted = set("".join(composed))
    font = next((one for one in FONTS if wanted <= letters_of(one)), FONTS[-1])
    plain = {one: _plain(one, letters_of(font)) for one in wanted - letters_of(font)}
    return tuple("".join(plain.get(one, one) for one in line) for line in composed), font


def _plain(letter: str, known: frozenset[str]) -> str:
    return "".join(part for part in normalize("NFKD", letter) if part in known and not combining(part)) or "?"


@lru_cache(maxsize=4)
def letters_of(font: Path) -> frozenset[str]:
    """Every letter and sign of a font."""
    return frozenset(map(chr, _face(font.read_bytes()).getBestCmap()))


def cut_to(letters: str, font: Path) -> Type:
    """The font with these letters only; cut once, whoever asks meanwhile."""
    with CUTTING:
        return _cut_to(letters, font)


@lru_cache(maxsize=1024)
def _cut_to(letters: str, font: Path) -> Type:
    face = _subset(_face(_small(font) if set(letters) <= set(LETTERS) else font.read_bytes()), letters)
    scale = 1000 / face["head"].unitsPerEm
    glyphs, order = face.getBestCmap(), face.getGlyphOrder()
    index = {chr(code): face.getGlyphID(name) for code, name in glyphs.items()}
    widths = tuple(round(face["hmtx"][name][0] * scale, 2) for name in order)
    raw = _bare(face)
    head, lead = face["head"], face["hhea"]
    tag = "".join(chr(65 + byte % 26) for byte in sha256(raw).digest()[:6])
    return Type(
        f"{tag}+{font.stem}",
        zlib.compress(raw, 9),
        len(raw),
        index,
        widths,
        zlib.compress(_unicode_map(index)),
        (round(head.xMin * scale), round(head.yMin * scale), round(head.xMax * scale), round(head.yMax * scale)),
        round(lead.ascent * scale),
        round(lead.descent * scale),
    )


LETTERS = "".join(map(chr, (*range(0x20, 0x250), *range(0x1EA0, 0x1EFA), *range(0x2010, 0x2030), 0x20AB)))
"""Everything a Vietnamese name, post or number is written with."""


@lru_cache(maxsize=4)
def _small(font: Path) -> bytes:
    """The font with `LETTERS` only: cutting that down again is ten times quicker."""
    out = BytesIO()
    _subset(_face(font.read_bytes()), LETTERS).save(out)
    return out.getvalue()


def prepare() -> None:
    """Reads what every mark is cut from, so that the first signature does not wait for it (some 80 ms)."""
    letters_of(FONT)
    with CUTTING:
        _small(FONT)


def _face(font: bytes) -> "TTFont":
    from fontTools.ttLib import TTFont  # an eighth of every process's start, and only the signer draws

    face = TTFont(BytesIO(font))
    for table in UNNEEDED:
        if table in face:
            del face[table]
    return face


def _subset(face: "TTFont", text: str) -> "TTFont":
    from fontTools.subset import Options, Subsetter

    options = Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, legacy_kern=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(face)
    return face


def _bare(face: "TTFont") -> bytes:
    """The font with only what a PDF needs of it (ISO 32000-1 §9.9)."""
    for table in set(face.keys()) - {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}:
        del face[table]
    out = BytesIO()
    face.save(out)
    return out.getvalue()


def _unicode_map(index: Mapping[str, int]) -> bytes:
    pairs = [f"<{glyph:04X}> <{one.encode('utf-16-be').hex().upper()}>" for one, glyph in sorted(index.items(), key=lambda pair: pair[1])]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
