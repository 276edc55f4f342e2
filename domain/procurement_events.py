"""What happened to a purchase: one line of its history each, with what it says of the items."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.names import DocumentId, PersonId
from domain.outside_papers import OutsidePaper

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
    """What was entered wrongly counts no more."""
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
