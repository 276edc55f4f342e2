"""Reference ranges as laboratories write them, and where a measured number lies.

A number may be written `3,9` or `3.9`, `1.234` or `1,234`: nobody says which mark parts thousands. So every reading is tried, the same
for all numbers of one line, and a judgement counts only when all readings that fit agree.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.faults import at
from domain.results import Flag, Value

NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)*"
BETWEEN = re.compile(rf"[(\[]?\s*({NUMBER})\s*(?:[-–—−÷]|đến|to)\s*({NUMBER})\s*[)\]]?")
BOUND = re.compile(rf"(<=|>=|≤|≥|<|>)\s*({NUMBER})")
THOUSANDS: Mapping[str, re.Pattern[str]] = {
    "": re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?"),
    ".": re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?"),
    ",": re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"),
}
"""The readings: which mark parts thousands → the numbers that make sense then."""


class Place(StrEnum):
    """Where a number lies; the value is the flag that says so."""

    BELOW = "L"
    WITHIN = ""
    ABOVE = "H"

    @property
    def flag(self) -> Flag:
        return Flag(self.value)


FITS: Mapping[Place, frozenset[Flag]] = {
    Place.BELOW: frozenset({Flag.LOW, Flag.CRITICAL, Flag.ABNORMAL}),
    Place.WITHIN: frozenset({Flag.NORMAL, Flag.CRITICAL, Flag.ABNORMAL}),
    Place.ABOVE: frozenset({Flag.HIGH, Flag.CRITICAL, Flag.ABNORMAL}),
}
"""The flags that say nothing false of a number that lies there: a person may know of danger where the range shows none."""


CONTRADICTS: Mapping[Place, str] = {
    Place.BELOW: "giá trị thấp hơn khoảng tham chiếu, hãy chọn lại nhận định / the value lies below its range: choose another flag",
    Place.WITHIN: "giá trị nằm trong khoảng tham chiếu, hãy chọn lại nhận định / the value lies within its range: choose another flag",
    Place.ABOVE: "giá trị cao hơn khoảng tham chiếu, hãy chọn lại nhận định / the value lies above its range: choose another flag",
}


@dataclass(frozen=True)
class _Range:
    """What is expected, as written; an empty bound is open, a strict one is itself outside (`< 5`)."""

    least: str = ""
    most: str = ""
    strict: bool = False


def place(value: str, reference: str) -> Place | None:
    """Where the value lies; None when one of the two is no number or range, or can be read in ways that differ.

    >>> place("6,9", "3,5 – 5,0")
    <Place.ABOVE: 'H'>
    """
    expected = _range(reference.strip())
    found = {where for mark in THOUSANDS for where in _places(value.strip(), expected, mark)} if expected else set()
    return found.pop() if len(found) == 1 else None


def contradiction(value: str, reference: str, flag: Flag) -> str:
    """What is wrong with a flag beside the range it stands next to, `tiếng Việt / English`; empty when it says nothing false."""
    where = place(value, reference)
    return CONTRADICTS[where] if where is not None and flag not in FITS[where] else ""


def contradictions(values: Sequence[Value]) -> Iterator[str]:
    """A fault for each value of a delivery whose flag says the other side of its range: a ward reads it before anybody signs.

    Else what the laboratory says stands: it may know bounds for this patient that the printed range does not show.
    """
    for one in values:
        fault = contradiction(one.value, one.reference, one.flag)
        if fault and one.flag in (Flag.LOW, Flag.HIGH) and place(one.value, one.reference) is not Place.WITHIN:
            yield "values: " + at(f"“{one.name}”", f"“{one.name}”", fault)


def series(values: Sequence[str], reference: str) -> tuple[list[Decimal], Decimal | None, Decimal | None] | None:
    """The values as numbers of one reading, with the bounds of the range; None when they make no sense together.

    >>> series(["5,1", "6,9"], "3,5 – 5,0")
    ([Decimal('5.1'), Decimal('6.9')], Decimal('3.5'), Decimal('5.0'))
    """
    expected = _range(reference.strip()) or _Range()
    for mark in THOUSANDS:
        numbers = [_number(value.strip(), mark) for value in values]
        if (known := [one for one in numbers if one is not None]) and len(known) == len(numbers):
            low, high = (_number(bound, mark) if bound else None for bound in (expected.least, expected.most))
            return known, low, high
    return None


def _range(reference: str) -> _Range | None:
    if between := BETWEEN.fullmatch(reference):
        return _Range(between[1], between[2])
    if bound := BOUND.fullmatch(reference):
        sign, number = bound.groups()
        return _Range(most=number, strict=sign == "<") if sign in ("<", "<=", "≤") else _Range(number, strict=sign == ">")
    return None


def _places(measured: str, expected: _Range, thousands: str) -> Iterator[Place]:
    """Nothing when a number makes no sense in this reading."""
    value = _number(measured, thousands)
    least, most = (_number(bound, thousands) if bound else None for bound in (expected.least, expected.most))
    unread = (expected.least and least is None) or (expected.most and most is None)
    if value is None or unread or (least is not None and most is not None and least > most):
        return
    if least is not None and (value < least or (expected.strict and value == least)):
        yield Place.BELOW
    elif most is not None and (value > most or (expected.strict and value == most)):
        yield Place.ABOVE
    else:
        yield Place.WITHIN


def _number(text: str, thousands: str) -> Decimal | None:
    if not THOUSANDS[thousands].fullmatch(text):
        return None
    return Decimal((text.replace(thousands, "") if thousands else text).replace(",", "."))
