"""What a form carries: the request id that makes a second click the same act, what was typed, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(frozen=True)
class Told:
    """A refusal as a person reads it: what happened, and what to do now or who can help."""

    what: str
    do: str = ""
    lines: tuple[str, ...] = ()
    """One line per fault or missing thing."""
    fields: tuple[str, ...] = ()
    """Of each line the field whose label the page puts before it (`web.labels`); empty for one that has its own words for the field."""
    links: tuple[str, ...] = ()
    """Of each line the field it is about, to which the page leads; empty for none."""


@dataclass(frozen=True)
class Form:
    """One form on a page, empty or given back with what was typed."""

    request: str = field(default_factory=lambda: uuid4().hex)
    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    """Field → what to do about it."""
    told: Told | None = None
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field → every value it was sent with: ticks."""

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def ticked(self, name: str, value: str) -> bool:
        return value in self.many.get(name, ())

    def fault(self, name: str) -> str:
        return self.faults.get(name, "")


@dataclass(frozen=True)
class Option:
    """One choice of a list."""

    value: str
    words: str
    detail: str = ""
