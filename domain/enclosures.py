"""What a sheet holds beside its words: pictures, files, and codes that were sent to a phone.

The bytes lie on the shelf; the data of the sheet names them. A drawing is never called a signature of the law (Luật GDĐT Đ23 k2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from re import fullmatch

from domain.names import Sha256
from domain.values import is_id

PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"
PICTURES = frozenset({PNG})
"""What a picture is kept as, whatever it came as."""
FILES = frozenset({PDF, JPEG})
"""What a scan is kept as."""
LARGEST_PICTURE = 2 * 2**20
LARGEST_FILE = 10 * 2**20
"""Most bytes as they come."""


@dataclass(frozen=True)
class Enclosed:
    """One picture or file of a sheet."""

    sha256: Sha256
    media: str
    """`image/png`, `image/jpeg` or `application/pdf`."""
    size: int
    """Bytes."""
    width: int = 0
    height: int = 0
    """Pixels; 0 of a PDF."""


def fault(value: object, media: frozenset[str]) -> str:
    """What is wrong with a picture or file of a sheet; the house itself makes the value from the bytes that were sent."""
    good = (
        isinstance(value, Mapping)
        and set(value) == {"sha256", "media", "size", "width", "height"}
        and value["media"] in media
        and fullmatch(r"[0-9a-f]{64}", str(value["sha256"]))
    )
    return "" if good else "phải là tệp gửi kèm (base64) / must be a file sent along (base64)"


def code_fault(value: object) -> str:
    """What is wrong with a code: its id when it is asked for, what became of it when the sheet keeps it."""
    told = value.get("id") if isinstance(value, Mapping) else value
    return "" if isinstance(told, str) and is_id(told) else "hãy gửi mã và nhập mã / have a code sent and enter it"
