"""Outages (gián đoạn hệ thống): when the house could not be used, where, and what is entered and confirmed afterwards."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import clock_time
from domain.errors import Malformed, NotAllowed, WrongState
from domain.faults import both
from domain.moments import AHEAD
from domain.names import DepartmentId, FacilityId, OutageId, PersonId, RecordId
from domain.people import Position
from domain.reasons import reason_faults
from domain.roles import Role

LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=366)
"""An outage that lasts longer, or lies further away, is a slip of the hand."""


class OutageState(StrEnum):
    """How an outage stands at a moment."""

    COMING = "coming"
    """Planned, and not begun."""
    RUNNING = "running"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    """It was declared by mistake, or did not come."""


@dataclass(frozen=True)
class NewOutage:
    """An outage to be declared: now, afterwards, or ahead when it is planned."""

    started_at: datetime
    reason: str = field(repr=False)
    ended_at: datetime | None = None
    """None while it lasts, or while nobody knows."""
    planned: bool = False
    departments: tuple[DepartmentId, ...] = ()
    """Those concerned; none for the whole facility."""

    def check(self, now: datetime) -> None:
        """Raises: Malformed, with a line for each fault."""
        found = [*times_faults(self.started_at, self.ended_at, self.planned, now), *reason_faults(self.reason)]
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Outage:
    """An outage as its row has it; its words lie on the shelf."""

    id: OutageId
    facility: FacilityId
    departments: tuple[DepartmentId, ...]
    """Those concerned; none for the whole facility."""
    started_at: datetime
    ended_at: datetime | None
    planned: bool
    declared_by: PersonId
    declared_at: datetime
    due_at: datetime | None = None
    """Until when it is to be confirmed that all is entered; None while no end was ever told."""
    remind_at: datetime | None = None
    """When those who owe that are told next; None when nobody is."""
    ended_by: PersonId | None = None
    """Who told its end."""
    withdrawn_by: PersonId | None = None
    withdrawn_at: datetime | None = None

    def state(self, now: datetime) -> OutageState:
        """A planned one begins and ends by the clock."""
        if self.withdrawn_at:
            return OutageState.WITHDRAWN
        if self.started_at > now:
            return OutageState.COMING
        return OutageState.OVER if self.ended_at and self.ended_at <= now else OutageState.RUNNING

    def concerns(self, *departments: DepartmentId | None) -> bool:
        """Whether any of these departments could not work."""
        return not self.departments or not set(self.departments).isdisjoint(departments)

    def covers(self, at: datetime) -> bool:
        """Whether a moment that is not in the future lies within it."""
        return not self.withdrawn_at and self.started_at <= at and (self.ended_at is None or at <= self.ended_at)

    def fault(self, acted_at: datetime, *departments: DepartmentId | None) -> str:
        """Why what was done then in one of these departments does not carry its mark, `outage: …`; empty when it does."""
        if self.withdrawn_at:
            return "outage: gián đoạn này đã được rút lại, chọn gián đoạn khác / this outage was withdrawn: choose another"
        if not self.concerns(*departments):
            return "outage: gián đoạn này không liên quan đến khoa điều trị của hồ sơ / it did not concern the treating department"
        if not self.covers(acted_at):
            vi = f"outage: thời điểm thực hiện nằm ngoài gián đoạn ({self.when}); sửa thời điểm thực hiện hoặc bỏ đánh dấu"
            return both(vi, f"the act lies outside the outage ({self.span}): correct its time, or leave the mark out")
        return ""

    def lacks(self, one: "Entered") -> str:
        """What is still to be done with a sheet before its record is confirmed; empty for nothing, or for one of other hours."""
        if one.marked != self.id and not self.covers(one.acted_at):
            return ""
        if not one.signed:
            vi = f"{one.title}: chưa ký đủ; ký cho đủ, hoặc rút lại phiếu"
            return both(vi, f"{one.title}: not signed by everybody: have it signed, or take it back")
        if one.marked is None and self.ended_at and self.ended_at < one.entered_at and one.can_be_marked:
            vi = f"{one.title}: nhập sau gián đoạn mà chưa đánh dấu; lập bản mới của phiếu, chọn nhập bù sau gián đoạn này"
            return both(vi, f"{one.title}: entered after the outage without its mark: make a new version of it with the mark")
        return ""

    def clashes(self, other: "Outage", now: datetime) -> bool:
        """Whether both tell of the same hours in the same place: each record there would owe twice for what was written once.

        The same place is the whole facility twice, or a department in both. Whose end nobody told lasts until now at least.
        """
        if self.withdrawn_at or other.withdrawn_at or self.id == other.id:
            return False
        whole = not self.departments and not other.departments
        if not whole and set(self.departments).isdisjoint(other.departments):
            return False
        first, later = sorted((self, other), key=lambda one: one.started_at)
        if first.ended_at:
            return later.started_at < first.ended_at
        return later.started_at <= max(first.started_at, now)

    @property
    def when(self) -> str:
        """`từ 08:00 21/11/2026 đến 10:30 21/11/2026`."""
        return f"từ {clock_time(self.started_at)}" + (f" đến {clock_time(self.ended_at)}" if self.ended_at else "")

    @property
    def span(self) -> str:
        """`08:00 21/11/2026 – 10:30 21/11/2026`, in any language."""
        return f"{clock_time(self.started_at)} – " + (clock_time(self.ended_at) if self.ended_at else "…")

    def end(self, at: datetime, by: PersonId, now: datetime) -> "Outage":
        """It is over since then. Raises: WrongState when it is not running, Malformed."""
        if (state := self.state(now)) is not OutageState.RUNNING:
            raise WrongState("outage.end", state)
        if found := times_faults(self.started_at, at, False, now):
            raise Malformed(*found)
        return replace(self, ended_at=at, ended_by=by)

    def correct(self, started_at: datetime, ended_at: datetime | None, now: datetime) -> "Outage":
        """With other times. Raises: WrongState when it was withdrawn, Malformed."""
        if self.withdrawn_at:
            raise WrongState("outage.correct", OutageState.WITHDRAWN)
        if found := times_faults(started_at, ended_at, self.planned, now):
            raise Malformed(*found)
        return replace(self, started_at=started_at, ended_at=ended_at, ended_by=self.ended_by if ended_at else None)

    def check_withdraw(self, sheets: int, reason: str) -> None:
        """`sheets`: how many carry its mark. Raises: WrongState, Malformed."""
        if self.withdrawn_at:
            raise WrongState("outage.withdraw", OutageState.WITHDRAWN)
        if sheets:
            raise WrongState("outage.withdraw", "entered")
        if found := reason_faults(reason):
            raise Malformed(*found)


@dataclass(frozen=True)
class Entered:
    """A document of a record, as far as an outage's confirmation asks for it."""

    title: str
    acted_at: datetime
    """Of which moment it tells."""
    entered_at: datetime
    """When its first version was made."""
    signed: bool
    """By everybody."""
    marked: OutageId | None
    """Whose mark it carries: one, though outages of a department and of the whole facility may share hours."""
    can_be_marked: bool = True
    """Whether its next version may be: what answers orders, orders and addenda are marked by themselves, or never."""


