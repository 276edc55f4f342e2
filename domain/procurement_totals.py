"""What purchases come to: planned, proposed, approved, committed, paid and accepted, by whatever they are counted, and what runs over."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.names import FacilityId, ProcurementId, TrackId
from domain.procurement_items import Item

NONE = Decimal(0)


class Over(StrEnum):
    """What runs over what."""

    PROPOSED = "proposed"
    """More is proposed than the plan has."""
    APPROVED = "approved"
    """More is approved than was proposed."""
    COMMITTED = "committed"
    """The contract is more than was approved."""
    PAID = "paid"
    """More is paid than the contract is."""
    ACCEPTED = "accepted"
    """More is accepted than the contract is."""
    DELIVERED = "delivered"
    """More is delivered than the contract has; of one item only."""


@dataclass(frozen=True)
class Amounts:
    """Sums in đồng; what nobody said yet is None, which is not nought."""

    planned: Decimal | None = None
    proposed: Decimal = NONE
    approved: Decimal | None = None
    committed: Decimal | None = None
    paid: Decimal = NONE
    accepted: Decimal = NONE

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            _sum(self.planned, other.planned),
            self.proposed + other.proposed,
            _sum(self.approved, other.approved),
            _sum(self.committed, other.committed),
            self.paid + other.paid,
            self.accepted + other.accepted,
        )

    @property
    def over(self) -> frozenset[Over]:
        """What is greater than what it may be at most, of the two sums as they stand."""
        pairs = (
            (Over.PROPOSED, self.proposed, self.planned),
            (Over.APPROVED, self.approved, self.proposed),
            (Over.COMMITTED, self.committed, self.approved),
            (Over.PAID, self.paid, self.committed),
            (Over.ACCEPTED, self.accepted, self.committed),
        )
        return frozenset(what for what, amount, most in pairs if amount is not None and most is not None and amount > most)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other


@dataclass(frozen=True)
class Spent:
    """One item of one purchase, or a budget line of the plan, as it is counted."""

    facility: FacilityId | None
    """None of a line whose facility is not known here."""
    name: str
    """Of the facility."""
    track: TrackId | None
    procurement: ProcurementId | None
    """None of a budget line."""
    title: str
    category: str
    fund: str
    line: str
    amounts: Amounts


def of_item(one: Item) -> Amounts:
    committed = None if one.contract_price is None else one.committed
    return Amounts(None, one.proposed, one.approved, committed, one.paid, one.received)


def item_over(one: Item) -> frozenset[Over]:
    """Of an item, also what was delivered."""
    delivered = {Over.DELIVERED} if one.contract_price is not None and one.delivered > one.contracted else set()
    return of_item(one).over | delivered


def total(of: Iterable[Amounts]) -> Amounts:
    return sum(of, Amounts())


def grouped(rows: Iterable[Spent], by: Callable[[Spent], str]) -> dict[str, Amounts]:
    """Sums by a key, in the order in which the keys first come; their total is that of all rows."""
    found: dict[str, Amounts] = {}
    for one in rows:
        found[by(one)] = found.get(by(one), Amounts()) + one.amounts
    return found
