"""A plan's tasks and the parts they are made of."""

from dataclasses import dataclass
from enum import StrEnum

from domain.basis import Certainty
from domain.deadlines import Due, ruling


class Scope(StrEnum):
    """Whose track a part belongs to."""

    FACILITY = "facility"
    """Every facility that examines or treats."""
    HOSPITAL = "hospital"
    """Every hospital, public or private."""
    BEDS = "beds"
    """Every facility that has beds."""
    NAMED = "named"
    """The facilities that the part names."""
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
    FINANCE = "finance"
    PROCUREMENT = "procurement"
    INFRASTRUCTURE = "infrastructure"
    SOFTWARE = "software"
    """Software of a level: HIS, LIS, RIS-PACS, EMR."""
    CERTIFICATES = "certificates"
    CONNECTION = "connection"
    """Interconnection: data that goes elsewhere."""
    SECURITY = "security"
    """Review of security."""
    REGULATION = "regulation"
    STAFFING = "staffing"
    TRAINING = "training"
    COUNCIL = "council"
    """Setting up the council."""
    APPRAISAL = "appraisal"
    PILOT = "pilot"
    DEPLOYMENT = "deployment"
    """Using it, beside paper or on the way to it."""
    GOLIVE = "golive"
    PAPER_FREE = "paper_free"
    MAINTENANCE = "maintenance"
    CEREMONY = "ceremony"
    COMMUNICATION = "communication"
    REPORT = "report"
    EVALUATION = "evaluation"
    OTHER = "other"


LIVE = frozenset({Kind.GOLIVE, Kind.DEPLOYMENT})
"""Kinds with which a facility is live; a plan speaks of them as of one: `triển khai`."""


@dataclass(frozen=True)
class Named:
    """Units the source names for one role, with its words."""

    units: tuple[str, ...]
    """Codes of the units."""
    words: str
    """The source's own words."""
    place: str = ""
    """Section of the source, when it is another than the task's own."""


FACILITIES = frozenset({Scope.FACILITY, Scope.HOSPITAL, Scope.BEDS, Scope.PUBLISHED, Scope.NAMED})
"""Scopes whose parts stand in facilities' tracks: the facility itself reports them."""


@dataclass(frozen=True)
class Level:
    """A level that a system must reach."""

    system: str
    """`HIS`, `LIS`, `RIS-PACS` or `EMR`."""
    level: str
    """As the source words it, e.g. `7` or `nâng cao`."""
    at_least: bool = False
    """The source says `tối thiểu`."""


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
    dues: tuple[Due, ...] = ()
    """Its own deadlines, when the words give it some; else the task's. Of several the strictest rules, with the earliest last day."""
    after: tuple[After, ...] = ()
    """What must be done before."""
    lead: Named | None = None
    """Who leads this part (`chủ trì`), when the words name somebody else than for the task."""
    carries_out: Named | None = None
    """Who carries it out, when the words name somebody else than for the task."""
    accepted_by: str = ""
    """Unit that accepts it, when it is not the task's."""
    facilities: tuple[str, ...] = ()
    """Of the scope `named`, the facilities as the source names them."""
    level: Level | None = None
    """The level it must reach, when the words name one."""
    indicator: str = ""
    """What is counted, in the source's words; empty when it counts nothing."""


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
    """The source's number, e.g. `3.3b`; null in no plan: what has no number gets `-1`, `-2` … and `numbered` false."""
    title: str
    """The source's heading."""
    parts: tuple[Part, ...]
    """What it is made of."""
    section: str = ""
    """Where it stands in the source, e.g. `II.3.3 b`."""
    numbered: bool = True
    """Whether the source gives it a number."""
    lead: Named | None = None
    """Who leads, only where the source says so (`chủ trì`)."""
    carries_out: Named | None = None
    """Who carries it out, only where the source says so (`đơn vị thực hiện`)."""
    subject: Named | None = None
    """Who a sentence speaks of, when the source names neither."""
    coordinate: Named | None = None
    """Who takes part (`phối hợp`)."""
    words: tuple[str, ...] = ()
    """The source's own words that stand around the parts."""
    dues: tuple[Due, ...] = ()
    """Its deadlines, all that the source gives it; the strictest rules, with the earliest last day."""
    accepted_by: str = ""
    """Unit that accepts what is reported; never the one that reports."""
    accepted_certainty: Certainty = Certainty.INFERRED
    """How sure we are who accepts."""
    unclear: tuple[Unclear, ...] = ()
    """What the source leaves open, as found by a reader."""

    def dues_of(self, part: Part) -> tuple[Due, ...]:
        """The part's own deadlines, else the task's."""
        return part.dues or self.dues

    def due_of(self, part: Part) -> Due | None:
        """The deadline that rules; None when the source gives none."""
        return ruling(self.dues_of(part))
