"""Interconnection (kết nối, liên thông): where data goes, how far each connection is, and what was exchanged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import EARLIEST, day
from domain.errors import Malformed, WrongState
from domain.evidence import Evidence
from domain.names import PersonId
from domain.readiness import EndpointLine
from domain.reasons import LONGEST, reason_faults, too_long


class EndpointState(StrEnum):
    NOT_BEGUN = "not_begun"
    AGREED = "agreed"
    """With whoever receives: account, address, which data."""
    TESTING = "testing"
    RUNNING = "running"
    STOPPED = "stopped"


NEXT = {
    EndpointState.NOT_BEGUN: frozenset({EndpointState.AGREED, EndpointState.TESTING}),
    EndpointState.AGREED: frozenset({EndpointState.TESTING, EndpointState.STOPPED}),
    EndpointState.TESTING: frozenset({EndpointState.AGREED, EndpointState.RUNNING, EndpointState.STOPPED}),
    EndpointState.RUNNING: frozenset({EndpointState.TESTING, EndpointState.STOPPED}),
    EndpointState.STOPPED: frozenset({EndpointState.AGREED, EndpointState.TESTING}),
}
"""State → where it may go."""


@dataclass(frozen=True)
class Exchange:
    """Something sent or received; a failed one is kept too."""

    at: datetime
    succeeded: bool
    words: str
    """What was exchanged, or what failed."""
    reference: str
    """Number or code the other side gave."""
    machine: bool
    """Told by a connected system; else by hand, with proof."""
    by: PersonId
    files: tuple[Evidence, ...] = ()

    def check(self, now: datetime) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("words", self.words, LONGEST) + too_long("reference", self.reference)
        if self.at > now:
            faults.append("at: lúc trao đổi ở tương lai / the moment lies in the future")
        if day(self.at) < EARLIEST:
            faults.append("at: lúc trao đổi trước năm 2000, xem lại / lies before the year 2000")
        if not self.succeeded and not self.words.strip():
            faults.append("words: ghi lỗi gì / say what failed")
        if not self.machine and self.succeeded and not self.files:
            faults.append("file: gửi kèm bằng chứng, tệp PDF / add the proof as PDF")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Endpoint:
    """Immutable: an act gives a new one."""

    line: EndpointLine
    state: EndpointState = EndpointState.NOT_BEGUN
    since: datetime | None = None
    responsible: PersonId | None = None
    reason: str = ""
    """Why it was stopped."""
    tested: int = 0
    """Files that show its tests."""
    steps: int = 0
    succeeded: datetime | None = None
    """The last successful exchange."""
    failed: datetime | None = None
    """The last failed one."""

    def move(self, to: EndpointState, responsible: PersonId, reason: str, files: int, now: datetime) -> "Endpoint":
        """Raises: WrongState, Malformed with every fault."""
        if to not in NEXT[self.state]:
            raise WrongState("endpoint.move", self.state)
        faults = reason_faults(reason) if to is EndpointState.STOPPED else too_long("reason", reason, LONGEST)
        if to is EndpointState.RUNNING and not self.tested + files:
            faults.append("file: gửi kèm kết quả kiểm thử, tệp PDF / add the result of the test as PDF")
        if faults:
            raise Malformed(*faults)
        said = reason.strip()
        return replace(self, state=to, since=now, responsible=responsible, reason=said, tested=self.tested + files, steps=self.steps + 1)

    def exchange(self, new: Exchange, now: datetime) -> "Endpoint":
        """Raises: WrongState before anything was agreed or once it was stopped, Malformed."""
        if self.state in {EndpointState.NOT_BEGUN, EndpointState.STOPPED}:
            raise WrongState("endpoint.exchange", self.state)
        new.check(now)
        if new.succeeded:
            return replace(self, succeeded=max(filter(None, (self.succeeded, new.at))))
        return replace(self, failed=max(filter(None, (self.failed, new.at))))

    @property
    def last(self) -> datetime | None:
        """The last successful exchange, or since when it stands as it does if that is newer: silence counts from there."""
        return max(filter(None, (self.succeeded, self.since)), default=None)

    def stale(self, now: datetime, times: int = 1) -> bool:
        """It runs, and nothing got through for longer than it may stay silent, so many times over."""
        if self.state is not EndpointState.RUNNING or self.last is None:
            return False
        return now - self.last > timedelta(days=self.line.stale_days * times)


@dataclass(frozen=True)
class Connected:
    """Connections of a facility at a moment: a live fact."""

    at: datetime
    running: int
    total: int
    stale: int
    succeeded: datetime | None
    """The newest successful exchange of any."""


def connected(endpoints: Iterable[Endpoint], now: datetime) -> Connected:
    all_ = tuple(endpoints)
    running = sum(one.state is EndpointState.RUNNING for one in all_)
    newest = max((one.succeeded for one in all_ if one.succeeded), default=None)
    return Connected(now, running, len(all_), sum(one.stale(now) for one in all_), newest)
