"""What the linter tells: nothing here stops the policies from being used."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Sort(StrEnum):
    """What kind of finding it is."""

    UNCLEAR = "unclear"
    """The source leaves open one of the `6 rõ`."""
    CONTRADICTION = "contradiction"
    """Two places cannot both be kept."""
    HOLE = "hole"
    """A day, a case or a stage for which there is nothing."""


@dataclass(frozen=True)
class Finding:
    """One thing an officer should decide or ask about."""

    sort: Sort
    about: str
    """What it is about: `plan hung-yen-2026 3.5`, `chain lab-result`, `retention TT 53/2017`."""
    aspect: str
    """Of a plan, which of the `6 rõ`: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền; else empty."""
    vi: str
    en: str
    hard: bool = False
    """Of a contradiction: both cannot hold; else they are in tension, or something is open."""
    quotes: tuple[tuple[str, str], ...] = ()
    """Place and the source's own words, of each side."""
    mend: str = ""
    """What could be written instead, in the plan's language."""
    task: str = ""
    """Code of the plan's task it is about; empty for the plan as a whole."""

    @property
    def key(self) -> str:
        """What a decision about it is kept under: the same as long as the plan's words and the days and numbers told of them are."""
        words = [words for _, words in self.quotes if words]
        told = (*words, *re.findall(r"\d+", self.vi)) if words else (self.vi,)
        return sha256("\n".join((self.about, self.aspect, *told)).encode()).hexdigest()[:12]

    def __str__(self) -> str:
        aspect = f" ({self.aspect})" if self.aspect else ""
        return f"{self.sort} {self.about}{aspect}: {self.vi} / {self.en}"
