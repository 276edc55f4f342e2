"""Facilities and departments of health that are brought in: what is said of each, and what is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.clock import EARLIEST
from domain.on_behalf import names_paper
from domain.people import HEALTH_DEPARTMENT

DIGITS: Mapping[str, int] = {"hospital": 5, "centre": 5, "clinic": 5, HEALTH_DEPARTMENT: 2}
"""Kind → digits of its code: five as on insurance cards, two for a province."""
LONGEST = 200
"""Letters of a name, a place or a paper."""
LINE = re.compile(r"\s*([^\s:]+)\s*:?\s*(.*)")
"""`XN Khoa Xét nghiệm`, or `XN: Khoa Xét nghiệm`."""
_OFFICE = (("BGD", "Ban Giám đốc"), ("VT", "Văn thư"))
DEPARTMENTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "hospital": (
        ("BGD", "Ban Giám đốc"),
        ("KHTH", "Phòng Kế hoạch tổng hợp"),
        ("VT", "Văn thư"),
        ("CNTT", "Phòng Công nghệ thông tin"),
        ("KB", "Khoa Khám bệnh"),
        ("NOI", "Khoa Nội"),
        ("NGOAI", "Khoa Ngoại"),
        ("HSCC", "Khoa Hồi sức cấp cứu"),
        ("XN", "Khoa Xét nghiệm"),
        ("CDHA", "Khoa Chẩn đoán hình ảnh"),
    ),
    "centre": (
        ("BGD", "Ban Giám đốc"),
        ("KHTH", "Phòng Kế hoạch - Nghiệp vụ"),
        ("VT", "Văn thư"),
        ("KB", "Khoa Khám bệnh"),
        ("NOI", "Khoa Nội"),
        ("XN", "Khoa Xét nghiệm - Chẩn đoán hình ảnh"),
    ),
    "clinic": (*_OFFICE, ("KB", "Phòng khám"), ("XN", "Xét nghiệm - Chẩn đoán hình ảnh")),
    HEALTH_DEPARTMENT: (
        ("BGD", "Ban Giám đốc"),
        ("VP", "Văn phòng"),
        ("NVY", "Phòng Nghiệp vụ Y"),
        ("KHTC", "Phòng Kế hoạch - Tài chính"),
    ),
}
"""Kind → the departments (code, name) that are proposed, and that one has for which none are named."""


@dataclass(frozen=True)
class Wrong:
    """One fault of one facility in a list."""

    n: int
    """Which of the list, from 0 on."""
    field: str
    vi: str
    en: str


Said = tuple[str, str, str]
"""Field, Vietnamese, English."""


@dataclass(frozen=True)
class FirstAccount:
    """The first administrator of a facility, who brings in the others."""

    login: str
    person: str
    """Full name."""
    password: str = field(repr=False)
    pin: str = field(repr=False)
    post_basis: str
    """The paper by which the person is given the post."""

    def wrong(self) -> Iterator[Said]:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,59}", self.login):
            yield "login", "2–60 chữ thường không dấu, số, dấu chấm", "2–60 small letters, digits and dots"
        if not 0 < len(self.person.strip()) <= LONGEST:
            yield "person", "cần ghi họ và tên", "the full name must be given"
        if len(self.password) < 8:
            yield "password", "ít nhất 8 ký tự", "at least 8 characters"
        if not re.fullmatch(r"[0-9]{6,12}", self.pin):
            yield "pin", "6–12 chữ số", "6–12 digits"
        if not 0 < len(self.post_basis.strip()) <= LONGEST:
            yield "post_basis", "cần ghi văn bản phân công: loại, số, ngày", "name the paper by which the post is given"


@dataclass(frozen=True)
class NewFacility:
    """A facility, or another department of health, as a form or a row of a workbook says it."""

    code: str
    """Mã cơ sở khám bệnh, chữa bệnh, e.g. `33020`; of a department of health the province's code."""
    name: str
    kind: str
    """One of `DIGITS`."""
    place: str
    """Where its papers are dated, e.g. `Hưng Yên`."""
    basis: str
    """The paper by which it was set up: kind, number, day."""
    published: bool = False
    """Has published its electronic record before the plan."""
    unit: str = ""
    """The commune or ward it lies in, when it is known,"""
    unit_since: date | None = None
    """and since when; today when none is given."""
    departments: tuple[tuple[str, str], ...] = ()
    """Code and name of each; the usual ones of its kind when none is named."""
    account: FirstAccount | None = None

    def wrong(self, today: date) -> Iterator[Said]:
        """Every fault of it by itself."""
        yield from self._called(today)
        if self.unit and len(self.unit) > LONGEST:
            yield "unit", f"dài quá {LONGEST} ký tự", f"longer than {LONGEST} letters"
        if self.unit_since and not self.unit:
            yield "unit", "có ngày mà chưa ghi xã, phường", "a day is given but no commune or ward"
        if self.unit_since and self.unit_since < EARLIEST:
            yield "unit_since", "ngày này trước năm 2000, xem lại", "lies before the year 2000"
        elif self.unit_since and self.unit_since > today:
            yield "unit_since", "ngày ở tương lai; để trống là từ hôm nay", "lies in the future; left empty it is today"
        yield from _departments_wrong(self.departments)
        if self.account:
            yield from self.account.wrong()

    def _called(self, today: date) -> Iterator[Said]:
        digits = DIGITS.get(self.kind, 5)
        if self.kind not in DIGITS:
            yield "kind", "chọn loại cơ sở", "choose the kind"
        if not re.fullmatch(rf"[0-9]{{{digits}}}", self.code):
            yield "code", f"mã gồm {digits} chữ số", f"the code has {digits} digits"
        for what, said in (("name", self.name), ("place", self.place)):
            if not said.strip():
                yield what, "cần điền", "must be given"
            elif len(said) > LONGEST:
                yield what, f"dài quá {LONGEST} ký tự", f"longer than {LONGEST} letters"
        if not names_paper(self.basis, today) or len(self.basis) > LONGEST:
            vi = "ghi văn bản có số và ngày, ví dụ: Quyết định số 1205/QĐ-UBND ngày 20/5/2024"
            yield "basis", vi, "name the paper with number and day"


