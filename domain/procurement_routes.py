"""The way a purchase goes, as data: by whose money and whether it is bought or leased; who appraises, is heard and approves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.errors import NotFound


class Way(StrEnum):
    """How it is had."""

    PURCHASE = "purchase"
    """Mua sắm."""
    SERVICE = "service"
    """Thuê dịch vụ."""
    BOTH = "both"


EVERY_WAY = tuple(Way)


class StepKind(StrEnum):
    """What a step is; the order of the kinds is the order in which they come."""

    PROPOSAL = "proposal"
    """Tờ trình: drawn up of the items, signed in the house."""
    APPRAISAL = "appraisal"
    """A council judges the proposal."""
    OPINION = "opinion"
    """A unit says what it thinks of it."""
    APPROVAL = "approval"
    """The amounts are approved."""
    SELECTION = "selection"
    """A supplier is chosen, by bidding or otherwise."""
    CLAUSES = "clauses"
    """The contract's draft is held against the clauses that it must have; signed in the house."""
    CONTRACT = "contract"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    """Biên bản nghiệm thu: signed in the house."""


JUDGED = frozenset({StepKind.APPRAISAL, StepKind.OPINION, StepKind.APPROVAL})
"""Kinds in which somebody else says yes or no."""
SIGNED = frozenset({StepKind.PROPOSAL, StepKind.CLAUSES, StepKind.ACCEPTANCE})
"""Kinds that end with a paper of the house that everybody has signed."""
ONCE = tuple(one for one in StepKind if one not in {StepKind.APPRAISAL, StepKind.OPINION})
"""Kinds of which every route has at least one."""


class Recorder(StrEnum):
    """Who enters a step."""

    FACILITY = "facility"
    """Whose track it is."""
    DEPARTMENT = "department"
    """The department of health, with the paper of whoever did it."""


@dataclass(frozen=True)
class RouteStep:
    """One step that a route may have."""

    code: str
    """Short name."""
    kind: StepKind
    """What it is."""
    title: str
    """What people read."""
    by: str
    """Who does it: the appraiser, whose opinion it is, the approver."""
    basis: str
    """Section of the plan, number and article, or that it is a custom."""
    certainty: Certainty
    """How sure we are."""
    recorded_by: Recorder = Recorder.FACILITY
    """Who enters it."""


@dataclass(frozen=True)
class Fund:
    """A source of money that a route is chosen by."""

    code: str
    """Short name."""
    title: str
    """What people read."""
    basis: str
    """Where it is named."""
    certainty: Certainty
    """How sure we are."""
    sources: tuple[str, ...] = ()
    """Titles of the plan's own sources that it stands for: by them its columns of a budget table are found."""


@dataclass(frozen=True)
class Category:
    """What money is spent on."""

    code: str
    """Short name."""
    title: str
    """What people read."""


@dataclass(frozen=True)
class Route:
    """The steps for money of these sources, had in these ways."""

    funds: tuple[str, ...]
    """Codes of sources."""
    ways: tuple[Way, ...]
    """Bought, leased, or both."""
    steps: tuple[str, ...]
    """Codes of steps, in the order of the list of steps."""
    basis: str
    """What the route rests on."""
    certainty: Certainty
    """How sure we are."""


@dataclass(frozen=True)
class Clause:
    """What the contract must say."""

    code: str
    """Short name."""
    title: str
    """What people read."""
    basis: str
    """Number and article."""
    certainty: Certainty
    """How sure we are."""
    ways: tuple[Way, ...] = EVERY_WAY
    """Asked for when it is had in one of these ways."""


@dataclass(frozen=True)
class ProcurementRules:
    """How purchases go under one plan, or under every plan without rules of its own."""

    edition: str
    """Short name of the edition."""
    effective_from: date
    """First day on which a purchase is opened by it."""
    basis: str
    """What the file rests on."""
    certainty: Certainty
    """How sure we are."""
    funds: tuple[Fund, ...]
    """Sources of money."""
    categories: tuple[Category, ...]
    """What money is spent on."""
    steps: tuple[RouteStep, ...]
    """Every step there is, in the order in which they come."""
    routes: tuple[Route, ...]
    """One for each source and way."""
    clauses: tuple[Clause, ...]
    """What a contract must say."""
    plan: str = ""
    """Code of the plan whose rules these are; empty for the default."""
    effective_until: date | None = None
    """Last day on which a purchase is opened by it; null while it lasts."""

    def route(self, funds: Collection[str], way: Way) -> tuple[RouteStep, ...]:
        """The steps of a purchase with money of these sources: all that any of them asks for. Raises: NotFound."""
        wanted = {code for fund in funds for code in self._one(fund, way).steps}
        return tuple(step for step in self.steps if step.code in wanted)

    def _one(self, fund: str, way: Way) -> Route:
        for one in self.routes:
            if fund in one.funds and way in one.ways:
                return one
        raise NotFound("route", f"{fund}/{way}")

    def asked(self, way: Way) -> tuple[Clause, ...]:
        """The clauses of a contract had in this way."""
        return tuple(one for one in self.clauses if way in one.ways)

    def fund(self, code: str) -> str:
        """What people call a source of money; the code itself where the rules have it no more."""
        return next((one.title for one in self.funds if one.code == code), code)

    def category(self, code: str) -> str:
        return next((one.title for one in self.categories if one.code == code), code)
