"""What comes as a picture or a scan is measured, made anew, and brings nothing along."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from domain.errors import Malformed
from signing.pictures import MOST_PIXELS, drawing, scan


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 120), mode: str = "RGB", **how: Any) -> bytes:
    made, found = BytesIO(), Image.new(mode, size, 0 if mode == "RGBA" else "white")
    ImageDraw.Draw(found).line([(10, 10), (size[0] - 10, size[1] - 10)], fill="black", width=4)
    found.save(made, kind, **how)
    return made.getvalue()


def paper(**root: Any) -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, value in root.items():
            pdf.Root[f"/{name}"] = value
        pdf.save(made)
    return made.getvalue()


def test_a_drawing_stands_on_white_and_loses_what_is_not_seen() -> None:
    exif = Image.Exif()
    exif[0x010E] = "tên người bệnh"
    sent = picture("JPEG", exif=exif) + b"<script>"
    content, media, width, height = drawing(sent)
    assert (media, width, height) == ("image/png", 300, 120)
    assert b"script" not in content
    assert "tên người bệnh".encode() not in content
    clear, _, _, _ = drawing(picture(mode="RGBA"))
    assert Image.open(BytesIO(clear)).getpixel((299, 0)) == (255, 255, 255)
    assert drawing(picture(mode="RGBA"))[0] == clear, "the same picture is the same file"


def test_a_large_picture_is_kept_smaller_and_a_huge_one_is_not_opened() -> None:
    _, _, width, height = drawing(picture(size=(3200, 1000)))
    assert (width, height) == (1600, 500)
    _, media, width, _ = scan(picture("JPEG", size=(4960, 3000)))
    assert (media, width) == ("image/jpeg", 2480)
    bomb = picture("PNG", size=(1, 1)).replace((1).to_bytes(4) + (1).to_bytes(4), MOST_PIXELS.to_bytes(4) + (2).to_bytes(4), 1)
    with pytest.raises(Malformed):
        drawing(bomb)


@pytest.mark.parametrize(
    "sent", [b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:-40], picture("GIF"), b"x" * (2**21 + 1)]
)
def test_what_is_no_picture_is_refused(sent: bytes) -> None:
    with pytest.raises(Malformed):
        drawing(sent)


def test_a_scanned_pdf_keeps_its_bytes() -> None:
    sent = paper()
    assert scan(sent) == (sent, "application/pdf", 0, 0)


@pytest.mark.parametrize(
    "root",
    [
        {"OpenAction": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")},
        {"OpenAction": pikepdf.Dictionary(S=pikepdf.Name.Launch, F="a.exe")},
        {"AcroForm": pikepdf.Dictionary(XFA=pikepdf.Array())},
    ],
)
def test_a_pdf_that_does_something_is_refused(root: dict[str, Any]) -> None:
    with pytest.raises(Malformed, match="tệp có"):
        scan(paper(**root))


def test_a_pdf_that_carries_something_is_refused() -> None:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["a.exe"] = b"MZ"
        pdf.save(made)
    with pytest.raises(Malformed, match="kèm theo"):
        scan(made.getvalue())


def test_a_locked_or_broken_pdf_is_refused() -> None:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    for sent in (made.getvalue(), b"%PDF-1.7\nnothing", paper()[:200]):
        with pytest.raises(Malformed):
            scan(sent)
