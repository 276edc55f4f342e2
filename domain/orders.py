"""An order's lines and what may happen to each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Malformed, NotFound, WrongState
from domain.names import DepartmentId, DocumentId, OrderId, PersonId, RecordId


class LineState(StrEnum):
    ORDERED = "ordered"
    SAMPLED = "sampled"
    REJECTED = "rejected"
    """The sample was rejected: it is taken again or the line is cancelled."""
    RESULTED = "resulted"
    """A result is there and not yet signed by everybody."""
    APPROVED = "approved"
    CANCELLED = "cancelled"


ENDED = frozenset({LineState.APPROVED, LineState.CANCELLED})

MOVES: Mapping[str, tuple[frozenset[LineState], LineState]] = {
    "sample": (frozenset({LineState.ORDERED, LineState.REJECTED}), LineState.SAMPLED),
    "reject": (frozenset({LineState.SAMPLED}), LineState.REJECTED),
    "cancel": (frozenset({LineState.ORDERED, LineState.SAMPLED, LineState.REJECTED}), LineState.CANCELLED),
    "result": (frozenset(LineState) - {LineState.CANCELLED, LineState.REJECTED}, LineState.RESULTED),
    "approve": (frozenset({LineState.RESULTED}), LineState.APPROVED),
}
"""act → (states it starts from, state it leads to). A new version of a result takes an approved line back to resulted."""


@dataclass(frozen=True)
class Line:
    """One service ordered from one performing department."""

    number: int
    service: str
    """Code in the facility's catalogue of services; empty when nobody gave one."""
    name: str
    department: DepartmentId
    state: LineState = LineState.ORDERED
    reason: str = ""
    """Why it was cancelled or its sample rejected."""
    kind: str = "laboratory"
    """What answers it: a form whose `answers` says so."""

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    def move(self, act: str, reason: str = "") -> "Line":
        """The line after the act. Raises: WrongState."""
        begins, leads = MOVES[act]
        if self.state not in begins:
            raise WrongState(f"order.{act}", self.state)
        return replace(self, state=leads, reason=reason or self.reason)


@dataclass(frozen=True)
class Sheet:
    """A result sheet of an order: one document that covers one or more lines."""

    document: DocumentId
    lines: tuple[int, ...]
    complete_at: datetime | None = None
    acknowledged_at: datetime | None = None
    critical_at: datetime | None = None
    """When the newest version came with a critical value."""
    heard_at: datetime | None = None
    """When somebody who treats confirmed to know it."""
    told: int = 0
    """How often it was told."""
    amended_at: datetime | None = None
    """When the newest version replaced a released one that somebody had read."""
    amended_grave: bool = False
    """What changed is dangerous."""
    amended_known_at: datetime | None = None
    """When nobody further up needed to be told any more."""
    amended_told: int = 0

    @property
    def alarming(self) -> bool:
        """A critical value that nobody confirmed to know."""
        return bool(self.critical_at and not self.heard_at and not self.acknowledged_at)

    @property
    def amended(self) -> bool:
        """A replacement that those who had read the version before have not confirmed to know; acknowledging the new one is knowing."""
        return bool(self.amended_at and not self.amended_known_at and not self.acknowledged_at)

    def tell_amended_at(self, every: timedelta) -> datetime | None:
        """When the replacement is told further up; None when it need not be."""
        return self.amended_at + self.amended_told * every if self.amended_at and self.amended else None

    def tell_again_at(self, every: timedelta) -> datetime | None:
        """When it is told again; None when it need not be."""
        return self.critical_at + self.told * every if self.critical_at and self.alarming else None


@dataclass(frozen=True)
class Order:
    """What a doctor ordered for one episode, and how far each line is."""

    id: OrderId
    record: RecordId
    doctor: PersonId
    department: DepartmentId
    """Where it was ordered."""
    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...] = ()

    @property
    def finished(self) -> bool:
        """Every line ended, every final result acknowledged, every critical value and replacement known: nothing more is waited for."""
        return all(line.ended for line in self.lines) and not (self.unacknowledged or self.alarms or self.amendments)

    @property
    def void(self) -> bool:
        """Every line was cancelled: there is nothing left to order, so nobody is asked to sign it."""
        return all(line.state is LineState.CANCELLED for line in self.lines)

    @property
    def unacknowledged(self) -> tuple[DocumentId, ...]:
        """Final results the ordering doctor has not seen."""
        return tuple(s.document for s in self.sheets if s.complete_at and not s.acknowledged_at)

    @property
    def alarms(self) -> tuple[Sheet, ...]:
        """Sheets with a critical value that nobody confirmed to know."""
        return tuple(sheet for sheet in self.sheets if sheet.alarming)

    @property
    def amendments(self) -> tuple[Sheet, ...]:
        """Sheets whose newest version replaced a released one, which those concerned have not confirmed to know."""
        return tuple(sheet for sheet in self.sheets if sheet.amended)

    @property
    def unanswered(self) -> tuple[Line, ...]:
        """Lines that a new result sheet may answer now."""
        answered = {number for sheet in self.sheets for number in sheet.lines}
        return tuple(line for line in self.lines if line.number not in answered and line.state in MOVES["result"][0])

    def line(self, number: int) -> Line:
        for line in self.lines:
            if line.number == number:
                return line
        raise NotFound("order_line", number)

    def move(self, act: str, numbers: tuple[int, ...], reason: str = "") -> "Order":
        """The order after the act on these lines: all or none. Raises: Malformed for no line at all, NotFound, WrongState."""
        if not numbers:
            raise Malformed("lines: chọn ít nhất một dịch vụ / choose at least one service")
        moved = {number: self.line(number).move(act, reason) for number in numbers}
        return replace(self, lines=tuple(moved.get(line.number, line) for line in self.lines))


@dataclass(frozen=True)
class NewLine:
    """A service to be ordered."""

    service: str
    """Code in the facility's catalogue; empty when nobody gave one."""
    name: str
    department: DepartmentId
    kind: str = "laboratory"
    """`laboratory`, `imaging`: a key of the order form's field `kind`."""


@dataclass(frozen=True)
class NewOrder:
    """An order as a doctor writes it, or as a HIS sends it for the doctor it names."""

    doctor: PersonId
    lines: tuple[NewLine, ...]
    diagnosis: str
    urgent: bool = False
    note: str = ""
    ordered_at: datetime | None = None
    """When it was ordered, on paper while the house could not be used; None for the moment of its entry."""

    def check(self) -> None:
        """Raises: Malformed."""
        if not self.lines:
            raise Malformed("lines: cần ít nhất một dịch vụ / order at least one service")
