"""The table of contents (mục lục) of a frozen record: its documents in the facility's order, their pages numbered through.

The signed sheets stay as they are: a page's number in the record stands in the contents, not on the sheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True)
class Entry:
    """A line of the contents: first and last page within the record, counted from 1."""

    bound: Bound
    first: int
    last: int


def contents(documents: Iterable[Bound], order: Sequence[str]) -> tuple[Entry, ...]:
    """Forms in the facility's order, those it does not name after them; within a form by time."""
    places = {form: place for place, form in enumerate(order)}
    found: list[Entry] = []
    for one in sorted(documents, key=lambda one: (places.get(one.form, len(places)), one.at, one.code)):
        before = found[-1].last if found else 0
        found.append(Entry(one, before + 1, before + one.pages))
    return tuple(found)
