"""What is entered of a purchase, and what happened to it: opinions with their paper, selection, contract, deliveries, payments."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both
from domain.names import DocumentId, PersonId
from domain.outside_papers import OutsidePaper
from domain.procurement_items import NewItem, item_faults
from domain.procurement_routes import ProcurementRules, Way
from domain.reasons import too_long

NO_PAPER = OutsidePaper()
NONE = Decimal(0)


class Opinion(StrEnum):
    """What whoever judges says."""

    AGREED = "agreed"
    CONDITIONS = "conditions"
    """Agreed, on conditions."""
    REFUSED = "refused"


class Did(StrEnum):
    """What happened to a purchase."""

    OPENED = "opened"
    EDITED = "edited"
    SIGNED = "signed"
    """A paper of the house was signed by everybody."""
    JUDGED = "judged"
    SELECTED = "selected"
    CONTRACTED = "contracted"
    DELIVERED = "delivered"
    PAID = "paid"
    STRUCK = "struck"
    """A delivery or payment that was entered wrongly counts no more."""
    STOPPED = "stopped"


@dataclass(frozen=True)
class Entry:
    """What an event says of one item."""

    item: int
    quantity: int = 0
    amount: Decimal = NONE


@dataclass(frozen=True)
class Event:
    """One line of its history, which only grows."""

    did: Did
    by: PersonId | None
    """Nobody, of what a last signature does."""
    at: datetime
    step: str = ""
    version: int = 1
    paper: OutsidePaper = NO_PAPER
    document: DocumentId | None = None
    opinion: Opinion | None = None
    words: str = ""
    entries: tuple[Entry, ...] = ()
    until: date | None = None
    """Last day of what it sets: of the contract, of the selection."""
    strikes: int | None = None
    """Number of the event that it strikes."""


@dataclass(frozen=True)
class NewProcurement:
    """A purchase to be opened, or its items made anew."""

    title: str
    way: Way
    items: tuple[NewItem, ...]
    milestone: str = ""
    """Code of the milestone that its acceptance reports; empty for none."""

    def check(self, rules: ProcurementRules, lines: Collection[str], milestones: Collection[str]) -> None:
        """`lines`: budget lines of the facility in the plan. Raises: Malformed with every fault."""
        found = [] if self.title.strip() else ["title: ghi tên gói mua sắm, thuê dịch vụ / give it a name"]
        found += too_long("title", self.title)
        if self.milestone and self.milestone not in milestones:
            found.append(both(f"milestone: lộ trình không có mốc {self.milestone}", "no such milestone"))
        found += item_faults(self.items, rules, lines)
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Judgement:
    """What somebody without an account said, with their paper; of an approval, how much for each item."""

    opinion: Opinion
    paper: OutsidePaper
    words: str = ""
    """Conditions, or why not."""
    approved: Mapping[int, Decimal] = field(default_factory=dict)
    """Number of an item → amount; an item left out is approved as proposed."""
    document: DocumentId | None = None
    """Of a judgement that a paper of the house tells."""


@dataclass(frozen=True)
class Selection:
    """How the supplier was chosen."""

    form: str
    """Hình thức lựa chọn nhà thầu, in words."""
    supplier: str
    paper: OutsidePaper
    """The decision that approves the result."""
    until: date | None = None
    """Last day on which the offer binds, when it was told."""


@dataclass(frozen=True)
class Contract:
    """The contract as it was signed: quantity and price of each item."""

    paper: OutsidePaper
    until: date
    """Last day of carrying it out."""
    lines: Mapping[int, tuple[int, Decimal]]
    words: str = ""
