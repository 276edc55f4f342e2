"""The paper conversion of a file: every page says what it is, marks of signatures are seen, and files of others are converted too."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest

from domain.errors import Malformed
from signing.conversions import BAND, Conversion, convert
from tests.signing.conftest import NAMES

SAID = Conversion(
    "BẢN GIẤY CHUYỂN ĐỔI TỪ VĂN BẢN ĐIỆN TỬ",
    "Hệ thống hồ sơ bệnh án điện tử hsba",
    "Bệnh viện Đa khoa tỉnh Hưng Yên",
    "ABCD2345EFGH",
    2,
    datetime(2026, 11, 27, 2, 5, tzinfo=UTC),
    "Nguyễn Thị Lan, Khoa Nội tổng hợp",
)
ADDRESS = "https://hsba.example/look-up/"


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def foreign(*, turned: int = 0, pages: int = 2) -> bytes:
    """A file as another system makes it: letter size, away from the origin, perhaps turned, resources above the pages."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for n in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(612, 792))
            page.MediaBox = [10, 20, 622, 812]
            page.Rotate = turned
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
            page.Contents = pdf.make_stream(f"BT /F1 12 Tf 100 700 Td (Foreign page {n}) Tj ET q".encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_the_print_of_a_signed_file_shows_its_marks_and_claims_no_signature(signed: bytes) -> None:
    before = bytes(signed)
    printed = convert(signed, SAID, ADDRESS)
    assert signed == before
    [text] = texts(printed)
    for said in (SAID.words, "Trang 1/1", SAID.system, SAID.owner, ADDRESS + SAID.code, "Bản 2", "09:05 27/11/2026", SAID.by):
        assert said in text
    assert all(name in text for name in NAMES.values())
    assert pypdf.PdfReader(io.BytesIO(printed)).get_fields() in (None, {})
    assert b"/ByteRange" not in printed


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_file_of_others_is_converted_as_its_readers_see_it(turned: int) -> None:
    printed = convert(foreign(turned=turned), SAID, ADDRESS)
    first, second = texts(printed)
    assert "Foreign page 1" in first
    assert "Trang 2/2" in second
    page = pypdf.PdfReader(io.BytesIO(printed)).pages[0]
    wide, high = (612, 792) if turned in (0, 180) else (792, 612)
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (wide, high)
    assert page.rotation == 0
    assert high > BAND


def test_what_pages_share_is_taken_along_once() -> None:
    assert len(convert(foreign(pages=12), SAID, ADDRESS)) < 12 * len(convert(foreign(pages=1), SAID, ADDRESS))


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7\n%%EOF\n", b"not a file"])
def test_what_has_no_pages_is_refused(file: bytes) -> None:
    with pytest.raises(Malformed, match="tệp không chuyển đổi được"):
        convert(file, SAID, ADDRESS)


@pytest.mark.parametrize("sides", [[0, 0, 0, 0], [10, 20, 622, 20]])
def test_a_page_without_height_is_refused_and_not_tried_again_and_again(sides: list[int]) -> None:
    with pikepdf.open(io.BytesIO(foreign(pages=1))) as pdf:
        pdf.pages[0].MediaBox = sides
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(Malformed, match="tệp không chuyển đổi được"):
        convert(out.getvalue(), SAID, ADDRESS)
