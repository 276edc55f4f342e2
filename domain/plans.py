"""A province's plan as data, and the milestones a unit's track gets from it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.budgets import BudgetTable, Source, Sum
from domain.deadlines import DueForm, Nature
from domain.errors import NotFound
from domain.mandates import Cited, Conflict, Duty, Goal, Indicator, Passage, RegulationList, Reporting, Spelling, Unit, UnitKind
from domain.parts import FACILITIES, Kind, Level, Part, Scope, Task


class Sort(StrEnum):
    """What the source is."""

    PLAN = "plan"
    """The plan itself."""
    DECISION = "decision"
    """A decision with the plan attached to it."""
    ARTICLE = "article"
    """A news article about a plan: what it does not say is unknown, not absent."""


@dataclass(frozen=True)
class Restored:
    """Words that were recognised badly, and how they are read."""

    words: str
    """As the copy has them."""
    reads: str
    """With their marks put back, by a reader of the plan."""


class FacilityKind(StrEnum):
    """What a unit with a track is."""

    HOSPITAL = "hospital"
    HEALTH_CENTRE = "health_centre"
    """Trung tâm y tế."""
    CLINIC = "clinic"
    """Phòng khám."""
    DEPARTMENT = "department"
    """Sở Y tế: carries out the plan's own tasks of the department and watches those of the province's other units."""
    AUTHORITY = "authority"
    """Another unit of the province with a track of its own: Công an tỉnh, Sở Khoa học và Công nghệ, Bảo hiểm xã hội, the newspaper."""


@dataclass(frozen=True)
class Plan:
    """One edition of a province's plan, everything with the words it was taken from."""

    code: str
    """Short name, e.g. `hung-yen-2026`."""
    edition: str
    """Short name of the edition; a moved date makes a new one."""
    title: str
    """The source's title."""
    province: str
    """Name of the province."""
    issuer: str
    """Who issued it."""
    number: str
    """Number of the paper; empty when the source leaves it blank."""
    number_words: str
    """What the source shows in place of the number."""
    dated_words: str
    """The source's date line."""
    issued_on: date | None
    """The day it was issued; null when the source leaves it open."""
    sort: Sort
    """What the source is."""
    signer: str
    """Who signed, with the capacity."""
    basis: str
    """Where the text was read."""
    certainty: Certainty
    """How sure we are that the text is the issued one."""
    effective_from: date
    """First day the plan can be opened."""
    effective_until: date
    """Last day it runs."""
    sections: tuple[str, ...]
    """Numerals of the sections as they stand in the source."""
    units: tuple[Unit, ...]
    """Every organisation named below."""
    cites: tuple[Cited, ...]
    """Texts it rests on."""
    tasks: tuple[Task, ...]
    """The tasks, in the source's order."""
    indicators: tuple[Indicator, ...]
    """What is to be counted."""
    sources: tuple[Source, ...]
    """Where the money comes from."""
    duties: tuple[Duty, ...]
    """Duties by unit, as the sections on organisation lay them."""
    reports: tuple[Reporting, ...]
    """Reports asked for."""
    recipients: tuple[str, ...]
    """`Nơi nhận`, each as the source has it."""
    passages: tuple[Passage, ...] = ()
    """Its words outside the tasks: articles of the decision, aims, demands, places."""
    goals: tuple[Goal, ...] = ()
    """What it promises with a day outside its tasks."""
    sums: tuple[Sum, ...] = ()
    """Amounts named in the text."""
    tables: tuple[BudgetTable, ...] = ()
    """Tables of money."""
    regulations: tuple[RegulationList, ...] = ()
    """Lists of regulations it asks for."""
    spellings: tuple[Spelling, ...] = ()
    """Names the source writes in several forms."""
    conflicts: tuple[Conflict, ...] = ()
    """Places a reader found at odds."""
    announced: tuple[str, ...] = ()
    """Sections, annexes or forms that the source announces and does not have, with its words."""
    restored: tuple[Restored, ...] = ()
    """Of a source recognised badly, its words with their marks put back."""
    notes: tuple[str, ...] = ()
    """What a reader should know of the source."""

    def parts(self) -> Iterator[tuple[Task, Part]]:
        """Every part with its task, in order."""
        return ((task, part) for task in self.tasks for part in task.parts)

    @property
    def day(self) -> date:
        """The day of issue; while that is open, the first day it can be opened."""
        return self.issued_on or self.effective_from

    def reads(self, words: str) -> str | None:
        """Words of a source recognised badly, with their marks put back; None when they stand as they are."""
        return next((one.reads for one in self.restored if one.words == words), None)

    def doer(self, task: Task, part: Part) -> str:
        """Code of the unit that reports a part: who leads it, carries it out, or whom the sentence speaks of; empty when nobody is named.

        What stands in a facility's track the facility reports, even where an authority leads.
        """
        named = (part.lead, part.carries_out, task.lead, task.carries_out, task.subject)
        units = [code for one in named if one for code in one.units]
        own = part.scope in FACILITIES
        return next((code for code in units if not own or self.unit(code).kind in (UnitKind.GROUP, UnitKind.FACILITY)), "")

    def accepting(self, code: str) -> UnitKind | None:
        """What a unit that accepts is; None when nobody is named."""
        return next((one.kind for one in self.units if one.code == code), None)

    def called(self, code: str) -> frozenset[str]:
        """The codes of a unit and of those that followed it."""
        found: set[str] = set()
        while code and code not in found:
            found.add(code)
            code = next((one.successor for one in self.units if one.code == code), "")
        return frozenset(found)

    def unit(self, code: str) -> Unit:
        """Raises: NotFound."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise NotFound("unit", f"{self.code}/{code}")


@dataclass(frozen=True)
class Milestone:
    """One part as it stands in a track."""

    code: str
    task: str
    title: str
    kind: Kind
    scope: Scope
    due: date | None
    """Last day in time; None when the source gives no deadline."""
    due_words: str
    nature: Nature | None
    tentative: bool
    standing: bool
    """A standing duty: nothing waits for its end, it is reported on until the plan is over."""
    carried_out_by: str
    """Unit code; the facility itself when the unit is the plan's word for all facilities."""
    accepted_by: str
    after: tuple[str, ...]
    """Codes of milestones of the same track that come first."""
    deliverable: str
    quote: str
    level: Level | None = None
    """The level that a system must reach."""


