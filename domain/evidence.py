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


def check_file(name: str, content: bytes) -> None:
    """A PDF, so that it can be read and kept like every other paper. Raises: Malformed."""
    called = f"“{name}”"
    if not name.strip() or len(name) > 200:
        raise Malformed("file: tên tệp dài 1–200 ký tự / a file name has 1–200 characters")
    if not content.startswith(b"%PDF-"):
        raise Malformed(both(f"file: {called} không phải tệp PDF; hãy lưu thành PDF rồi gửi lại", f"{called} is no PDF: save it as PDF"))
    if len(content) > LARGEST:
        raise Malformed(both(f"file: {called} lớn hơn 20 MB", f"{called} is larger than 20 MB"))
