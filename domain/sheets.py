"""A sheet somebody draws up in a record by a form: nothing here knows which form."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.errors import NotAllowed
from domain.foreign import ForeignPdf
from domain.forms import Form
from domain.moments import Episode
from domain.names import DocumentId, OutageId, PersonId
from domain.rights import KEPT
from domain.roles import Role

ADDENDUM = "addendum"
"""Form of what is added to a complete document."""


@dataclass(frozen=True)
class Base:
    """The version that an addendum adds to, as its writer read it."""

    document: DocumentId
    version: int


@dataclass(frozen=True)
class NewSheet:
    """What is written, by whom and when it happened: time of the act and time of entry are two things (TT 32/2023 Đ52 k2 d)."""

    form: str
    """Code of the form."""
    author: PersonId
    """Whose words they are; a machine names the person."""
    acted_at: datetime
    data: dict[str, Any] = field(repr=False)
    """What the form asks for; people by their ids."""
    note: str = field(default="", repr=False)
    """Why there is a new version."""
    pdf: ForeignPdf | None = None
    """The ready PDF that is its content, already judged and on the shelf; else the sheet is printed."""
    adds_to: Base | None = None
    """Of an addendum."""
    outage: OutageId | None = None
    """After which it is entered, when the act happened while the house could not be used."""

    def faults(self, episode: Episode, now: datetime, again: bool) -> tuple[str, ...]:
        """`again`: there is a version before. What is wrong, `field: what to do`, apart from what the form asks for."""
        found = []
        if fault := episode.fault(self.acted_at, now):
            found.append(f"acted_at: {fault}")
        if again and not self.note.strip():
            found.append("note: nêu lý do sửa / say why there is a new version")
        return tuple(found)


def right(form: Form, adds: bool, state: str) -> str:
    """The right to draw the form up in a record in this state."""
    if adds:
        return "sheet.add"
    return "sheet.issue" if form.issued and state in KEPT else "sheet.write"


def demand(form: Form, role: Role, writers: Collection[Role] | None = None) -> None:
    """Whether who acts in this role draws the form up by itself; `writers` of an addendum are those of what it adds to.

    A machine brings what others write. Raises: NotAllowed.
    """
    writers = form.written_by if writers is None else writers
    if form.answers:  # it is delivered for its order line, and no other way
        raise NotAllowed(role, "sheet.answer", form.code)
    if not writers:
        raise NotAllowed(role, "sheet.house", form.code)
    if role is not Role.INTEGRATOR and role not in writers:
        raise NotAllowed(role, "sheet.form", *sorted(writers))
