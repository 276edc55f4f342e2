"""What pages and API show of an appraisal."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.appraisals import Vote
from domain.councils import Appraisal
from domain.facts import Finding
from domain.names import AppraisalId, PersonId, ProcurementId
from domain.seats import Seat
from domain.shortfalls import Shortfall
from store.queries.appraisals import Seated, Sitting
from store.queries.audit import TimelineLine
from store.queries.exhibits import Shown
from store.queries.people import Facility
from store.queries.signatures import Document, Version

Paper = tuple[Document, Version]


@dataclass(frozen=True)
class Purchase:
    """Whose proposal is judged."""

    id: ProcurementId
    title: str


@dataclass(frozen=True)
class AppraisalView:
    """Everything an appraisal's page shows to this person."""

    appraisal: Appraisal
    """Its `votes` are those this person may see; its `edition` has the criteria."""
    facility: Facility
    sitting: Sitting
    council: list[Seated]
    exhibits: Mapping[str, Shown]
    """Criterion → what is shown for it."""
    voted: frozenset[PersonId]
    """Members who have voted on everything they have a word on."""
    cast: Mapping[PersonId, int]
    """How many criteria each member has voted on, on the evidence as it is."""
    asked: Mapping[PersonId, int]
    """How many criteria each member has a word on."""
    tallies: Mapping[str, tuple[int, int, int]]
    """Criterion → votes for met, not met, not applicable: for whoever may see the running result."""
    checks: Mapping[str, Finding]
    """Criterion → what hsba's own rows say of it now."""
    short: tuple[str, ...]
    """Criteria with fewer votes than the council needs."""
    running: tuple[Vote, ...]
    """For the chair: the votes that count so far."""
    revealed: bool
    my_seat: Seat | None
    waits_for: tuple[tuple[str, str, str], ...]
    """Code and title of what is to be reported before the council is called, and the milestone of the track that tells of it."""
    founding: Paper | None
    minutes: Paper | None
    decision: Paper | None
    shortfalls: tuple[Shortfall, ...]
    changed: tuple[str, ...]
    """Criteria whose evidence is no longer what was judged."""
    next_round: AppraisalId | None
    title: str
    """What the plan calls the milestone."""
    purchase: Purchase | None
    """The purchase whose proposal is judged."""
    department: bool
    """Whether this person's position is in the department of health that watches the facility."""
    may_bring: bool
    """Evidence, by this appraisal, now."""
    timeline: list[TimelineLine]

    @property
    def votes(self) -> tuple[Vote, ...]:
        return self.appraisal.votes
