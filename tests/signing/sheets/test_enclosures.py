"""Drawings and scans on a sheet: seen, described for who cannot see, attached, and still PDF/A-3a."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
from pypdf import PdfReader

from signing.pictures import Made
from signing.pictures import drawing as drawn
from signing.pictures import scan as scanned
from signing.sheets import Sheet
from tests.signing.sheets.conftest import Press
from tests.signing.sheets.samples import SAMPLES, Data
from tests.signing.test_pictures import paper, picture


def enclosed(made: Made) -> Data:
    content, media, width, height = made
    return {"sha256": sha256(content).hexdigest(), "media": media, "size": len(content), "width": width, "height": height}


def printed(press: Press, files: dict[str, Made], **data: object) -> Sheet:
    whole = SAMPLES["consent"] | {name: enclosed(made) for name, made in files.items()} | data
    return press.printer.render(press.forms["consent"], whole, {enclosed(made)["sha256"]: made[0] for made in files.values()})


def text(sheet: Sheet) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(sheet.pdf)).pages).split())


def test_a_drawing_is_seen_and_described(press: Press) -> None:
    sheet = printed(press, {"drawing": drawn(picture())}, way="drawn_otp")
    with pikepdf.open(BytesIO(sheet.pdf)) as pdf, pdf.open_metadata() as words:
        assert (words["pdfaid:part"], words["pdfaid:conformance"]) == ("3", "A")
        assert list(pdf.attachments) == ["hsba.json"]
        alternatives = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert "Chữ ký vẽ hoặc dấu điểm chỉ (không phải chữ ký số)" in alternatives
    assert "không phải chữ ký số" in text(sheet)


def test_a_scan_is_attached_with_its_digest_printed(press: Press) -> None:
    pdf, photo = scanned(paper()), scanned(picture("JPEG", size=(1240, 1754)))
    sheet = printed(press, {"scan": pdf}, way="paper", original="Kho hồ sơ giấy, hộp 12")
    with pikepdf.open(BytesIO(sheet.pdf)) as made:
        held = made.attachments["scan.pdf"]
        assert (held.relationship, held.get_file().mime_type) == (pikepdf.Name("/Supplement"), "application/pdf")
        assert held.get_file().read_bytes() == pdf[0]
    assert sha256(pdf[0]).hexdigest() in text(sheet).replace(" ", "")
    with pikepdf.open(BytesIO(printed(press, {"scan": photo}, way="paper", original="Hộp 12").pdf)) as made:
        assert sorted(made.attachments) == ["hsba.json", "scan.jpg"]


def test_where_they_lay_while_it_was_printed_is_not_on_the_sheet(press: Press) -> None:
    """They are open files of this process without a name, by their numbers, which the next sheet uses again."""

    def sheet(one: Made) -> bytes:
        return printed(press, {"drawing": drawn(picture()), "scan": one}, way="paper", original="Hộp 12").pdf

    made = scanned(paper())
    first = sheet(made)
    with Path(os.devnull).open("rb"):  # takes a number
        assert sheet(made) == first
    for size in ((1240, 1754), (1240, 1750)):
        photo = scanned(picture("JPEG", size=size))
        with pikepdf.open(BytesIO(sheet(photo))) as pdf:
            assert pdf.attachments["scan.jpg"].get_file().read_bytes() == photo[0]
