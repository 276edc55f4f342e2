"""Communication and ceremony (truyền thông, lễ công bố): when a facility does what the plans name, and what shows that it was done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from domain.clock import EARLIEST, too_far
from domain.errors import Malformed, WrongState
from domain.evidence import Evidence
from domain.names import PersonId
from domain.readiness import CommunicationLine
from domain.reasons import LONGEST, reason_faults, too_long


class CommunicationState(StrEnum):
    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    PROVED = "proved"
    SET_ASIDE = "set_aside"
    """The facility does not do it, and said why."""


OPEN = frozenset({CommunicationState.NOT_PLANNED, CommunicationState.PLANNED})


@dataclass(frozen=True)
class Planned:
    """When, where and by whom it is to be done."""

    day: date
    place: str
    """Or where it is published; may be empty."""
    responsible: PersonId
    words: str

    def check(self, people: Collection[PersonId], today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("words", self.words, LONGEST) + too_long("place", self.place) + too_far("day", self.day, today)
        if self.day < today:
            faults.append("day: ngày này đã qua / this day is over")
        if self.responsible not in people:
            faults.append("responsible: chọn người của cơ sở / choose somebody of this facility")
        if not self.words.strip():
            faults.append("words: ghi sẽ làm gì / say what is to be done")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Proof:
    """That it was done: an address where it can be seen, files, or both."""

    day: date
    words: str
    address: str
    by: PersonId
    files: tuple[Evidence, ...] = ()

    def check(self, today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("words", self.words, LONGEST) + address_faults(self.address)
        if not EARLIEST <= self.day <= today:
            faults.append("day: ngày đã làm, từ năm 2000 đến hôm nay / the day it was done, from 2000 until today")
        if not self.words.strip():
            faults.append("words: ghi đã làm gì / say what was done")
        if not self.address.strip() and not self.files:
            faults.append("file: gửi kèm địa chỉ trang, hoặc tệp PDF, ảnh / add an address, or a PDF or picture")
        if faults:
            raise Malformed(*faults)


def address_faults(address: str) -> list[str]:
    """Faults of an address that may be empty."""
    told = address.strip()
    wrong = ["address: địa chỉ phải có dạng https://… / an address begins with https://"]
    try:
        parts = urlsplit(told)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(one.isspace() for one in told)
    except ValueError:
        return wrong
    return too_long("address", told, LONGEST) + ([] if good or not told else wrong)


@dataclass(frozen=True)
class Communication:
    """Immutable: an act gives a new one."""

    line: CommunicationLine
    state: CommunicationState = CommunicationState.NOT_PLANNED
    planned: Planned | None = None
    """The newest."""
    reason: str = ""
    """Why it was set aside."""
    proofs: int = 0
    steps: int = 0

    def plan(self, new: Planned, people: Collection[PersonId], today: date) -> "Communication":
        """Planned, or moved; what was set aside is taken up again. Raises: WrongState once it is proved, Malformed."""
        if self.state is CommunicationState.PROVED:
            raise WrongState("communication.plan", self.state)
        new.check(people, today)
        said = replace(new, place=new.place.strip(), words=new.words.strip())
        return replace(self, state=CommunicationState.PLANNED, planned=said, reason="", steps=self.steps + 1)

    def prove(self, new: Proof, today: date) -> "Communication":
        """Planned or not; several proofs stand side by side. Raises: WrongState while it is set aside, Malformed."""
        if self.state is CommunicationState.SET_ASIDE:
            raise WrongState("communication.prove", self.state)
        new.check(today)
        return replace(self, state=CommunicationState.PROVED, proofs=self.proofs + 1)

    def set_aside(self, reason: str) -> "Communication":
        """Raises: WrongState, Malformed without a reason."""
        if self.state not in OPEN:
            raise WrongState("communication.set_aside", self.state)
        if faults := reason_faults(reason):
            raise Malformed(*faults)
        return replace(self, state=CommunicationState.SET_ASIDE, reason=reason.strip(), steps=self.steps + 1)

    def late(self, today: date) -> bool:
        """Its day passed without a proof."""
        return self.state is CommunicationState.PLANNED and self.planned is not None and self.planned.day < today


@dataclass(frozen=True)
class Communicated:
    """Communication of a facility on a day: a live fact."""

    day: date
    proved: int
    wanted: int
    """What was not set aside."""
    late: int


def communicated(lines: Iterable[Communication], today: date) -> Communicated:
    wanted = [one for one in lines if one.state is not CommunicationState.SET_ASIDE]
    proved = sum(one.state is CommunicationState.PROVED for one in wanted)
    return Communicated(today, proved, len(wanted), sum(one.late(today) for one in wanted))
