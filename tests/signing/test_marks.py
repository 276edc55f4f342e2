"""Visible marks: every Vietnamese letter is seen as it is, and nothing breaks a signature."""

import re
import zlib
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from signing.appearances import Appearance, appearance
from signing.pades import BLUE
from signing.typefaces import FONTS, cut_to, letters_of
from tests.signing.conftest import NAMES, person
from tests.signing.room import Room, mark_of
from tests.signing.test_other_readers import read_with

LINE = "Ặ Ẵ Ữ Ỵ ợ ễ – Nguyễn Thị Thuỳ Hạnh – 5,6 mmol/L ≤ 7,0"
"""The test line of the house."""


def mark(*lines: str) -> Appearance:
    return appearance(lines, BLUE, 500.0, 50.0)


def shown(made: Appearance) -> str:
    """What a reader that copies the text gets."""
    return read_with(zlib.decompress(made.unicode_map).decode(), zlib.decompress(made.content).decode())


@pytest.mark.parametrize("line", [LINE, "Đỗ Thị Ỷ, Lưu Quỳnh Ữ", "Bs CKII. Phạm Thị Ngọc Ánh (khoa Nội A – B) “trưởng kíp”"])
def test_every_letter_is_seen_as_it_is(line: str) -> None:
    made = mark("Đã ký số", line)
    assert shown(made) == f"Đã ký số|{line}"
    glyphs = [
        text[at : at + 4]
        for text in re.findall(r"<([0-9A-F]+)> Tj", zlib.decompress(made.content).decode())
        for at in range(0, len(text), 4)
    ]
    assert "0000" not in glyphs, "no letter is the empty box (.notdef)"


def test_a_name_typed_in_pieces_is_put_together() -> None:
    assert shown(mark(normalize("NFD", LINE))) == LINE


def test_letters_stand_as_wide_as_their_font_says() -> None:
    """A font of 2048 units for the em must not be spaced as one of 1000 (a digit of DejaVu is 636 thousandths wide)."""
    cut = cut_to("7≤", FONTS[1])
    assert round(cut.measure("7") * 1000) == 636
    assert 0.5 < cut_to("7", FONTS[0]).measure("7") < 0.6


@pytest.mark.parametrize(("name", "seen"), [("Lý 李 Minh", "Lý ? Minh"), ("Nguyễn Văn 𝐀", "Nguyễn Văn A")])
def test_a_letter_no_font_has_breaks_no_signature(room: Room, sheet: bytes, name: str, seen: str) -> None:
    """The mark shows `?`, or the letter without its dress; the signature itself and the certificate keep the whole name."""
    signed = room.sign(sheet, mark_of("perform", name, "Thực hiện xét nghiệm", 0), person(NAMES["perform"]))
    assert seen in shown(mark(name))
    fields = PdfReader(BytesIO(signed)).get_fields() or {}
    assert fields["perform-1"]["/V"]["/Name"] == name


def test_the_second_font_has_what_the_first_lacks() -> None:
    assert set("≤≥→√") <= letters_of(FONTS[1]) - letters_of(FONTS[0])
    assert set(LINE) - {"≤"} <= letters_of(FONTS[0])
