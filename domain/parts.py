"""A plan's tasks and the parts they are made of."""

from dataclasses import dataclass
from enum import StrEnum

from domain.basis import Certainty
from domain.deadlines import Due


class Scope(StrEnum):
    """Whose track a part belongs to."""

    FACILITY = "facility"
    """Every facility that examines or treats."""
    HOSPITAL = "hospital"
    """Every hospital, public or private."""
    PUBLISHED = "published"
    """Hospitals that have already published their electronic records."""
    DEPARTMENT = "department"
    """The department of health."""
    PROVINCE = "province"
    """Another unit of the province (a newspaper, another department): watched by the department of health."""


class Kind(StrEnum):
    """What a milestone is; form, gates and evidence follow from it."""

    DIRECTION = "direction"
    PLANNING = "planning"
    GUIDANCE = "guidance"
    SURVEY = "survey"
    PROCUREMENT = "procurement"
    INFRASTRUCTURE = "infrastructure"
    SOFTWARE = "software"
    CERTIFICATES = "certificates"
    CONNECTION = "connection"
    REGULATION = "regulation"
    COUNCIL = "council"
    """Setting up the council."""
    APPRAISAL = "appraisal"
    GOLIVE = "golive"
    PAPER_FREE = "paper_free"
    MAINTENANCE = "maintenance"
    CEREMONY = "ceremony"
    COMMUNICATION = "communication"
    REPORT = "report"


@dataclass(frozen=True)
class After:
    """What must be done before a part."""

    part: str
    """Code of the earlier part."""
    why: str
    """What justifies it: the source's words or our reason."""
    certainty: Certainty = Certainty.INFERRED
    """S when the source says so in words."""


@dataclass(frozen=True)
class Part:
    """One thing to be delivered."""

    code: str
    """Short name, unique in the plan, e.g. `3.5-1`."""
    title: str
    """What people read."""
    kind: Kind
    """What sort of milestone it is."""
    scope: Scope
    """Whose track it belongs to."""
    deliverable: str
    """What is there when it is done; empty when the source names nothing."""
    quote: str
    """The source's own words."""
    due: Due | None = None
    """Its own deadline, when the words give it one; else the task's."""
    after: tuple[After, ...] = ()
    """What must be done before."""
    lead: str = ""
    """Unit that carries it out, when it is not the task's."""
    accepted_by: str = ""
    """Unit that accepts it, when it is not the task's."""


@dataclass(frozen=True)
class Unclear:
    """Something the source leaves open, as found by a reader."""

    aspect: str
    """Which of the `6 rõ`: `người`, `việc`, `thời gian`, `trách nhiệm`, `sản phẩm`, `thẩm quyền`."""
    sentence: str
    """What is open, and how the data read it."""


@dataclass(frozen=True)
class Task:
    """One numbered task of the plan."""

    code: str
    """The source's number, e.g. `3.3b`."""
    title: str
    """The source's heading."""
    lead: str
    """Unit that carries it out; empty when the source names nobody."""
    lead_words: str
    """The source's own words on who carries it out."""
    parts: tuple[Part, ...]
    """What it is made of."""
    words: tuple[str, ...] = ()
    """The source's own words that stand around the parts."""
    accepted_by: str = ""
    """Unit that accepts what is reported; never the one that reports."""
    accepted_certainty: Certainty = Certainty.INFERRED
    """How sure we are who accepts."""
    coordinate: tuple[str, ...] = ()
    """Units that take part."""
    coordinate_words: str = ""
    """The source's own words on who takes part."""
    due: Due | None = None
    """The task's deadline; null when the source gives none."""
    also_due: tuple[Due, ...] = ()
    """Other deadlines the source gives for the same task elsewhere."""
    unclear: tuple[Unclear, ...] = ()
    """What the source leaves open."""
