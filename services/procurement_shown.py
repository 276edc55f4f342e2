"""What pages and API show of purchases."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.forms import Form
from domain.names import DocumentId
from domain.plans import Milestone
from domain.procurement import Procurement
from domain.procurement_budget import BudgetLine
from domain.procurement_routes import ProcurementRules, RouteStep
from domain.procurement_totals import Spent
from domain.tracks import Track
from services.track_views import AppraisalLine
from store.queries.plans import OpenPlan
from store.queries.procurement_events import Happened
from store.queries.signatures import Document, Version


@dataclass(frozen=True)
class Choices:
    """What a purchase of a track is made of."""

    track: Track
    facility: str
    rules: ProcurementRules
    lines: Sequence[BudgetLine]
    """Budget lines of the facility; of every facility for the department."""
    milestones: Sequence[Milestone]
    """Those its acceptance may report."""


@dataclass(frozen=True)
class PaperOf:
    """A paper of a purchase."""

    step: RouteStep
    document: Document
    version: Version
    current: bool
    """Of the proposal as it stands."""


@dataclass(frozen=True)
class ProcurementView:
    """A purchase with its history, and what this person may do about it now."""

    one: Procurement
    facility: str
    plan: OpenPlan
    rules: ProcurementRules
    lines: Sequence[BudgetLine]
    milestone: str
    events: Sequence[Happened]
    papers: Sequence[PaperOf]
    signing: DocumentId | None
    acts: frozenset[str]
    """`edit`, `draw_up`, `appraise`, `judge`, `select`, `contract`, `deliver`, `pay`, `strike`, `stop`: this position's now."""
    form: Form | None = None
    """What the paper of the step waited for asks, when this position may draw it up."""
    appraisals: Sequence[AppraisalLine] = ()
    """Of its proposal, by councils of the house, oldest first."""
    strikes: frozenset[int] = frozenset()
    """Numbers of the events that this position may take back now."""


@dataclass(frozen=True)
class TrackProcurements:
    """The purchases of a track."""

    choices: Choices
    lines: Sequence[Procurement]
    opens: bool


@dataclass(frozen=True)
class PlanProcurements:
    """Every item of every purchase that the position reaches, and the plan's own budget lines."""

    plan: OpenPlan
    rules: ProcurementRules
    lines: Sequence[BudgetLine]
    rows: Sequence[Spent]
    procurements: Sequence[Procurement]
    whole: bool
