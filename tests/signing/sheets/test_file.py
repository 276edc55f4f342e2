"""What a machine reads: the data attached, language, tags, fonts; the same data gives the same file, in any thread."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from domain.forms import Paper
from signing.sheets import FONTS
from tests.signing.sheets.conftest import Press
from tests.signing.sheets.samples import LAB_RESULT, ORDER, SAMPLES


def test_the_data_travels_with_the_sheet(press: Press) -> None:
    with pikepdf.open(BytesIO(press.print("lab-result", LAB_RESULT).pdf)) as pdf:
        assert list(pdf.attachments) == ["hsba.json"]
        file = pdf.attachments["hsba.json"]
        assert (file.relationship, file.get_file().mime_type) == (pikepdf.Name("/Source"), "application/json")
        attached = json.loads(file.get_file().read_bytes())
    assert attached == LAB_RESULT | {"form": "lab-result", "form_edition": "2026-01", "preservation": True}
    assert attached["chain"][1] == {"step": "s1", "title": "Người duyệt kết quả", "needed": 1, "method": "digital"}


@pytest.mark.parametrize("code", SAMPLES)
def test_it_claims_what_an_archive_needs(press: Press, code: str) -> None:
    with pikepdf.open(BytesIO(press.print(code, SAMPLES[code]).pdf)) as pdf:
        with pdf.open_metadata() as words:
            assert (words["pdfaid:part"], words["pdfaid:conformance"]) == ("3", "A")
            assert words["dc:title"]
        assert (str(pdf.Root.Lang).lower()[:2], bool(pdf.Root.MarkInfo.Marked)) == ("vi", True)
        assert pdf.Root.OutputIntents
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    official = press.forms[code].paper is Paper.OFFICIAL
    assert all("LiberationSerif" in name if official else "NotoSans" in name or "DejaVuSans" in name for name in fonts)


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_has_every_vietnamese_letter(path: Path) -> None:
    """Liberation Serif 1 lacks most of them; version 2 has them all."""
    marks = ["", *"\u0300\u0301\u0303\u0309\u0323"]
    letters = {normalize("NFC", letter + mark) for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in marks} | {"đ", "Đ", "₫"}
    with TTFont(path) as font:
        known = font.getBestCmap()
    assert len(letters) == 147
    assert not [letter for letter in sorted(letters) if ord(letter) not in known]


def test_the_same_data_gives_the_same_file_in_any_thread(press: Press) -> None:
    sheets = [ORDER | {"note": f"Lần {number % 4}"} for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(lambda data: press.print("order", data).pdf, sheets))
    assert printed[:4] == printed[4:8] == printed[8:]
    assert len(set(printed)) == 4
