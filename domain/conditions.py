"""Conditions on the data of a form: what is asked for only then, and what cannot be said together."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class When:
    """A condition on the data of a form."""

    field: str
    """Name of a choice of the form."""
    one_of: tuple[str, ...]
    """Keys of that choice with which it holds."""

    def holds(self, data: Mapping[str, object]) -> bool:
        return data.get(self.field) in self.one_of


@dataclass(frozen=True)
class Never:
    """Choices that exclude each other: data with all of them is refused."""

    together: tuple[When, ...]
    """Conditions that cannot hold at once."""
    why: str
    """What people read, Vietnamese: why not, and what to choose instead."""
