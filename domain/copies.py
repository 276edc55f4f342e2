"""Copies of a clinical document for the patient: given only of what is released, handed over to somebody, called back when replaced."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Incomplete, Malformed, VersionEnded, WaitsForStamp, WrongState
from domain.faults import both
from domain.names import CopyId, DocumentId, PersonId, RecordId, Sha256
from domain.signatures import Chain, Ended

AHEAD = timedelta(minutes=5)
"""How far the clock of whoever writes it down may be before ours."""


class Status(StrEnum):
    """How far a version of a clinical document is, as those who care for the patient must know it."""

    ENTERED = "entered"
    """Nobody has signed: for information only."""
    SIGNING = "signing"
    """Some have signed."""
    STAMPING = "stamping"
    """The last signature waits for its time stamp."""
    RELEASED = "released"
    """Every signature and stamp is there."""
    REPLACED = "replaced"
    """A later version took its place."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Taken back by its author."""


PROVISIONAL = frozenset({Status.ENTERED, Status.SIGNING, Status.STAMPING})
"""Not released, and may become so: what it says is for information only."""


def status(chain: Chain, later: bool = False) -> Status:
    """`later`: there is a later version. A released one that is being replaced says so at once, not when the last one has signed."""
    if chain.ended:
        return {Ended.REFUSED: Status.REFUSED, Ended.REPLACED: Status.REPLACED, Ended.WITHDRAWN: Status.WITHDRAWN}[chain.ended]
    if chain.complete:
        return Status.REPLACED if later else Status.RELEASED
    if chain.pending:
        return Status.STAMPING
    return Status.SIGNING if chain.signatures else Status.ENTERED


class Medium(StrEnum):
    """How a copy is handed over."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


class Receiver(StrEnum):
    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    FACILITY = "facility"
    """Another facility that treats the patient."""


class Settled(StrEnum):
    """What became of a copy of a version that was replaced."""

    RECALLED = "recalled"
    """It came back."""
    RENEWED = "renewed"
    """The new version was handed over."""
    TOLD = "told"
    """Whoever has it was told; it could not be had back."""


@dataclass(frozen=True)
class HandOver:
    """To whom a copy was given, and when."""

    to: Receiver
    at: datetime
    name: str = field(default="", repr=False)
    """Who took it: the representative, or the facility."""
    relation: str = field(default="", repr=False)
    """Of the representative to the patient, e.g. `con`."""
    proof: str = field(default="", repr=False)
    """The paper that shows it: kind and number."""
    note: str = field(default="", repr=False)

    def same_holder(self, other: "HandOver") -> bool:
        """Whether both went to the same patient, person or facility, as far as what was written down tells."""
        return self.to is other.to and (self.to is Receiver.PATIENT or _called(self.name) == _called(other.name))

    def check(self, issued_at: datetime, now: datetime) -> None:
        """Raises: Malformed, with a line for each fault."""
        faults = []
        if self.at > now + AHEAD:
            faults.append("at: thời điểm trao ở tương lai / lies in the future")
        if self.at < issued_at - AHEAD:
            faults.append("at: trao trước khi bản sao được cấp / before the copy was issued")
        if self.to is Receiver.REPRESENTATIVE:
            faults += [
                f"{name}: {what}"
                for name, what in (
                    ("name", "ghi họ tên người đại diện / name the representative"),
                    ("relation", "ghi quan hệ với người bệnh / say how they are related"),
                    ("proof", "ghi giấy tờ chứng minh: loại, số / name the paper that shows it"),
                )
                if not str(getattr(self, name)).strip()
            ]
        if self.to is Receiver.FACILITY and not self.name.strip():
            faults.append("name: ghi tên cơ sở nhận / name the facility")
        if faults:
            raise Malformed(*faults)


def _called(name: str) -> str:
    """However it was typed."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Copy:
    """A copy of one released version."""

    id: CopyId
    document: DocumentId
    version: int
    record: RecordId
    medium: Medium
    sha256: Sha256
    """The signed file as it was given."""
    printed: Sha256 | None
    """The print that says it is a conversion; none of an electronic copy."""
    issued_at: datetime
    issued_by: PersonId
    handed: HandOver | None = None
    handed_by: PersonId | None = None
    settled: Settled | None = None
    settled_at: datetime | None = None
    settled_by: PersonId | None = None
    settled_note: str = ""

    def outdated(self, newest: int) -> bool:
        """Somebody outside has it, it speaks of a version that was replaced, and nothing was done about it."""
        return self.handed is not None and self.version < newest and self.settled is None

    def check_hand_over(self, newest: int) -> None:
        """Raises: WrongState when somebody has it already, or its version was replaced meanwhile."""
        if self.handed:
            raise WrongState("copy.hand_over", "handed")
        if self.version < newest:
            raise WrongState("copy.hand_over", "outdated")

    def check_settle(self, newest: int) -> None:
        """Raises: WrongState for a copy that needs nothing."""
        if not self.outdated(newest):
            raise WrongState("copy.settle", "current")


def check_issue(chain: Chain, waits_for: str) -> None:
    """A copy exists only of what everybody signed. `waits_for`: whom the version waits for, in words.

    Raises: VersionEnded, WaitsForStamp, Incomplete with who is still awaited.
    """
    if chain.ended:
        raise VersionEnded(chain.ended)
    if chain.pending:
        raise WaitsForStamp()
    if chain.step:
        raise Incomplete(both(f"chữ ký: {chain.step.title} ({waits_for})", f"signature: {chain.step.title} ({waits_for})"))
