"""What is wrong with one thing, in both languages at once: `tiếng Việt / English`.

It stays one text, for refusals travel between processes as texts and older ones are kept so. What is put into it (typed words, names,
policy) may hold ` / ` itself, so a fault with anything put in is joined by `both`: it binds the slashes of each half to the word
before, and only its own parts the languages. A test of the house finds what is joined otherwise; words told alone are `named`.

The field's name in data stands before both (`birth: ngày sinh ở tương lai / lies in the future`); words of a page stand in each half
(`Mạch: phải là số / Pulse: must be a number`), for they are other words in the other language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

APART = " / "
LONE = re.compile(r" /(?= |$)")
BOUND = "\u00a0/"
NAME = re.compile(r"(?:[a-z][a-z0-9_.\[\]-]*|X-Position|Idempotency-Key): ")
"""A field by its name in data, or a header: the same in every language."""


def halves(fault: str) -> tuple[str, str]:
    """(Vietnamese, English), each with its place; what has one language is the same twice."""
    vi, apart, en = fault.partition(APART)
    if not apart:
        return fault, fault
    name = NAME.match(vi)
    return vi, en if name is None or en.replace(BOUND, " /").startswith(name[0]) else name[0] + en


def at(vi: str, en: str, fault: str) -> str:
    """The fault with its place, as it is called in each language."""
    one, other = halves(fault)
    return both(f"{vi}: {one}", f"{en}: {other}")


def both(vi: str, en: str) -> str:
    """One fault in both languages, whatever was put into them."""
    return f"{named(vi)}{APART}{named(en)}"


def named(words: str) -> str:
    """The words, to be read as they are; a blank before a lone slash no longer breaks, so that they part no languages."""
    return LONE.sub(BOUND, words)


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
