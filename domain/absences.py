"""That somebody is away for some days and nobody signs for them: what they are told goes further up meanwhile."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from domain.errors import Malformed, NotAllowed, WrongState
from domain.faults import both
from domain.names import FacilityId, PersonId
from domain.people import Position
from domain.roles import Role

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Absence:
    """A leave (nghỉ phép, đi công tác) without a substitute; with one it is a substitution (`domain/substitutions.py`)."""

    id: UUID
    facility: FacilityId
    person: PersonId
    since: date
    until: date
    """Last day, included."""
    reason: str = ""
    ended_at: datetime | None = None

    def holds(self, today: date) -> bool:
        """Whether it has begun and is not over."""
        return self.ended_at is None and self.since <= today <= self.until

    def check(self, by: Position, today: date) -> None:
        """Whether this may be entered. Raises: NotAllowed, Malformed."""
        self.check_by(by)
        faults = []
        if self.until < self.since or (self.until - self.since).days > LONGEST_DAYS:
            faults.append(
                both(f"until: từ ngày bắt đầu đến nhiều nhất {LONGEST_DAYS} ngày sau", f"from the first day to {LONGEST_DAYS} days later")
            )
        if self.until < today:
            faults.append(both("until: đã qua, không còn gì để báo", "is over, nothing is left to tell"))
        if faults:
            raise Malformed(*faults)

    def check_by(self, by: Position) -> None:
        """The person themselves, or an administrator or the director of their facility. Raises: NotAllowed."""
        if by.person != self.person and not (by.role in (Role.ADMINISTRATOR, Role.DIRECTOR) and by.facility == self.facility):
            raise NotAllowed(by.role, "absence.enter", "")

    def end(self, now: datetime) -> "Absence":
        """Raises: WrongState when it is over."""
        if self.ended_at:
            raise WrongState("absence.end", "ended")
        return replace(self, ended_at=now)
