"""What stands around a plan's tasks: units, texts it rests on, goals, contradictions, indicators, duties, reports."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.deadlines import Due
from domain.parts import Kind, Scope


class UnitKind(StrEnum):
    """What a unit is."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    """Sở, ban, ngành of the province."""
    POLICE = "police"
    INSURANCE = "insurance"
    MEDIA = "media"
    DISTRICT = "district"
    """Ended on 01/07/2025."""
    COMMUNE = "commune"
    FACILITY = "facility"
    """One facility by its name."""
    GROUP = "group"
    """The plan's word for many: `các cơ sở khám bệnh, chữa bệnh`."""
    OTHER = "other"


@dataclass(frozen=True)
class Unit:
    """An organisation the plan names."""

    code: str
    """Short name used in this file."""
    name: str
    """The source's name."""
    kind: UnitKind = UnitKind.OTHER
    """What it is."""
    valid_from: date | None = None
    """First day under this name; null when not known."""
    valid_until: date | None = None
    """Last day it exists under this name; null while it lasts."""
    successor: str = ""
    """Code of the unit that follows it."""
    basis: str = ""
    """What ended or founded it: number and article."""
    certainty: Certainty = Certainty.UNCONFIRMED
    """How sure we are of days, successor and basis."""


@dataclass(frozen=True)
class Spelling:
    """One name that the source writes in several forms."""

    forms: tuple[str, ...]
    """Each as the source has it."""
    sentence: str
    """What to write instead, and why."""


@dataclass(frozen=True)
class Cited:
    """A text the plan rests on or names."""

    number: str
    """Number as cited, e.g. `586/QĐ-BYT`; empty when the source gives none."""
    title: str
    """What it is, briefly."""
    quote: str
    """The source's own words."""
    dated: date | None = None
    """Its date as cited; null when the source gives none."""
    ground: bool = True
    """Whether the plan rests on it (`căn cứ`, `thực hiện`), not merely names it."""


@dataclass(frozen=True)
class Passage:
    """What the paper says outside its tasks: an article of the decision, an aim, a demand, a place."""

    place: str
    """Where it stands in the source, e.g. `I.1` or `Điều 2`."""
    quote: str
    """The source's own words."""


@dataclass(frozen=True)
class Goal:
    """What a plan promises outside its tasks, with a day: compared with the tasks' deadlines."""

    kind: Kind
    """The sort of milestone it speaks of."""
    scope: Scope
    """Whom it binds."""
    due: Due
    """By when; its `place` says where it stands."""
    quote: str
    """The source's own words."""


@dataclass(frozen=True)
class Conflict:
    """Two places of the source that a reader found at odds."""

    aspect: str
    """Which of the `6 rõ` it touches."""
    hard: bool
    """They cannot both hold; else they are in tension."""
    places: tuple[str, str]
    """Sections."""
    quotes: tuple[str, str]
    """The source's own words at both."""
    sentence: str
    """What does not agree."""
    mend: str
    """What could be written instead."""


@dataclass(frozen=True)
class RegulationList:
    """The regulations a plan asks for, as a list: each is a part of kind `regulation` of the task."""

    task: str
    """Code of the task."""
    closed: bool
    """Whether the list ends; `…` leaves it open."""
    quote: str
    """The words that begin or end the list."""


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
    day: date | None
    """The day it must be reached; null when the source gives none."""
    source: str
    """Where the numbers come from."""
    quote: str
    """The source's own words."""
    counts: tuple[str, ...] = ()
    """Codes of the parts that hsba counts by itself: a facility is in the numerator once all of them are accepted. None where the
    source's words are not what it can count."""


@dataclass(frozen=True)
class Duty:
    """What the plan lays upon a unit (section `Tổ chức thực hiện`)."""

    unit: str
    """Code of the unit."""
    quote: str
    """The source's own words."""
    place: str = ""
    """Section of the source, e.g. `V.1`."""
    lead: bool = False
    """Whether the words make it lead (`chủ trì`)."""
    about: tuple[str, ...] = ()
    """Codes of the tasks it serves."""
    through: str = ""
    """Code of the unit that is told to see to it, when the source names one."""


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
