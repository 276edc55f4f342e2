"""What is wrong with a policy file, told to the officer who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass


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

    @property
    def at(self) -> str:
        """File, line or cell, and path."""
        line = f":{self.line}" if self.line else f" {self.cell}" if self.cell else ""
        return f"{self.file}{line}{f' {self.path}' if self.path else ''}"

    def __str__(self) -> str:
        return f"{self.at}: {self.vi} / {self.en}"


class PoliciesRefused(Exception):
    """The folder of policies is not usable; every fault is listed, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
