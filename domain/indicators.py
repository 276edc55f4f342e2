"""What units report of a plan's indicators: two numbers, a day and a source each; never averaged, never made to fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import groupby

from domain.clock import EARLIEST
from domain.errors import Malformed
from domain.faults import both
from domain.names import FacilityId, PersonId

MOST = 10_000_000
LONGEST = 400


class Origin(StrEnum):
    """What kind of source a value has."""

    PAPER = "paper"
    """A report or table on paper."""
    SYSTEM = "system"
    """Another system, e.g. the Ministry's."""
    HSBA = "hsba"
    """Counted by hsba itself from what was accepted; nobody reports it."""


@dataclass(frozen=True)
class Value:
    """56 of 54 is kept as it was said."""

    numerator: int
    denominator: int
    day: date
    """The day the numbers are of."""
    origin: Origin
    source: str
    """Which paper or system, in words."""

    @property
    def percent(self) -> Decimal:
        """With one decimal, halves up, as an office writes it."""
        return (Decimal(100 * self.numerator) / self.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def above(self) -> bool:
        """More was counted than there is."""
        return self.numerator > self.denominator

    @property
    def numbers(self) -> tuple[int, int]:
        return self.numerator, self.denominator

    @property
    def called(self) -> tuple[str, str]:
        """What makes two sources one: capitals and blanks do not."""
        return self.origin, " ".join(self.source.casefold().split())


@dataclass(frozen=True)
class Reported:
    """A value as a unit reported it. Nothing of it is changed: a later one of the same source and day stands in its place."""

    number: int
    """In the order in which they were reported."""
    indicator: str
    unit: FacilityId
    value: Value
    note: str
    by: PersonId
    at: datetime


@dataclass(frozen=True)
class NewValue:
    """What was typed."""

    numerator: str
    denominator: str
    day: date
    origin: str
    source: str
    note: str = ""

    def value(self, today: date) -> Value:
        """Raises: Malformed with every fault."""
        faults = [*_count("numerator", self.numerator, 0), *_count("denominator", self.denominator, 1)]
        if self.day > today:
            faults.append(both("day: ngày của số liệu ở tương lai", "lies in the future"))
        if self.day < EARLIEST:
            faults.append(both("day: ngày của số liệu trước năm 2000, xem lại", "lies before the year 2000"))
        if self.origin not in (Origin.PAPER, Origin.SYSTEM):
            faults.append(both("origin: chỉ nhận paper, system", "one of paper, system"))
        if not self.source.strip():
            faults.append(both("source: ghi số, ngày văn bản hoặc tên hệ thống", "give the paper's number and date, or the system's name"))
        faults += [
            both(f"{name}: nhiều nhất {LONGEST} ký tự", f"at most {LONGEST} characters")
            for name in ("source", "note")
            if len(getattr(self, name)) > LONGEST
        ]
        if faults:
            raise Malformed(*faults)
        return Value(_number(self.numerator), _number(self.denominator), self.day, Origin(self.origin), self.source.strip())


def _number(told: str) -> int:
    return int(told.strip().replace(".", ""))


def _count(name: str, told: str, least: int) -> list[str]:
    plain = told.strip().replace(".", "")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 8 or not least <= int(plain) <= MOST:
        return [both(f"{name}: cần số nguyên từ {least} trở lên", f"a whole number of {least} or more")]
    return []


def standing(reports: Iterable[Reported]) -> list[Reported]:
    """Of each unit, source and day the last report: corrections stand in the place of what they correct."""
    last = {(one.unit, one.value.called, one.value.day): one for one in sorted(reports, key=lambda one: one.number)}
    return list(last.values())


def newest(reports: Iterable[Reported]) -> list[Reported]:
    """Of each unit and source what is of the latest day; latest day first."""
    last = {(one.unit, one.value.called): one for one in sorted(standing(reports), key=lambda one: (one.value.day, one.number))}
    return sorted(last.values(), key=lambda one: (-one.value.day.toordinal(), one.unit, one.number))


@dataclass(frozen=True)
class Disagreement:
    """Sources of one unit that say different numbers of the same day."""

    unit: FacilityId
    day: date
    reports: tuple[Reported, ...]


def disagreements(reports: Iterable[Reported]) -> list[Disagreement]:
    """Latest day first. Nobody decides here which is right."""

    def of(one: Reported) -> tuple[str, date]:
        return one.unit, one.value.day

    found = []
    for (unit, day), group in groupby(sorted(standing(reports), key=lambda one: (*of(one), one.number)), key=of):
        said = tuple(group)
        if len({one.value.numbers for one in said}) > 1:
            found.append(Disagreement(FacilityId(unit), day, said))
    return sorted(found, key=lambda one: one.day, reverse=True)


def is_share(target: str) -> bool:
    """Whether the plan wants a share of all, so that a percentage says something."""
    return "%" in target


def reaches(value: Value, target: str) -> bool:
    """Whether a share is what the plan wants; more than all there is reaches nothing, it is a fault in the numbers."""
    wanted = target.replace("%", "").replace(",", ".").strip(" ≥>=")
    try:
        return is_share(target) and not value.above and Decimal(100 * value.numerator) >= Decimal(wanted) * value.denominator
    except ArithmeticError:
        return False
