"""Signing in place of somebody who is away (ký thay): for a time, by a paper, with the substitute's own certificate.

Approving and heading may be done by another; an act of authorship never (law.md §8). Administrative papers print the capacity:
KT., TL., TUQ., Q. (NĐ 30/2020/NĐ-CP Đ13).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.errors import Malformed, NotAllowed, SubstituteAway, WrongState
from domain.faults import both
from domain.names import DepartmentId, FacilityId, PersonId
from domain.people import Position
from domain.roles import Role

LONGEST_DAYS = 366
"""A longer absence is a new appointment, not a substitution."""


class SignsAs(StrEnum):
    """In what capacity the substitute signs an administrative paper (NĐ 30/2020/NĐ-CP Đ13)."""

    KT = "KT."
    """Ký thay: a deputy for the head."""
    TL = "TL."
    """Thừa lệnh: by order of the head."""
    TUQ = "TUQ."
    """Thừa uỷ quyền: by authorisation of the head."""
    Q = "Q."
    """Quyền: acting head."""


class PaperKind(StrEnum):
    """What a substitution rests on."""

    DUTY_LIST = "duty_list"
    """Lịch trực, bảng phân công."""
    AUTHORISATION = "authorisation"
    """Giấy uỷ quyền, quyết định giao phụ trách."""


STANDS_IN: dict[Role, frozenset[Role]] = {
    Role.DOCTOR: frozenset({Role.DOCTOR, Role.HEAD}),
    Role.HEAD: frozenset({Role.DOCTOR, Role.HEAD}),
    Role.NURSE: frozenset({Role.NURSE}),
    Role.TECHNICIAN: frozenset({Role.TECHNICIAN, Role.DOCTOR}),
    Role.RECORDS_OFFICER: frozenset({Role.RECORDS_OFFICER}),
    Role.CLERK: frozenset({Role.CLERK}),
    Role.DIRECTOR: frozenset({Role.DIRECTOR, Role.HEAD, Role.HEALTH_OFFICER}),
    Role.IT_OFFICER: frozenset({Role.IT_OFFICER}),
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR, Role.DIRECTOR}),
    Role.HEALTH_OFFICER: frozenset({Role.HEALTH_OFFICER}),
}
"""Role of who is away → roles that may stand in for it."""


@dataclass(frozen=True)
class Substitution:
    """One person stands in for another from one day to another, both included."""

    id: UUID
    facility: FacilityId
    absent: PersonId
    substitute: PersonId
    since: date
    until: date
    paper_kind: PaperKind
    paper_number: str
    paper_day: date
    signs_as: SignsAs = SignsAs.KT
    forms: tuple[str, ...] = ()
    """Codes of the forms it is bounded by; none: every form."""
    department: DepartmentId | None = None
    """Only steps meant for this department; None: all."""
    ended_at: datetime | None = None

    def covers(self, form: str, department: DepartmentId | None, today: date) -> bool:
        """Whether it reaches a step of this form and department today."""
        return (not self.forms or form in self.forms) and self.department in (None, department) and self.holds(today)

    def holds(self, today: date) -> bool:
        """Whether it has begun and is not over."""
        return self.ended_at is None and self.since <= today <= self.until

    def meets(self, other: "Substitution") -> bool:
        """Whether both hold on some day."""
        return self.ended_at is None and other.ended_at is None and self.since <= other.until and other.since <= self.until

    def check(
        self, by: Position, absent: Iterable[Position], substitute: Iterable[Position], others: Iterable["Substitution"], today: date
    ) -> None:
        """Whether this may begin, by the person away or the head of their department.

        `others` are those of the same people that have not ended. Raises: Malformed, NotAllowed, SubstituteAway.
        """
        absent, substitute, others = tuple(absent), tuple(substitute), tuple(others)
        self.check_by(by, absent)
        if faults := [*self._faults(absent, substitute), *self._time_faults(today), *self._twice(others)]:
            raise Malformed(*faults)
        # No chain and no circle: whoever stands in is there, and nobody leans on who is away.
        for other in others:
            if self.meets(other) and other.id != self.id and (other.absent == self.substitute or other.substitute == self.absent):
                raise SubstituteAway(other.since.isoformat(), other.until.isoformat())

    def check_by(self, by: Position, absent: Iterable[Position]) -> None:
        """Who may begin or end it. Raises: NotAllowed."""
        posts = tuple(absent)
        places = {one.department for one in posts if one.role is not Role.DIRECTOR} - {None}
        # Unbounded it reaches whatever the absent one signs elsewhere too, which this head has no say in.
        within = self.department == by.department or all(one.department == by.department for one in posts)
        heads = by.role is Role.HEAD and by.department in places and within
        if by.person != self.absent and not (heads or by.role is Role.DIRECTOR):
            raise NotAllowed(by.role, "substitution.begin", "")

    def end(self, now: datetime) -> "Substitution":
        """Raises: WrongState when it is over."""
        if self.ended_at:
            raise WrongState("substitution.end", "ended")
        return replace(self, ended_at=now)

    def _time_faults(self, today: date) -> list[str]:
        faults = []
        if self.paper_day > today:
            faults.append("paper_day: ngày văn bản ở tương lai / the paper's day lies in the future")
        if self.until < today:
            faults.append("until: đã qua, không còn gì để ký thay / is over, nothing is left to sign")
        return faults

    def _twice(self, others: Iterable["Substitution"]) -> list[str]:
        """One that says the same would have to be ended twice."""
        same = (self.absent, self.substitute, self.forms, self.department)
        if any(self.meets(one) and one.id != self.id and (one.absent, one.substitute, one.forms, one.department) == same for one in others):
            return ["substitute: đã có phân công ký thay này trong thời gian đó / there is such a substitution then"]
        return []

    def _faults(self, absent: tuple[Position, ...], substitute: tuple[Position, ...]) -> list[str]:
        faults = []
        if self.absent == self.substitute:
            faults.append("substitute: không tự ký thay mình / nobody stands in for themselves")
        if not self.paper_number.strip():
            faults.append("paper_number: nêu số của lịch trực hoặc giấy uỷ quyền / give the number of the paper it rests on")
        if self.until < self.since or (self.until - self.since).days > LONGEST_DAYS:
            faults.append(
                both(f"until: từ ngày bắt đầu đến nhiều nhất {LONGEST_DAYS} ngày sau", f"from the first day to {LONGEST_DAYS} days later")
            )
        fit = frozenset(role for one in absent for role in STANDS_IN.get(one.role, ()))
        if not any(one.role in fit for one in substitute):
            faults.append("substitute: không giữ chức danh ký thay được / holds no post that may stand in for this one")
        return faults
