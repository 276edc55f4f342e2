"""Facts: what hsba itself knows of a facility from its own rows at a moment, and whether they hold against a check of the policies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from hashlib import sha256

from domain.clock import day
from domain.faults import both
from domain.names import DepartmentId, FacilityId, Sha256
from domain.roles import TITLES, Role


class Unit(StrEnum):
    """What a fact's value counts."""

    PERCENT = "percent"
    COUNT = "count"
    HOLDS = "holds"
    """1 when it is so, 0 when it is not."""
    DAYS = "days"


@dataclass(frozen=True)
class Check:
    """What a policy demands of a fact: one bound at least."""

    fact: str
    """Code of the fact, e.g. `orders_signed`."""
    at_least: Decimal | None = None
    """Least value."""
    at_most: Decimal | None = None
    """Greatest value."""
    holds: bool | None = None
    """Of a fact that is so or not: what it must be."""
    days: int = 7
    """Days back from the moment that are looked at."""
    hours: int = 24
    """Of what is counted once it is older: hours."""
    roles: tuple[Role, ...] = ()
    """Of facts about people: which roles; every role that signs when empty."""
    forms: tuple[str, ...] = ()
    """Of facts about documents: which forms; all when empty."""
    subject: str = ""
    """Of facts about one thing of several: its code, such as what a regulation is about."""

    @property
    def bounded(self) -> bool:
        return (self.at_least, self.at_most, self.holds) != (None, None, None)


@dataclass(frozen=True)
class Asked:
    """Of whom and when a fact is asked; counting from `since` to `now`."""

    facility: FacilityId
    now: datetime
    days: int = 7
    hours: int = 24
    roles: tuple[Role, ...] = ()
    forms: tuple[str, ...] = ()
    department: DepartmentId | None = None
    """Of one department; None for the whole facility."""
    subject: str = ""
    """Of one thing of several."""
    past: bool = False
    """Whether `now` is a moment of before: what stood then is counted."""

    @property
    def since(self) -> datetime:
        return self.now - timedelta(days=self.days)

    @property
    def settled_before(self) -> datetime:
        """What is older than this should be done."""
        return self.now - timedelta(hours=self.hours)


@dataclass(frozen=True)
class Of:
    """What a value was counted from; a count has no denominator."""

    numerator: int
    denominator: int | None = None


@dataclass(frozen=True)
class Fact:
    """One thing hsba knows of a facility from its own rows."""

    code: str
    value: Decimal | None
    """None when there is nothing to measure: no order in these days is neither 0 nor 100 percent."""
    unit: Unit
    of: Of | None
    on: date
    sentence: str
    """Vietnamese and English, as `domain.faults.both`."""
    link: str
    """The page that shows where it comes from."""
    parts: tuple[tuple[str, Of], ...] = ()
    """Of a share: its parts by name, such as each role, in Vietnamese."""
    identity: str = ""
    """Of a fact that rests on one paper or event: which; another one makes it another fact, though the bound holds as before."""


@dataclass(frozen=True)
class Finding:
    """A check, the fact it was held against, and whether it holds."""

    check: Check
    fact: Fact
    holds: bool
    sentence: str
    """Fact and bound in both languages."""


KNOWN: Mapping[str, tuple[str, str]] = {
    "orders_signed": ("Chỉ định đã ký đủ", "Orders signed completely"),
    "documents_signed": ("Văn bản đã ký đủ", "Documents signed completely"),
    "documents_unsigned": ("Văn bản quá hạn chưa ký đủ", "Documents left unsigned"),
    "signatures_refused": ("Lần từ chối ký", "Refusals to sign"),
    "signatures_stamped": ("Chữ ký số có dấu thời gian", "Digital signatures with their time stamp"),
    "certificates_covered": ("Người phải ký có chứng thư số còn hiệu lực", "People who sign with a valid certificate"),
    "paper_printed": ("Bản giấy chuyển đổi đã in", "Paper conversions printed"),
    "reads_audited": ("Lượt xem được ghi nhật ký", "Reads written to the audit"),
    "audit_whole": ("Nhật ký chỉ ghi thêm", "The audit only grows"),
    "regulation_in_force": ("Quy chế đang có hiệu lực", "A regulation in force"),
    "security_approved": ("Cấp độ an toàn thông tin đã phê duyệt", "The security level is approved"),
    "restore_drilled": ("Đã diễn tập khôi phục dữ liệu", "A restore was drilled"),
}
"""The facts a policy may ask for, with their names; `store.queries.facts.READS` reads each of them."""


