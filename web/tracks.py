"""One facility's track: what to do this week, one task of the plan, and declaring what was done before hsba."""

from dataclasses import dataclass
from datetime import date

from web.audit import Happened
from web.forms import Form, Option


@dataclass(frozen=True)
class TaskOfPlan:
    address: str
    code: str
    title: str
    due: date
    state: str
    waits_for: str = ""
    """Whom it waits for; empty when it waits for this facility."""


@dataclass(frozen=True)
class Paper:
    """A paper the track rests on or has made."""

    title: str
    number: str
    on: date | None
    address: str = ""
    state: str = ""


@dataclass(frozen=True)
class TrackPage:
    facility: str
    plan: str
    plan_address: str
    deadline: date
    state: str
    done: int
    total: int
    this_week: tuple[TaskOfPlan, ...]
    others: tuple[TaskOfPlan, ...]
    calendar: tuple[TaskOfPlan, ...]
    papers: tuple[Paper, ...]
    forecast: date | None = None
    declare: str = ""
    """Address of the declaration; empty when everything is declared."""
    undeclared: int = 0
    golive: str = ""
    """Address of go-live, or empty."""
    gates: tuple[str, ...] = ()
    """What still stands before go-live, one line each."""


@dataclass(frozen=True)
class PlanPart:
    """One part of a task as the plan words it."""

    words: str
    deliverable: str = ""


@dataclass(frozen=True)
class Evidence:
    name: str
    size: str
    sha256: str
    address: str


@dataclass(frozen=True)
class MilestonePage:
    facility: str
    track: str
    code: str
    title: str
    article: str
    """Where the plan says it, e.g. `Mục II.3.1`."""
    parts: tuple[PlanPart, ...]
    lead: str
    coordinating: tuple[str, ...]
    due: date
    due_words: str
    """The deadline in the plan's own words."""
    state: str
    evidence: tuple[Evidence, ...]
    timeline: tuple[Happened, ...]
    note: str = ""
    """The report as it was sent."""
    after: tuple[str, ...] = ()
    """Milestones that must be done first and are not."""
    draft: str = ""
    """Address that starts the milestone's document; empty when it has none to make now."""
    draft_words: str = ""
    report: Form | None = None
    judge: Form | None = None
    """Present for who accepts or sends back."""


@dataclass(frozen=True)
class Declared:
    """One milestone to declare."""

    code: str
    title: str
    due: date


@dataclass(frozen=True)
class DeclarationPage:
    facility: str
    track: str
    opened_on: date
    asked: tuple[Declared, ...]
    states: tuple[Option, ...]
    form: Form
