"""The table of contents (mục lục) of a frozen record: its documents in the facility's order, their pages numbered through.

The signed sheets stay as they are: a page's number in the record stands in the contents, not on the sheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Bound:
    """One document as it lies in the record: the version that stands."""

    form: str
    title: str
    code: str
    """Look-up code on the sheet."""
    version: int
    at: datetime
    """When the document was first drawn up."""
    pages: int
    path: str
    """Where its bytes lie in the archived object."""
    paper: bool = False
    """Whether it is the scan of a paper page; else it was electronic from the first."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents: first and last page within the record, counted from 1."""

    bound: Bound
    first: int
    last: int


def contents(documents: Iterable[Bound], order: Sequence[str]) -> tuple[Entry, ...]:
    """Forms in the facility's order, those it does not name after them; within a form by time."""
    places = {form: place for place, form in enumerate(order)}
    return continued((), sorted(documents, key=lambda one: (places.get(one.form, len(places)), one.at, one.code)))


def continued(before: Iterable[Entry], late: Iterable[Bound]) -> tuple[Entry, ...]:
    """What comes after a record was frozen stands at the end: a page once numbered keeps its number."""
    found = list(before)
    for one in late:
        last = found[-1].last if found else 0
        found.append(Entry(one, last + 1, last + one.pages))
    return tuple(found)


class Medium(StrEnum):
    """What a record consists of."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    """Scans of paper only."""
    HYBRID = "hybrid"


def medium(entries: Iterable[Entry]) -> Medium:
    """Of a record: page by page it stands in the contents."""
    kinds = {one.bound.paper for one in entries}
    if len(kinds) > 1:
        return Medium.HYBRID
    return Medium.PAPER if kinds == {True} else Medium.ELECTRONIC
