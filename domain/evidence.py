"""Evidence files: what a report or a criterion is shown with."""

from dataclasses import dataclass

from domain.errors import Malformed
from domain.faults import both
from domain.names import Sha256

LARGEST = 20 * 1024 * 1024
"""Most bytes of one file."""


@dataclass(frozen=True)
class Evidence:
    """One file, named by its bytes; it lies on the shelf under the track's key."""

    name: str
    sha256: Sha256
    size: int
    """Bytes."""


PDF = b"%PDF-"
MEDIA = {PDF: ("application/pdf", "pdf"), b"\x89PNG\r\n\x1a\n": ("image/png", "png"), b"\xff\xd8\xff": ("image/jpeg", "jpg")}
"""How a file begins → what it is, and how its name ends."""


def media(content: bytes) -> tuple[str, str]:
    """What it is, and how its name ends; whatever is no picture is read as a PDF."""
    return next((known for start, known in MEDIA.items() if content.startswith(start)), MEDIA[PDF])


def check_file(name: str, content: bytes, pictures: bool = False) -> None:
    """A PDF, so that it can be read and kept like every other paper; with `pictures` a photograph too. Raises: Malformed."""
    called = f"“{name}”"
    if not name.strip() or len(name) > 200:
        raise Malformed("file: tên tệp dài 1–200 ký tự / a file name has 1–200 characters")
    if pictures and not content.startswith(tuple(MEDIA)):
        raise Malformed(both(f"file: {called} phải là tệp PDF hoặc ảnh PNG, JPEG", f"{called} is neither a PDF nor a PNG or JPEG picture"))
    if not pictures and not content.startswith(PDF):
        raise Malformed(both(f"file: {called} không phải tệp PDF; hãy lưu thành PDF rồi gửi lại", f"{called} is no PDF: save it as PDF"))
    if len(content) > LARGEST:
        raise Malformed(both(f"file: {called} lớn hơn 20 MB", f"{called} is larger than 20 MB"))
