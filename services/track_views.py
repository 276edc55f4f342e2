"""What pages and API show of a track, and of one of its milestones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.boards import Cell
from domain.councils import Appraisal
from domain.forecasts import Forecast, Help
from domain.forms import Form
from domain.golive import Gate, Readiness
from domain.letters import Reminded
from domain.mergers import Authority
from domain.names import AppraisalId, PersonId, ProcurementId
from domain.on_behalf import OWN, Behalf
from domain.parts import Part, Task
from domain.plans import Milestone, Plan
from domain.schedules import Bar
from domain.tracks import Progress, State, Track
from domain.waiting import Held
from store.queries.audit import TimelineLine
from store.queries.declarations import Declared
from store.queries.extensions import Extension
from store.queries.people import Facility
from store.queries.plan_editions import Moved
from store.queries.plans import OpenPlan
from store.queries.signatures import Document, Version
from store.queries.tracks import Closed, Report

WEEK = 7


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone: what the plan says, how far it is, and the document it ends in."""

    spec: Milestone
    progress: Progress
    cell: Cell
    document: tuple[Document, Version] | None

    @property
    def signing(self) -> bool:
        """Whether its document waits for signatures."""
        return self.document is not None and self.document[1].state in ("waiting", "signing", "stamping")


@dataclass(frozen=True)
class AppraisalLine:
    """An appraisal of the track, as a list shows it."""

    id: AppraisalId
    number: int
    state: str
    met: bool | None
    milestone: str = ""
    title: str = ""
    """What is appraised, by its edition; of a proposal to buy, what the purchase is called."""
    stale: bool = False
    level: str = ""
    """The level reached, in words; empty where there are none."""
    meets_at: datetime | None = None
    """The hour its council is called for."""
    purchase: ProcurementId | None = None
    """The purchase whose proposal is judged."""


def appraisal_lines(found: Iterable[Appraisal], bought: Mapping[ProcurementId, str] | None = None) -> list[AppraisalLine]:
    """Of all councils, oldest first; `bought`: what purchases are called."""
    return [_appraisal_line(n, one, bought or {}) for n, one in enumerate(found, 1)]


def _appraisal_line(n: int, one: Appraisal, bought: Mapping[ProcurementId, str]) -> AppraisalLine:
    met = one.verdict.met if one.verdict else None
    title = bought.get(one.purchase, one.edition.subject) if one.purchase else one.edition.subject
    return AppraisalLine(one.id, n, str(one.state), met, one.milestone, title, one.stale, _level(one), one.meets_at, one.purchase)


def _level(one: Appraisal) -> str:
    titles = {grade.code: grade.title for grade in one.edition.grades}
    return titles.get(one.verdict.grade, "–") if one.verdict and titles else ""


@dataclass(frozen=True)
class TrackView:
    """Everything a track's page shows; milestones in the plan's order."""

    track: Track
    facility: Facility
    department: str
    plan: OpenPlan
    words: Plan
    milestones: list[MilestoneLine]
    gates: tuple[Gate, ...]
    readiness: Readiness
    appraisals: list[AppraisalLine]
    forecast: Forecast | None
    slack: int | None
    """Days between what is expected and the last day for going live; negative when it will be late."""
    helps: Help | None
    """What would bring that day forward most."""
    deadline: date | None
    bars: tuple[Bar, ...]
    """Its milestones over time, in its own order."""
    timeline: list[TimelineLine]
    today: date
    dropped: list[tuple[str, str]]
    """Code and title of what a later edition of the plan has no more."""
    closed: Closed | None
    authorities: list[Authority]
    """Who was in charge of the plan before."""
    reminded: list[Reminded] = field(default_factory=list)
    """By letters that were sent, newest first."""

    @property
    def undeclared(self) -> list[MilestoneLine]:
        return [one for one in self.milestones if one.progress.state is State.UNDECLARED]

    @property
    def this_week(self) -> list[MilestoneLine]:
        """What waits for the unit now: late, sent back, or due within a week."""
        return [one for one in self._waiting if one.cell.word in ("late", "sent_back") or _within(one, self.today)]

    @property
    def others(self) -> list[MilestoneLine]:
        """What waits for somebody else: for acceptance, for signatures, for an earlier milestone."""
        return [one for one in self.milestones if one.cell.word in ("reported", "blocked") or one.signing]

    @property
    def calendar(self) -> list[MilestoneLine]:
        """Open milestones by last day, those without one last."""
        return sorted(self._waiting, key=lambda one: (one.progress.due or date.max, one.spec.code))

    @property
    def papers(self) -> list[tuple[Document, Version]]:
        return [one.document for one in self.milestones if one.document]

    @property
    def done(self) -> int:
        return sum(one.progress.state is State.ACCEPTED for one in self.milestones)

    @property
    def total(self) -> int:
        return len(self.milestones)

    @property
    def _waiting(self) -> list[MilestoneLine]:
        return [one for one in self.milestones if one.progress.state is State.OPEN and not one.signing]


def _within(one: MilestoneLine, today: date) -> bool:
    return one.progress.due is not None and (one.progress.due - today).days <= WEEK


@dataclass(frozen=True)
class MilestoneView:
    """One milestone with the plan's own words."""

    track: Track
    facility: Facility
    plan: OpenPlan
    words: Plan
    line: MilestoneLine
    task: Task
    part: Part
    lead: str
    """Name of the unit that carries it out."""
    accepted_by: str
    """Name of the unit that accepts it."""
    reports: list[Report]
    """Oldest first."""
    moves: list[Moved]
    """How its last day was moved, oldest first."""
    timeline: list[TimelineLine]
    council: frozenset[PersonId]
    """Who sat on the council whose minutes are the newest report: they do not judge it again."""
    draft: Form | None
    """The form of the document it ends in, when this position may draft it now."""
    reminded: list[Reminded] = field(default_factory=list)
    """By letters that name it and were sent, newest first."""
    to_province: bool = False
    """It is so late that the province is to be reported to."""
    declared: Declared | None = None
    """What was said of it when the plan was opened late."""
    regulation: bool = False
    """Whether a regulation is drafted for it, or was issued."""
    behalf: Behalf = OWN
    """For whom this position would report it."""
    extension: Extension | None = None
    """The paper that is being signed to move its last day."""

    @property
    def others(self) -> tuple[Held, ...]:
        """What it waits for in other tracks."""
        return tuple(one for one in self.track.others if one.of == self.line.spec.code)

    @property
    def due_words(self) -> tuple[str, ...]:
        """All that the plan says of its time, first what rules."""
        said = (self.line.spec.due_words, *(due.words for due in self.task.dues_of(self.part)))
        return tuple(dict.fromkeys(one for one in said if one))
