"""Where a transfer slip says that the patient goes, and whether a package goes there (TT 01/2025/TT-BYT phụ lục VI: nơi chuyển đến)."""

import re

from domain.faults import both

WORDS = re.compile(r"\w+")


def same_place(said: str, name: str, code: str = "") -> bool:
    """Whether the slip's words mean this facility: by its name, its code, or both. All in small letters without marks.

    `trung tam y te khoai chau (33012)` and `33012` mean the facility 33012 of that name; a part of its name does not.
    """
    words = WORDS.findall(said)
    if code and code in words:
        words.remove(code)
        return not words or words == WORDS.findall(name)
    return bool(words) and words == WORDS.findall(name)


def disagreement(field: str, said: str, name: str) -> str:
    """`field: …` for a package that goes to another place than its slip says."""
    vi = f"{field}: phiếu chuyển ghi nơi chuyển đến là “{said}” nhưng gói hồ sơ gửi đến “{name}”"
    en = f"the slip says that the patient goes to “{said}”, and the package goes to “{name}”"
    return both(
        f"{vi}; chọn đúng cơ sở ghi trên phiếu chuyển, hoặc lập bản mới của phiếu chuyển ghi đúng nơi đến và ký đủ",
        f"{en}: choose the facility that the slip names, or correct the slip by a new version and have it signed",
    )
