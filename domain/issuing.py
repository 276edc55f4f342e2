"""Numbers an office gives its outgoing papers: a series of its own for each year, without a gap and without a double (NĐ 30/2020 Đ15)."""

import re
from dataclasses import dataclass
from datetime import date

from domain.errors import Malformed
from domain.faults import both
from domain.names import DocumentId, FacilityId, RegulationId
from domain.reasons import too_long

NUMBER = re.compile(r"0*([1-9][0-9]{0,5})\s*/\s*(?:([12][0-9]{3})\s*/\s*)?(\S[^\n]{0,39})")
"""`45/QĐ-BV`, and `45/2026/QĐ-BV` in whose sign the year stands: one series, of the paper's year."""
JUMP = 20
"""So many numbers a clerk may be behind; a larger step is a key too many until it is confirmed (ours)."""


@dataclass(frozen=True)
class OutsideNumber:
    """A paper that got its number before hsba, or beside it."""

    number: int
    series: str
    day: date
    title: str
    recipient: str = ""

    @property
    def written(self) -> str:
        return f"{self.number:02}/{self.series}"


@dataclass(frozen=True)
class GivenNumber:
    """One line of the register of outgoing papers (Sổ đăng ký văn bản đi)."""

    facility: FacilityId
    year: int
    series: str
    number: int
    day: date
    title: str
    recipients: tuple[str, ...]
    document: DocumentId | None
    """None for a paper of outside."""
    version: int
    state: str
    """`issued`, `signing` (the clerk's signature is being made), `void` (refused or taken back after it had its number), `outside`."""
    code: str = ""
    """By which the paper is looked up."""
    by: str = ""
    """Who gave or entered it."""
    regulation: RegulationId | None = None

    @property
    def written(self) -> str:
        return f"{self.number:02}/{self.series}"


def outside(number: str, day: date | None, title: str, today: date, recipient: str = "") -> OutsideNumber:
    """Raises: Malformed with every fault."""
    wrong = too_long("title", title, 300) + too_long("recipient", recipient, 300)
    found = NUMBER.fullmatch(number.strip())
    if not found:
        wrong.append("number: ghi số và ký hiệu như trên văn bản, ví dụ 45/QĐ-BV / as on the paper, e.g. 45/QĐ-BV")
    if not title.strip():
        wrong.append("title: ghi tên văn bản / give the title of the paper")
    if day is None:
        wrong.append("day: chọn ngày của văn bản / choose the day of the paper")
    elif day > today:
        wrong.append("day: ngày văn bản ở tương lai / lies in the future")
    elif found and found[2] and int(found[2]) != day.year:
        wrong.append(
            both(f"number: ký hiệu ghi năm {found[2]}, ngày văn bản là năm {day.year}", f"its sign says {found[2]}, its day {day.year}")
        )
    if wrong or not found or day is None:
        raise Malformed(*wrong)
    return OutsideNumber(int(found[1]), found[3].strip(), day, title.strip(), recipient.strip())


def taken(number: str) -> Malformed:
    return Malformed(both(f"number: số {number} của năm ấy đã có trong sổ", f"{number} is in the register of that year already"))


def check_jump(one: OutsideNumber, newest: int, confirmed: bool) -> None:
    """The series would go on after it, all the year. `newest`: last number of the series; 0 while it has none. Raises: Malformed."""
    if newest and one.number > newest + JUMP and not confirmed:
        last = f"{newest:02}/{one.series}"
        raise Malformed(
            both(
                f"confirmed: số mới nhất là {last}, {one.written} cách xa quá {JUMP} số và số cấp sau sẽ đi tiếp từ đó; "
                "xem lại số, đúng thì đánh dấu xác nhận",
                f"the newest number is {last}, {one.written} is more than {JUMP} further and the series would go on after it; "
                "check it, and confirm it if it is right",
            )
        )
