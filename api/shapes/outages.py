"""Shapes of outages, and of what records owe afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Moment, Named, Reasoned, Text
from domain.names import DepartmentId
from domain.outages import NewOutage, Outage, OutageState
from services.back_entries import EntryView, OutagesView, OutageView


class DeclareOutage(Reasoned):
    """An outage, now, afterwards, or planned ahead."""

    started_at: Moment
    ended_at: Annotated[Moment | None, Field(description="Trống khi chưa hết gián đoạn. · Null while it lasts.")] = None
    planned: Annotated[bool, Field(description="Có kế hoạch: giờ có thể ở tương lai. · Its times may lie in the future.")] = False
    departments: Annotated[
        list[Text], Field(max_length=200, description="Khoa bị gián đoạn; trống là toàn cơ sở. · None for all.", examples=[["33001/NOI"]])
    ] = []  # noqa: RUF012  pydantic copies it

    def words(self) -> NewOutage:
        return NewOutage(self.started_at, self.reason, self.ended_at, self.planned, tuple(DepartmentId(one) for one in self.departments))


class EndOutage(Act):
    """It is over."""

    at: Annotated[Moment | None, Field(description="Hệ thống chạy lại lúc; trống là bây giờ. · Now when null.")] = None


class CorrectOutage(Act):
    """Other times."""

    started_at: Moment
    ended_at: Moment | None = None


class WithdrawOutage(Reasoned):
    """It was declared by mistake, or did not come."""


class ConfirmBackEntry(Act):
    """All that was done on paper in the record is entered."""

    nothing: Annotated[bool, Field(description="Không ghi gì trên giấy. · Nothing was written on paper.")] = False


class Declared(Answer):
    id: UUID


class OutageAnswer(Answer):
    """An outage, as a list has it."""

    id: UUID
    state: OutageState
    started_at: datetime
    ended_at: datetime | None
    planned: bool
    departments: Annotated[list[Named], Field(description="Trống là toàn cơ sở. · None for the whole facility.")]
    due_at: Annotated[datetime | None, Field(description="Hạn xác nhận đã nhập đủ. · Until when records are to be confirmed.")]


class OutageListed(OutageAnswer):
    owed: Annotated[int, Field(description="Số hồ sơ chưa xác nhận. · Records that are not confirmed.")]


class Outages(Answer):
    outages: list[OutageListed]
    next: Annotated[UUID | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def of(cls, view: OutagesView, now: datetime) -> Self:
        lines = [OutageListed(**_facts(one.outage, view.departments, now), owed=one.owed) for one in view.lines]
        return cls(outages=lines, next=view.lines[-1].outage.id if view.more else None)


class BackEntryAnswer(Answer):
    """What one record owes."""

    record: UUID
    code: str
    department: str
    doctor: Named
    sheets: Annotated[int, Field(description="Số phiếu đã nhập bù. · Sheets entered afterwards.")]
    late: bool
    confirmed_at: datetime | None
    confirmed_by: str
    mine: Annotated[bool, Field(description="Người hỏi được xác nhận. · Whether the asker confirms it.")]

    @classmethod
    def of(cls, one: EntryView) -> Self:
        line, entry = one.line, one.line.entry
        return cls(
            record=entry.record,
            code=line.code,
            department=line.department,
            doctor=Named(id=str(line.doctor), name=line.doctor_name),
            sheets=entry.sheets,
            late=one.late,
            confirmed_at=entry.confirmed_at,
            confirmed_by=line.confirmed_by,
            mine=one.may_confirm,
        )


class OutageRead(OutageAnswer):
    """An outage with its words, and what the records owe that the asker answers for or oversees."""

    reason: str
    declared_by: Named
    declared_at: datetime
    withdrawn: Annotated[str, Field(description="Vì sao rút lại. · Why it was withdrawn.")]
    back_entries: list[BackEntryAnswer]

    @classmethod
    def view(cls, view: OutageView, now: datetime) -> Self:
        one = view.outage
        return cls(
            **_facts(one, view.departments, now),
            reason=view.reason,
            declared_by=Named(id=str(one.declared_by), name=view.names.get(one.declared_by, "")),
            declared_at=one.declared_at,
            withdrawn=view.withdrawn,
            back_entries=[BackEntryAnswer.of(each) for each in view.entries],
        )


def _facts(one: Outage, departments: Mapping[DepartmentId, str], now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": one.state(now),
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "planned": one.planned,
        "departments": [Named(id=which, name=departments.get(which, "")) for which in one.departments],
        "due_at": one.due_at,
    }
