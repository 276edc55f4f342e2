"""What is wrong with a policy file, told to the officer who wrote it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Fault:
    """One thing that must be mended before the policies can be used."""

    file: str
    """Path inside the folder of policies, e.g. `retention/tt-33-2025.yaml`."""
    path: str
    """Where in the file, e.g. `stages[1].who.role`; empty for the file as a whole."""
    line: int | None
    """Line of the place, counted from 1, when it is known."""
    vi: str
    en: str
    cell: str = ""
    """Of a workbook, page and cell of the place: `Thời hạn!C7`."""
    doubles: str = ""
    """What it takes the code from (`tasks`, `parts`, `units`): a code that two have, or that one lacks."""
    lacks: str = ""
    """What it names and is not there."""

    @property
    def at(self) -> str:
        """File, line or cell, and path."""
        line = f":{self.line}" if self.line else f" {self.cell}" if self.cell else ""
        return f"{self.file}{line}{f' {self.path}' if self.path else ''}"

    def __str__(self) -> str:
        return f"{self.at}: {self.vi} / {self.en}"


BELOW = {"tasks": ("tasks", "parts"), "parts": ("parts",), "units": ("units",)}
"""What loses its code → what cannot be found for it."""


def folded(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each place once; what only follows from a code that is doubled or missing is counted beside that one, not told."""
    told = tuple({(one.cell or one.line, one.path, one.doubles or one.vi): one for one in reversed(tuple(faults))}.values())[::-1]
    causes = {one.doubles: one for one in reversed(told) if one.doubles}
    follow = {lacks: causes[kind] for kind in ("units", "parts", "tasks") if kind in causes for lacks in BELOW[kind]}
    counts = Counter(id(follow[one.lacks]) for one in told if one.lacks in follow)
    return tuple(_counted(one, counts[id(one)]) for one in told if one.lacks not in follow)


def _counted(one: Fault, many: int) -> Fault:
    if not many:
        return one
    return replace(one, vi=f"{one.vi}; vì thế {many} chỗ khác nhắc mã không có", en=f"{one.en}; so {many} others name what is not there")


class PoliciesRefused(Exception):
    """The folder of policies is not usable; every fault is listed, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
