"""What answers an order: one sheet for one or more of its lines, a laboratory's values or a report by any form."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.errors import Malformed
from domain.faults import both
from domain.forms import Form, Kind
from domain.moments import Episode
from domain.names import DepartmentId, PersonId
from domain.people import Position, may
from domain.roles import Role
from domain.values import moment


class Flag(StrEnum):
    NORMAL = ""
    HIGH = "H"
    LOW = "L"
    CRITICAL = "critical"
    ABNORMAL = "A"
    """Not a number, and not as expected."""


@dataclass(frozen=True)
class Value:
    """One measured thing."""

    line: int
    """Number of the order line it answers."""
    name: str
    value: str
    unit: str = ""
    reference: str = ""
    flag: Flag = Flag.NORMAL


@dataclass(frozen=True)
class NewResult:
    """A delivery as LIS or technician sends it."""

    lines: tuple[int, ...]
    values: tuple[Value, ...]
    performer: PersonId
    """Who performed it: an act of authorship, signed by nobody else."""
    sampled_at: datetime
    received_at: datetime
    resulted_at: datetime
    conclusion: str = ""
    note: str = ""
    """Why there is a new version."""

    def acted_at(self, _: Form) -> datetime | None:
        """When what it tells was done: there was a result."""
        return self.resulted_at if self.resulted_at.tzinfo else None

    @property
    def critical(self) -> bool:
        """Whether a value is dangerous to the patient."""
        return any(value.flag is Flag.CRITICAL for value in self.values)

    def check(self) -> None:
        """What has to be so before a form can be found. Raises: Malformed."""
        _check_lines(self.lines)

    def faults(self, episode: Episode, now: datetime) -> tuple[str, ...]:
        """What is wrong beside what the form asks for."""
        faults = []
        if not self.values and not self.conclusion:
            faults.append("values: cần ít nhất một giá trị hoặc kết luận / give a value or a conclusion")
        faults += [
            both(
                f"values: “{value.name}” trả lời dòng {value.line} không có trong phiếu",
                f"“{value.name}” answers line {value.line}, which is not on this sheet",
            )
            for value in self.values
            if value.line not in self.lines
        ]
        if not self.sampled_at <= self.received_at <= self.resulted_at:
            faults.append("resulted_at: lấy mẫu ≤ nhận mẫu ≤ có kết quả / sampled ≤ received ≤ resulted")
        moments = [(name, episode.fault(getattr(self, name), now)) for name in ("sampled_at", "received_at", "resulted_at")]
        return (*faults, *(f"{name}: {fault}" for name, fault in moments if fault))


@dataclass(frozen=True)
class NewReport:
    """A delivery by any form that answers order lines (imaging, say): what the form asks for, without what the house knows itself."""

    lines: tuple[int, ...]
    performer: PersonId
    """Who performed it: an act of authorship, signed by nobody else."""
    data: dict[str, Any] = field(repr=False)
    note: str = ""
    """Why there is a new version."""
    form: str = ""
    """Code of the form, when several answer lines of this kind."""

    def acted_at(self, form: Form) -> datetime | None:
        """When what it tells was done: the last moment it tells of; None when it tells of none."""
        told = (moment(self.data.get(one.name)) for one in form.fields if one.kind is Kind.MOMENT)
        return max((at for at in told if at), default=None)

    @property
    def critical(self) -> bool:
        """Whether the form's flag of that name says that it is dangerous to the patient."""
        return self.data.get("critical") is True

    def check(self) -> None:
        """What the form cannot judge. Raises: Malformed."""
        _check_lines(self.lines)


def makes(position: Position, written_by: Collection[Role], performed_in: Collection[DepartmentId], state: str) -> bool:
    """Whether a position delivers a result or its next version: in a role of the form (a technician when it names none), of the one
    department that performs all its lines, in a record whose state lets results in."""
    mine = {position.department} == set(performed_in)
    return mine and position.role in (written_by or (Role.TECHNICIAN,)) and may(position.role, "result.deliver", state)


def _check_lines(lines: tuple[int, ...]) -> None:
    if not lines or len(set(lines)) < len(lines):
        raise Malformed("lines: cần ít nhất một dòng chỉ định, mỗi dòng một lần / name at least one order line, each once")


@dataclass(frozen=True)
class Delivery:
    """What is delivered, as it lies on the shelf."""

    of: NewResult | NewReport