def _departments_wrong(named: tuple[tuple[str, str], ...]) -> Iterator[Said]:
    codes = [code for code, _ in named]
    well = all(re.fullmatch(r"[A-Z0-9]{1,12}", code) and 0 < len(name.strip()) <= LONGEST for code, name in named)
    if len(set(codes)) < len(codes) or not well:
        vi = "mỗi dòng một mã chữ hoa không dấu và một tên, không trùng; ví dụ: XN Khoa Xét nghiệm"
        yield "departments", vi, "a code in capitals and a name on each line, none twice"


def departments_of(text: str) -> tuple[tuple[str, str], ...]:
    """Code and name on each line; a line that has no code has an empty one, which is a fault."""
    return tuple((found[1], found[2].strip()) if (found := LINE.match(line)) else ("", line) for line in text.splitlines() if line.strip())


def wrong_in(new: Sequence[NewFacility], today: date) -> list[Wrong]:
    """Every fault of a list, what stands twice in it among them."""
    found = [Wrong(n, *said) for n, one in enumerate(new) for said in one.wrong(today)]
    codes = Counter(one.code for one in new)
    logins = Counter(one.account.login for one in new if one.account)
    for n, one in enumerate(new):
        if codes[one.code] > 1:
            found.append(_twice(n, "code", f"mã {one.code}", one.code))
        if one.account and logins[one.account.login] > 1:
            found.append(_twice(n, "login", f"tên đăng nhập {one.account.login}", one.account.login))
    return found


def _twice(n: int, field: str, vi: str, en: str) -> Wrong:
    return Wrong(n, field, f"{vi} có hơn một lần trong danh sách", f"{en} stands in the list more than once")
