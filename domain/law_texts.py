"""Texts from above that plans rest on, when they ended, and the deadlines that bind every plan."""

from dataclasses import dataclass
from datetime import date

from domain.basis import Certainty
from domain.deadlines import Nature
from domain.parts import Kind, Scope


@dataclass(frozen=True)
class LawText:
    """A text that is no longer in force, wholly or in part."""

    number: str
    """As it is cited, e.g. `46/2018/TT-BYT`."""
    title: str
    """What it is."""
    ended_from: date
    """First day on which it no longer holds."""
    replaced_by: str
    """What holds instead."""
    certainty: Certainty
    """How sure we are."""
    only: str = ""
    """The part that ended, when the rest stays."""


@dataclass(frozen=True)
class OuterDeadline:
    """A deadline that binds every plan from outside."""

    kind: Kind
    """The sort of milestone it binds."""
    scope: Scope
    """Whom it binds."""
    day: date
    """Last day in time."""
    nature: Nature
    """`legal` or `directed`."""
    basis: str
    """Number and article."""
    known_from: date
    """The day it was issued: a plan of before could not know it."""
    certainty: Certainty
    """How sure we are."""
    known_until: date | None = None
    """Last day on which a plan had to reckon with it, when a later text put another in its place."""


@dataclass(frozen=True)
class Asked:
    """What a text asks for where plans list more, or leave the list open."""

    kind: Kind
    """The sort of milestone it speaks of."""
    sentence: str
    """What it asks for."""
    basis: str
    """Number and article."""
    known_from: date
    """The day it was issued."""
    certainty: Certainty
    """How sure we are."""


@dataclass(frozen=True)
class LawTable:
    """What was found about the texts that plans cite."""

    edition: str
    """Short name of the edition."""
    basis: str
    """Where it was read."""
    certainty: Certainty
    """How sure we are of the whole."""
    effective_from: date
    """First day it is used."""
    texts: tuple[LawText, ...]
    """Texts that ended."""
    deadlines: tuple[OuterDeadline, ...]
    """Deadlines from above."""
    asked: tuple[Asked, ...] = ()
    """What texts ask for, where plans list more."""
    effective_until: date | None = None
    """Last day it is used; null while it lasts."""

    def ended(self, number: str) -> LawText | None:
        """What is known of a cited text's end."""
        return next((one for one in self.texts if one.number == number), None)
