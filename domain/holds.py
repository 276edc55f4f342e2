"""Holds: a case keeps records from disposal whatever their term says, until somebody else than who placed the hold lifts it.

No text in force names them: good practice (law.md §2: I). A hold never ends by time, and many may lie on one record.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.faults import both
from domain.names import DepartmentId, FacilityId, HoldId, PatientId, PersonId
from domain.reasons import reason_faults, too_long
from domain.records import RecordKind


class CaseKind(StrEnum):
    """What kind of case wants the records kept."""

    COMPLAINT = "complaint"
    """Khiếu nại, tố cáo, phản ánh."""
    LITIGATION = "litigation"
    """Tố tụng: toà án, cơ quan điều tra, viện kiểm sát."""
    INSPECTION = "inspection"
    """Thanh tra, kiểm tra, kiểm toán, giám định."""
    INCIDENT = "incident"
    """Sự cố y khoa."""
    OTHER = "other"


class Scope(StrEnum):
    """What a hold lies on."""

    RECORD = "record"
    PATIENT = "patient"
    """Every record of the patient, later ones too."""
    QUERY = "query"
    """The records that match when it is placed; those that match later too when it stands."""


@dataclass(frozen=True)
class Case:
    """The case (vụ việc) for whose sake records are kept."""

    kind: CaseKind
    name: str
    """Its number or name, as the papers call it; nothing clinical."""
    asked_by: str
    """The body that asked for it: a court, an inspectorate, the own directorate."""
    paper: str = ""
    """Number of the paper that asks for it; empty when there is none."""
    paper_day: date | None = None

    def faults(self, today: date) -> list[str]:
        """A line for each fault."""
        found = [
            both(f"{field}: {vi}", en)
            for field, said, vi, en in (
                ("case", self.name, "ghi số hoặc tên vụ việc", "give the number or name of the case"),
                ("asked_by", self.asked_by, "ghi cơ quan, người yêu cầu", "say who asks for it"),
            )
            if not said.strip()
        ]
        for name, said in (("case", self.name), ("asked_by", self.asked_by), ("paper", self.paper)):
            found += too_long(name, said)
        if bool(self.paper.strip()) != (self.paper_day is not None):
            found.append("paper: ghi cả số và ngày văn bản, hoặc bỏ trống cả hai / give both number and day of the paper, or neither")
        if self.paper_day and self.paper_day > today:
            found.append("paper_day: ngày văn bản ở tương lai / lies in the future")
        return found


@dataclass(frozen=True)
class Query:
    """Which records are meant: all that fit everything given."""

    department: DepartmentId | None = None
    """Treating department."""
    doctor: PersonId | None = None
    """Treating doctor."""
    admitted_from: date | None = None
    admitted_to: date | None = None
    """Last day of admission, in Vietnam."""
    retention_class: str | None = None
    """Code of a class of the retention schedules; of records whose term was set."""
    record_kind: RecordKind | None = None

    @property
    def empty(self) -> bool:
        return self == Query()

    def faults(self) -> list[str]:
        """A line for each fault: a whole facility is no query."""
        if self.empty:
            return ["query: chọn ít nhất một điều kiện / give at least one condition"]
        if self.admitted_from and self.admitted_to and self.admitted_to < self.admitted_from:
            return ["admitted_to: trước ngày bắt đầu / before the first day"]
        return []


@dataclass(frozen=True)
class NewHold:
    """A hold to be placed."""

    case: Case
    scope: Scope
    reason: str = field(repr=False)
    review_by: date
    """Day by which it is looked at again; it holds on after that day."""
    code: str = ""
    """Of the record, or of the patient."""
    query: Query = Query()
    standing: bool = False
    """Of a query: records that come to match later too."""

    def check_place(self, today: date) -> None:
        """Raises: Malformed, with a line for each fault."""
        found = [*self.case.faults(today), *reason_faults(self.reason), *_review_faults(self.review_by, today)]
        if self.scope is Scope.QUERY:
            found += self.query.faults()
        elif not self.code.strip():
            vi, en = ("số hồ sơ", "the record") if self.scope is Scope.RECORD else ("mã người bệnh", "the patient")
            found.append(both(f"code: ghi {vi}", f"give the code of {en}"))
        if self.scope is not Scope.QUERY and (self.standing or not self.query.empty):
            found.append("scope: điều kiện chỉ dùng khi giữ theo điều kiện / conditions belong to a query only")
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Extension:
    """The review was put off to another day."""

    was: date
    becomes: date
    by: PersonId
    at: datetime
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class Hold:
    """A hold as its row has it; its words lie on the shelf."""

    id: HoldId
    facility: FacilityId
    case: Case
    scope: Scope
    placed_by: PersonId
    placed_at: datetime
    review_by: date
    found: int
    """Records it reached when it was placed."""
    patient: PatientId | None = None
    query: Query = Query()
    standing: bool = False
    lifted_by: PersonId | None = None
    lifted_at: datetime | None = None
    lifted_paper: str = ""

    @property
    def open(self) -> bool:
        """Whether it keeps anything from disposal."""
        return self.lifted_at is None

    def review_due(self, today: date) -> bool:
        """Whether its day of review has passed; that ends nothing."""
        return self.open and self.review_by < today

    def check_extend(self, review_by: date, reason: str, today: date) -> None:
        """Raises: WrongState once it is lifted; Malformed for no reason, or a day that is not later than the one it has."""
        if not self.open:
            raise WrongState("hold.extend", "lifted")
        found = [*reason_faults(reason), *_review_faults(review_by, today)]
        if today < review_by <= self.review_by:
            was = f"{self.review_by:%d/%m/%Y}"
            found.append(both(f"review_by: phải sau ngày đang đặt ({was})", f"must be later than the present day ({was})"))
        if found:
            raise Malformed(*found)

    def check_lift(self, by: PersonId, reason: str, paper: str) -> None:
        """Raises: WrongState once it is lifted, SamePerson for whoever placed it, Malformed for no reason."""
        if not self.open:
            raise WrongState("hold.lift", "lifted")
        if by == self.placed_by:
            raise SamePerson("hold.lift")
        found = reason_faults(reason) + too_long("paper", paper)
        if found:
            raise Malformed(*found)


def check_lifters(placed_by: PersonId, able: Collection[PersonId]) -> None:
    """Whoever places a hold never lifts it, so somebody else must be able to. `able`: who holds the right in the facility today.

    Raises: Incomplete, with what to do.
    """
    if not able:
        vi = "cơ sở chưa có ai giữ vị trí giám đốc nên không ai thôi giữ được; quản trị bệnh viện giao vị trí đó trước, rồi đặt lệnh"
        raise Incomplete(
            both(vi, "nobody holds the post of director, so nobody could lift it; have the administrator give that post first")
        )
    if not set(able) - {placed_by}:
        vi = (
            "người đặt lệnh không tự thôi giữ, mà ngoài anh/chị không ai ở cơ sở được thôi giữ; để cán bộ lưu trữ hồ sơ đặt lệnh này, "
            "hoặc quản trị bệnh viện giao vị trí giám đốc cho một người nữa"
        )
        en = (
            "whoever places a hold does not lift it, and nobody else here may; have the records office place it, "
            "or the administrator give the post of director to one more person"
        )
        raise Incomplete(both(vi, en))


def _review_faults(review_by: date, today: date) -> list[str]:
    return [] if review_by > today else ["review_by: ngày xem xét lại phải sau hôm nay / must be after today"]