def check_faults(check: Check) -> tuple[tuple[str, str], ...]:
    """What is wrong with a check as a policy has it, in both languages."""
    found = []
    if check.fact not in KNOWN:
        words = ", ".join(KNOWN)
        found.append((f"không có số liệu '{check.fact}'; dùng được: {words}", f"no fact '{check.fact}'; allowed: {words}"))
    if not check.bounded:
        found.append(("phải có at_least, at_most hoặc holds", "needs at_least, at_most or holds"))
    if check.days < 1 or check.hours < 1:
        found.append(("days và hours phải từ 1 trở lên", "days and hours must be at least 1"))
    return tuple(found)


def asked(check: Check, facility: FacilityId, now: datetime, department: DepartmentId | None = None) -> Asked:
    """How the check asks for its fact."""
    return Asked(facility, now, check.days, check.hours, check.roles, check.forms, department, check.subject)


def judge(check: Check, fact: Fact) -> Finding:
    """Whether the fact holds; what cannot be measured holds nothing but a check without a least value."""
    return Finding(check, fact, _holds(check, fact.value), _said(check, fact))


def _holds(check: Check, value: Decimal | None) -> bool:
    if value is None:
        return check.at_least is None and check.holds is None
    low = check.at_least is None or value >= check.at_least
    high = check.at_most is None or value <= check.at_most
    return low and high and (check.holds is None or (value >= 1) is check.holds)


def _said(check: Check, fact: Fact) -> str:
    vi, en = _halves(fact.sentence)
    bounds = [*_bound("ít nhất", "at least", check.at_least, fact.unit), *_bound("nhiều nhất", "at most", check.at_most, fact.unit)]
    wanted_vi, wanted_en = ", ".join(one for one, _ in bounds), ", ".join(one for _, one in bounds)
    return both(f"{vi} (yêu cầu {wanted_vi})", f"{en} (wanted: {wanted_en})") if bounds else fact.sentence


def _bound(vi: str, en: str, limit: Decimal | None, unit: Unit) -> list[tuple[str, str]]:
    if limit is None:
        return []
    sign_vi, sign_en = SIGNS[unit]
    return [(f"{vi} {figure(limit)}{sign_vi}", f"{en} {figure(limit, 'en')}{sign_en}")]


SIGNS: Mapping[Unit, tuple[str, str]] = {
    Unit.PERCENT: ("%", "%"),
    Unit.COUNT: ("", ""),
    Unit.HOLDS: ("", ""),
    Unit.DAYS: (" ngày", " days"),
}


def share(code: str, what: tuple[str, str], of: Of, at: Asked, link: str, parts: tuple[tuple[str, Of], ...] = ()) -> Fact:
    """A percentage, rounded down to one digit so that 99.96 is never called 100; `what`: of what, in both languages."""
    vi, en = what
    if not of.denominator:
        said = both(f"{vi}: chưa có gì để đo", f"{en}: nothing to measure yet")
        return Fact(code, None, Unit.PERCENT, of, day(at.now), said, link, parts)
    value = (Decimal(of.numerator * 100) / of.denominator).quantize(Decimal("0.1"), ROUND_DOWN)
    counted = f"({of.numerator}/{of.denominator})"
    said = both(f"{vi}: {figure(value)}% {counted}", f"{en}: {figure(value, 'en')}% {counted}")
    return Fact(code, value, Unit.PERCENT, of, day(at.now), said, link, parts)


def count(code: str, what: tuple[str, str], number: int, at: Asked, link: str) -> Fact:
    vi, en = what
    said = both(f"{vi}: {number}", f"{en}: {number}")
    return Fact(code, Decimal(number), Unit.COUNT, Of(number), day(at.now), said, link)


def whether(code: str, is_so: bool, yes: tuple[str, str], no: tuple[str, str], at: Asked, link: str, identity: str = "") -> Fact:
    """Something that is so or not; `yes` and `no` say it in both languages."""
    return Fact(code, Decimal(int(is_so)), Unit.HOLDS, None, day(at.now), both(*(yes if is_so else no)), link, identity=identity)


def identity(found: Finding) -> Sha256:
    """SHA-256 that names what a check rests on: whether it holds, and on which paper or event; numbers that move within it do not count."""
    return Sha256(sha256(f"{found.check.fact}\n{found.check.subject}\n{found.holds}\n{found.fact.identity}\n".encode()).hexdigest())


def role_parts(counted: Mapping[Role, Of]) -> tuple[tuple[str, Of], ...]:
    """Shares by role, in the order of the roles, with the words of the post."""
    return tuple((TITLES[role], counted[role]) for role in Role if role in counted)


def figure(value: Decimal, language: str = "vi") -> str:
    """`98,5` in Vietnamese, `98.5` in English; no zero behind the comma."""
    said = f"{value.normalize():f}"
    return said.replace(".", ",") if language == "vi" else said


def _halves(sentence: str) -> tuple[str, str]:
    vi, _, en = sentence.partition(" / ")
    return vi, en or vi
