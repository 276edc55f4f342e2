"""What an officer does to a folder of policies."""

from dataclasses import dataclass
from pathlib import Path

from domain.policies import PolicyBook
from policies.faults import Fault, PoliciesRefused
from policies.reader import load


@dataclass(frozen=True)
class Desk:
    """A folder of policies that may be edited."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replaces the first place where `old` stands, which must be there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def load(self) -> PolicyBook:
        return load(self.folder)

    def faults(self) -> tuple[Fault, ...]:
        """What the reader says is wrong."""
        try:
            self.load()
        except PoliciesRefused as refused:
            return refused.faults
        return ()
