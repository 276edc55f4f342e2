"""What is entered of a purchase: its items, what somebody judged, the supplier chosen, the contract."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.errors import Malformed
from domain.faults import both
from domain.names import DocumentId
from domain.outside_papers import OutsidePaper
from domain.procurement_events import Opinion
from domain.procurement_items import NewItem, item_faults
from domain.procurement_routes import ProcurementRules, Way
from domain.reasons import too_long


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
