"""What the linter tells: nothing here stops the policies from being used."""

from dataclasses import dataclass
from enum import StrEnum


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

    def __str__(self) -> str:
        aspect = f" ({self.aspect})" if self.aspect else ""
        return f"{self.sort} {self.about}{aspect}: {self.vi} / {self.en}"
