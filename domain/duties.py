"""The duty list (lịch trực): who is on duty where, from when until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.errors import Malformed
from domain.faults import both
from domain.names import DepartmentId, FacilityId, PersonId
from domain.roles import Role

LONGEST = timedelta(hours=48)
"""A longer shift is a slip of the hand."""


class DutyKind(StrEnum):
    """For what somebody is on duty."""

    DOCTOR = "doctor"
    """Bác sĩ trực."""
    NURSE = "nurse"
    """Điều dưỡng trực."""
    TECHNICIAN = "technician"
    """Kỹ thuật viên trực."""
    LEADER = "leader"
    """Trực lãnh đạo: decides when nobody else can (Luật KCB 15/2023 Đ15)."""


FIT: Mapping[DutyKind, frozenset[Role]] = {
    DutyKind.DOCTOR: frozenset({Role.DOCTOR, Role.HEAD}),
    DutyKind.NURSE: frozenset({Role.NURSE}),
    DutyKind.TECHNICIAN: frozenset({Role.TECHNICIAN}),
    DutyKind.LEADER: frozenset({Role.DIRECTOR, Role.HEAD, Role.DOCTOR}),
}
"""Posts in which somebody can be on this duty: who is on duty signs what waits for it. A machine never is."""


def fits(duty: DutyKind, held: Iterable[Role]) -> bool:
    """Whether whoever holds these posts can be on this duty."""
    return not FIT[duty].isdisjoint(held)


@dataclass(frozen=True)
class Shift:
    """One shift of one person."""

    id: UUID
    facility: FacilityId
    department: DepartmentId | None
    """None: for the whole facility."""
    duty: DutyKind
    person: PersonId
    since: datetime
    until: datetime
    """The first moment after the shift."""
    paper: str = ""
    """The list it stands in: number and date."""

    def doubles(self, other: "Shift") -> bool:
        """Whether it says of the same person that they are on the same duty at a moment of both."""
        same = (self.person, self.duty, self.facility) == (other.person, other.duty, other.facility)
        return same and self.since < other.until and other.since < self.until

    def held_at(self, now: datetime) -> bool:
        return self.since <= now < self.until

    def check(self) -> None:
        """Raises: Malformed."""
        faults = []
        if self.since.tzinfo is None or self.until.tzinfo is None:
            faults.append("since: thiếu múi giờ / lacks its offset")
        elif not timedelta(0) < self.until - self.since <= LONGEST:
            hours = LONGEST // timedelta(hours=1)
            faults.append(both(f"until: sau giờ bắt đầu, nhiều nhất {hours} giờ", f"after the beginning, {hours} hours at most"))
        if not self.paper.strip():
            faults.append("paper: nêu số, ngày của lịch trực / give number and date of the duty list")
        if faults:
            raise Malformed(*faults)
