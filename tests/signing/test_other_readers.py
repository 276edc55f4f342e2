"""What this room makes is judged good by OpenSSL, and reads in Vietnamese in a PDF reader."""

import subprocess
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from pypdf import PdfReader

from signing.pades import contents_of_last, unpadded
from tests.signing.conftest import NAMES, REASONS
from tests.signing.room import Room


def test_openssl_accepts_the_archive_time_stamp(preserved: bytes, room: Room, tmp_path: Path) -> None:
    start, end = contents_of_last(preserved)
    (tmp_path / "token").write_bytes(unpadded(preserved[start + 1 : end - 1]))
    (tmp_path / "data").write_bytes(preserved[:start] + preserved[end:])
    for name, certificate in (("root", room.authority.root), ("issuing", room.authority.issuing)):
        (tmp_path / name).write_bytes(certificate.public_bytes(Encoding.PEM))
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data", "-CAfile", "root", "-untrusted", "issuing"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in said.stdout, said.stderr


def test_the_visible_marks_read_in_vietnamese(preserved: bytes) -> None:
    page = PdfReader(BytesIO(preserved)).pages[0]
    shown = []
    for annotation in page["/Annots"]:  # type: ignore[attr-defined]
        form = annotation.get_object().get("/AP", {}).get("/N")
        if form is not None and "/Font" in form.get_object().get("/Resources", {}):
            font = form.get_object()["/Resources"]["/Font"]["/F"]
            letters = font["/ToUnicode"].get_data().decode()
            shown.append(read_with(letters, form.get_object().get_data().decode()))
            assert font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
    assert shown == [f"Đã ký số|{NAMES[step]}|{REASONS[step]}" for step in NAMES]


def read_with(unicode_map: str, content: str) -> str:
    """The lines of a mark, glyph by glyph through the font's own map."""
    pairs = dict(line[1:-1].split("> <") for line in unicode_map.splitlines() if line.startswith("<") and "> <" in line)
    lines = [part.split(">")[0] for part in content.split("<")[1:]]
    letters = [[bytes.fromhex(pairs[line[at : at + 4]]).decode("utf-16-be") for at in range(0, len(line), 4)] for line in lines]
    return "|".join("".join(line) for line in letters)
