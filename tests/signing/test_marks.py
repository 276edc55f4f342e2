"""Visible marks: every Vietnamese letter is seen as it is, nothing breaks a signature, and no mark is made twice."""

import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from signing.appearances import Appearance, appearance
from signing.pades import BLUE, RED
from signing.typefaces import DIGITS, FONTS, cut_to, letters_of
from tests.signing.conftest import NAMES, person
from tests.signing.room import Room, mark_of
from tests.signing.test_other_judges import read_with

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


def test_a_mark_is_made_once_for_a_batch(room: Room, sheet: bytes) -> None:
    """Same person, post and capacity: one mark, whatever document it stands on."""
    before = appearance.cache_info()
    for _ in range(20):
        room.sign(sheet, mark_of("perform", NAMES["perform"], "Duyệt cả loạt", 0), person(NAMES["perform"]))
    after = appearance.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 19)


def test_numbered_marks_of_an_organisation_share_their_font() -> None:
    """Each paper has a number of its own; what costs is made once."""

    def issued(number: int) -> Appearance:
        return appearance(
            ("Sở Y tế tỉnh Hưng Yên", f"Số: {number:02}/QĐ-SYT", "Hưng Yên, ngày 27 tháng 11 năm 2026"), RED, 165.0, 50.0, DIGITS
        )

    first = issued(1)
    rest = [issued(number) for number in range(2, 60)]
    assert all(one.font is first.font for one in rest), "cut once, not sixty times into the same bytes"
    assert len({one.content for one in rest}) == 58


def test_marks_wanted_at_the_same_moment_cut_their_font_once() -> None:
    """As a chunk's first documents want theirs."""
    with ThreadPoolExecutor(8) as threads:
        cut = list(threads.map(lambda _: cut_to("Vũ Thị Hạnh", FONTS[0]), range(8)))
    assert all(one is cut[0] for one in cut)


def test_the_second_font_has_what_the_first_lacks() -> None:
    assert set("≤≥→√") <= letters_of(FONTS[1]) - letters_of(FONTS[0])
    assert set(LINE) - {"≤"} <= letters_of(FONTS[0])


def test_a_signature_has_room_for_more_than_it_needs(signed: bytes) -> None:
    """8 KiB are kept for signature and time stamp; none made here, RSA among them, needs more than three quarters."""
    rooms = [(found.end() - found.start(), found[1]) for found in re.finditer(rb"/Contents <([0-9a-fA-F]+)>", signed)]
    assert len(rooms) == 3
    assert all(len(digits.rstrip(b"0")) < 0.75 * len(digits) for _, digits in rooms)
