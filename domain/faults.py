"""What is wrong with one thing, in both languages at once: `tiếng Việt / English`.

The field's name in data stands before both (`birth: ngày sinh ở tương lai / lies in the future`); words of a page stand in each half
(`Mạch: phải là số / Pulse: must be a number`), for they are other words in the other language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

APART = " / "
NAME = re.compile(r"(?:[a-z][a-z0-9_.\[\]-]*|X-Position|Idempotency-Key): ")
"""A field by its name in data, or a header: the same in every language."""


def halves(fault: str) -> tuple[str, str]:
    """(Vietnamese, English), each with its place; what has one language is the same twice."""
    vi, apart, en = fault.partition(APART)
    if not apart:
        return fault, fault
    name = NAME.match(vi)
    return vi, en if name is None or en.startswith(name[0]) else name[0] + en


def at(vi: str, en: str, fault: str) -> str:
    """The fault with its place, as it is called in each language."""
    one, other = halves(fault)
    return f"{vi}: {one}{APART}{en}: {other}"


def named(words: str) -> str:
    """Words that somebody typed, for a fault: they part no languages."""
    return words.replace(APART, "/")


@dataclass(frozen=True)
class Spot:
    """A place on a form, as it is called in Vietnamese and in English."""

    english: Mapping[str, str] = field(default_factory=dict)
    """Words of the form → in English; what has none stays Vietnamese."""
    vi: str = ""
    en: str = ""

    def of(self, label: str) -> "Spot":
        """The field of this label here."""
        return Spot(self.english, self.vi + label, self.en + self.english.get(label, label))

    def line(self, n: int) -> "Spot":
        """One line of the list here."""
        return Spot(self.english, f"{self.vi}, dòng {n}, ", f"{self.en}, line {n}, ")

    def says(self, fault: str) -> str:
        return at(self.vi, self.en, fault)
