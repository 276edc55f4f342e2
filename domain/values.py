"""What is wrong with one value, on whatever form it stands: `tiếng Việt / English`, empty when nothing is."""

import re
from datetime import datetime
from unicodedata import category
from uuid import UUID

from domain.clock import VIETNAM
from domain.faults import both

CLOCK = "%H:%M %d/%m/%Y"
"""How a moment is written on a sheet, in Vietnam."""
LARGEST = 10**15
"""No number on a sheet is as large; beyond 2**53 machines no longer read the same one."""


def texts_fault(value: object) -> str:
    texts = value if isinstance(value, list | tuple) else ()
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        return "phải là danh sách các dòng chữ, không dòng nào trống / must be a list of lines of text, none empty"
    return unprintable("".join(texts))


def is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


UID = re.compile(r"(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))+")
"""A DICOM unique identifier (PS3.5 §9.1): no part begins with a nought unless it is one."""


UID_FAULT = (
    "phải là mã DICOM UID: các số nối bằng dấu chấm, nhiều nhất 64 ký tự, như 1.2.840.113619.2.55"
    " / must be a DICOM UID: numbers joined by dots, at most 64 characters"
)


def uid_fault(value: object) -> str:
    return "" if isinstance(value, str) and len(value) <= 64 and UID.fullmatch(value) else UID_FAULT


def unprintable(text: str) -> str:
    """Control characters and halves of a character: no paper, file or database takes them."""
    found = next((one for one in text if category(one) in ("Cc", "Cs") and one not in "\n\r\t"), "")
    code = f"U+{ord(found):04X}" if found else ""
    return (
        both(f"có ký tự không in được ({code}), hãy bỏ đi", f"has a character that cannot be printed ({code}), take it out")
        if found
        else ""
    )


def day_fault(value: object) -> str:
    return "" if _read(value, "%d/%m/%Y", "%Y-%m-%d") else "phải là ngày, viết như 21/11/2026 / must be a day, written like 21/11/2026"


def moment(value: object) -> datetime | None:
    """The moment that a field holds; None for what is none, or lacks its offset."""
    try:
        if _read(value, CLOCK):
            return datetime.strptime(str(value), CLOCK).replace(tzinfo=VIETNAM)
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else None


def moment_fault(value: object) -> str:
    if _read(value, CLOCK):
        return ""
    try:
        if datetime.fromisoformat(str(value)).tzinfo:
            return ""
        return "thiếu múi giờ, viết như 2026-11-21T13:05:00+07:00 / the time zone is missing, written like 2026-11-21T13:05:00+07:00"
    except ValueError:
        return "phải là thời điểm, viết như 13:05 21/11/2026 / must be a moment, written like 13:05 21/11/2026"


def _read(value: object, *patterns: str) -> bool:
    for pattern in patterns:
        try:
            if datetime.strptime(str(value), pattern).strftime(pattern) == value:  # noqa: DTZ007  only the shape is judged
                return True
        except ValueError:
            continue
    return False


def whole_fault(value: object, least: float | None, most: float | None) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST:
        return _bounds_fault(value, least, most)
    return "phải là số nguyên, không âm / must be a whole number, not negative"


def number_fault(value: object, least: float | None, most: float | None) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST < value < LARGEST:
        return _bounds_fault(value, least, most)
    return "phải là số / must be a number"


def _bounds_fault(value: float, least: float | None, most: float | None) -> str:
    if (least is None or value >= least) and (most is None or value <= most):
        return ""
    said = [(vi, en, f"{bound:g}") for vi, en, bound in (("từ", "from", least), ("đến", "to", most)) if bound is not None]
    vi = " ".join(f"{word} {bound.replace('.', ',')}" for word, _, bound in said)
    en = " ".join(f"{word} {bound}" for _, word, bound in said)
    return both(f"không thể có, xem lại số: phải {vi}", f"cannot be, look at the number again: {en}")