_REACH = {
    FacilityKind.HOSPITAL: frozenset({Scope.FACILITY, Scope.HOSPITAL, Scope.BEDS}),
    FacilityKind.HEALTH_CENTRE: frozenset({Scope.FACILITY, Scope.BEDS}),
    FacilityKind.CLINIC: frozenset({Scope.FACILITY}),
    FacilityKind.DEPARTMENT: frozenset({Scope.DEPARTMENT, Scope.PROVINCE}),
    FacilityKind.AUTHORITY: frozenset({Scope.PROVINCE}),
}


def scopes(kind: FacilityKind, published: bool) -> frozenset[Scope]:
    """The scopes that reach a unit: only a hospital that has published is asked to keep up what it published."""
    extra = {Scope.PUBLISHED} if published and kind is FacilityKind.HOSPITAL else set()
    return _REACH[kind] | extra


def milestones_for(
    plan: Plan, kind: FacilityKind, published: bool, unit: str = "", elsewhere: Collection[str] = ()
) -> tuple[Milestone, ...]:
    """The track of a unit: every part whose scope reaches it, in the plan's order.

    `unit`: of an authority, its code; `elsewhere`: codes of the authorities with tracks of their own, whose parts the department's lacks.
    """
    reach = scopes(kind, published)
    mine = [(task, part) for task, part in plan.parts() if part.scope in reach and _is_whose(plan, task, part, kind, unit, elsewhere)]
    codes = frozenset(part.code for _, part in mine)
    return tuple(_milestone(plan, task, part, codes) for task, part in mine)


def _is_whose(plan: Plan, task: Task, part: Part, kind: FacilityKind, unit: str, elsewhere: Collection[str]) -> bool:
    """Of the parts of the province's other units: whether this track is the one that has it."""
    if part.scope is not Scope.PROVINCE:
        return True
    called = plan.called(plan.doer(task, part))
    return unit in called if kind is FacilityKind.AUTHORITY else called.isdisjoint(elsewhere)


def _milestone(plan: Plan, task: Task, part: Part, codes: frozenset[str]) -> Milestone:
    due = task.due_of(part)
    return Milestone(
        code=part.code,
        task=task.code,
        title=part.title,
        kind=part.kind,
        scope=part.scope,
        due=due.last if due else None,
        due_words=due.words if due else "",
        nature=due.nature if due else None,
        tentative=due.tentative if due else False,
        standing=due is None or due.form is DueForm.CONTINUOUS,
        carried_out_by=plan.doer(task, part),
        accepted_by=part.accepted_by or task.accepted_by,
        after=tuple(after.part for after in part.after if after.part in codes),
        deliverable=part.deliverable,
        quote=part.quote,
        level=part.level,
    )