@dataclass(frozen=True)
class BackEntry:
    """What a record that was under treatment during an outage owes: that somebody says all is entered."""

    outage: OutageId
    record: RecordId
    department: DepartmentId
    """Where the patient was treated then."""
    sheets: int = 0
    """How many that were entered afterwards carry the outage's mark; once confirmed, as many as there were then."""
    confirmed_by: PersonId | None = None
    confirmed_at: datetime | None = None

    def late(self, of: Outage, now: datetime) -> bool:
        """Whether the confirmation is overdue."""
        return self.confirmed_at is None and of.due_at is not None and of.due_at < now

    def confirmable_by(self, position: Position, department: DepartmentId, doctor: PersonId) -> bool:
        """The treating doctor, or the head of the department that treats now or treated then."""
        heads = position.role is Role.HEAD and (position.works_in(department) or position.works_in(self.department))
        return position.person == doctor or heads

    def check_confirm(
        self, of: Outage, position: Position, department: DepartmentId, doctor: PersonId, nothing: bool, now: datetime
    ) -> None:
        """`nothing`: that nothing was written on paper. Raises: WrongState, NotAllowed, Malformed."""
        if self.confirmed_at:
            raise WrongState("outage.confirm", "confirmed")
        if (state := of.state(now)) is not OutageState.OVER:
            raise WrongState("outage.confirm", state)
        if not self.confirmable_by(position, department, doctor):
            raise NotAllowed(position.role, "outage.confirm", "")
        if nothing and self.sheets:
            vi = f"nothing: đã nhập bù {self.sheets} phiếu; xác nhận đã nhập đủ các phiếu này"
            raise Malformed(both(vi, f"{self.sheets} sheets were entered afterwards: confirm that these are all"))
        if not nothing and not self.sheets:
            vi = "nothing: chưa có phiếu nhập bù nào; nhập phiếu trước, hoặc xác nhận không ghi gì trên giấy"
            raise Malformed(both(vi, "no sheet was entered afterwards: enter them first, or confirm that nothing was written on paper"))


def times_faults(started_at: datetime, ended_at: datetime | None, planned: bool, now: datetime) -> list[str]:
    """A line for each fault. Only what is planned lies in the future."""
    if started_at.tzinfo is None or (ended_at and ended_at.tzinfo is None):
        return ["started_at: thiếu múi giờ / lacks its offset"]
    found = []
    if not planned and started_at > now + AHEAD:
        found.append("started_at: ở tương lai; nếu đã định trước thì chọn có kế hoạch / lies in the future: say that it is planned")
    if abs(started_at - now) > FARTHEST:
        found.append("started_at: cách hôm nay hơn một năm, xem lại ngày / more than a year away: check the day")
    if ended_at is None:
        return found
    if ended_at <= started_at:
        found.append("ended_at: phải sau giờ bắt đầu / must be after the beginning")
    elif ended_at - started_at > LONGEST:
        found.append(both(f"ended_at: dài hơn {LONGEST.days} ngày, xem lại", f"longer than {LONGEST.days} days: check the times"))
    if not planned and ended_at > now + AHEAD:
        found.append("ended_at: ở tương lai; để trống khi chưa hết gián đoạn / lies in the future: leave it empty while it lasts")
    return found
