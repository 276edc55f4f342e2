"""What stands around a plan's tasks: units, texts it rests on, outer deadlines, indicators, duties, money, reports."""

from dataclasses import dataclass
from datetime import date

from domain.basis import Certainty
from domain.deadlines import Nature
from domain.parts import Kind, Scope


@dataclass(frozen=True)
class Unit:
    """An organisation the plan names."""

    code: str
    """Short name used in this file."""
    name: str
    """The source's name."""
    valid_until: date | None = None
    """Last day it exists under this name; null while it lasts."""
    successor: str = ""
    """Code of the unit that follows it."""


@dataclass(frozen=True)
class Cited:
    """A text the plan rests on."""

    number: str
    """Number as cited, e.g. `586/QĐ-BYT`."""
    title: str
    """What it is, briefly."""
    quote: str
    """The source's own words."""
    dated: date | None = None
    """Its date as cited; null when the source gives none."""
    replaced_by: str = ""
    """What replaced it, when it did."""
    replaced_from: date | None = None
    """First day on which the new text holds."""
    certainty: Certainty = Certainty.READ
    """How sure we are of what replaced it."""


@dataclass(frozen=True)
class OuterDeadline:
    """A deadline that binds the plan from outside; compared with the plan's own by the linter."""

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
    certainty: Certainty
    """How sure we are."""


@dataclass(frozen=True)
class Indicator:
    """What the plan wants to be counted."""

    code: str
    """Short name."""
    title: str
    """What people read."""
    numerator: str
    """What is counted."""
    denominator: str
    """Out of what."""
    target: str
    """The number to reach, with its sign, e.g. `100%`."""
    day: date
    """The day it must be reached."""
    source: str
    """Where the numbers come from."""
    quote: str
    """The source's own words."""


@dataclass(frozen=True)
class Duty:
    """What the plan lays upon a unit (section `Tổ chức thực hiện`)."""

    unit: str
    """Code of the unit."""
    quote: str
    """The source's own words."""
    about: tuple[str, ...] = ()
    """Codes of the tasks it serves."""
    through: str = ""
    """Code of the unit that is told to see to it, when the source names one."""


@dataclass(frozen=True)
class Budget:
    """A source of money."""

    title: str
    """What people read."""
    quote: str
    """The source's own words."""


@dataclass(frozen=True)
class Reporting:
    """A report the plan asks for."""

    reporter: str
    """Code of the unit that reports."""
    receiver: tuple[str, ...]
    """Codes of the units that receive it."""
    every: str
    """How often, in the source's words; empty when it gives none."""
    quote: str
    """The source's own words."""
