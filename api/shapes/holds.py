"""Shapes of holds."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.pages import word
from api.shapes.shape import Answer, Asked, Day, Named, Reasoned, Text, Who, Words
from domain.holds import Case, CaseKind, Extension, Hold, NewHold, Query, Scope
from domain.names import DepartmentId, PersonId
from domain.records import RecordKind, RecordState
from services import held
from services.held import HoldsView, HoldView, Preview
from store.queries.holds import HoldLine, ReachedLine, Shown


class Conditions(Asked):
    """Which records are meant: all that fit everything given."""

    department: Annotated[Text | None, Field(description="Khoa điều trị. · Treating department.", examples=["33001/NOI"])] = None
    doctor: Annotated[Who | None, Field(description="Bác sĩ điều trị: tên đăng nhập hoặc UUID. · Treating doctor.")] = None
    admitted_from: Day | None = None
    admitted_to: Annotated[Day | None, Field(description="Đến hết ngày. · Last day.")] = None
    retention_class: Annotated[Text | None, Field(description="Mã nhóm thời hạn lưu trữ. · Code of a class.", examples=["death"])] = None
    record_kind: RecordKind | None = None

    def query(self, doctor: PersonId | None) -> Query:
        """`doctor`: who is meant."""
        return Query(
            DepartmentId(self.department) if self.department else None,
            doctor,
            self.admitted_from,
            self.admitted_to,
            self.retention_class,
            self.record_kind,
        )

    @classmethod
    def of(cls, query: Query) -> Self:
        return cls(**(vars(query) | {"doctor": str(query.doctor) if query.doctor else None}))


class CaseShape(Asked):
    """The case for whose sake records are kept."""

    kind: Annotated[CaseKind, Field(description="complaint, litigation, inspection, incident, other")]
    name: Annotated[Words, Field(description="Số hoặc tên vụ việc. · Number or name.", examples=["12/2026/TLST-DS"])]
    asked_by: Annotated[Words, Field(description="Cơ quan, người yêu cầu. · Who asks.", examples=["Tòa án nhân dân khu vực 1"])]
    paper: Annotated[Text, Field(description="Số văn bản. · Number of the paper.", examples=["45/CV-TA"])] = ""
    paper_day: Day | None = None


class PlaceHold(Reasoned):
    """Keeps records from disposal."""

    case: CaseShape
    scope: Annotated[Scope, Field(description="record: một hồ sơ; patient: mọi hồ sơ của người bệnh; query: theo điều kiện.")]
    review_by: Annotated[Day, Field(description="Hạn xem xét lại; qua hạn vẫn giữ. · Day of review; it holds on after that.")]
    code: Annotated[
        Text, Field(description="Số hồ sơ, hoặc mã người bệnh. · Code of the record or patient.", examples=["BA-26-004512"])
    ] = ""
    query: Conditions = Conditions()
    standing: Annotated[bool, Field(description="Cả hồ sơ khớp về sau. · Records that match later too.")] = False
    found: Annotated[
        int | None,
        Field(description="Số hồ sơ đã xem trước (GET /holds/matches); khác thì bị từ chối. · How many the preview told.", examples=[312]),
    ] = None

    def words(self, doctor: PersonId | None) -> NewHold:
        case = Case(**dict(self.case))
        return NewHold(case, self.scope, self.reason, self.review_by, self.code, self.query.query(doctor), self.standing)


class ExtendHold(Reasoned):
    """Puts the review off."""

    review_by: Annotated[Day, Field(description="Sau hạn đang đặt. · Later than the present day.")]


class LiftHold(Reasoned):
    """Ends a hold."""

    paper: Annotated[Text, Field(description="Số và ngày văn bản, nếu có. · Paper, if any.", examples=["88/KL-TTr ngày 18/11/2026"])] = ""


class Placed(Answer):
    id: UUID


class HeldRecord(Answer):
    """A record that is, or would be, held; nothing clinical."""

    id: UUID
    code: str
    patient: str
    patient_code: str
    department: str
    opened_at: datetime
    state: RecordState
    kind: RecordKind

    @classmethod
    def of(cls, one: ReachedLine) -> Self:
        return cls.model_validate(one)


class Matches(Answer):
    found: int
    records: list[HeldRecord]

    @classmethod
    def of(cls, one: Preview) -> Self:
        return cls(found=one.found, records=[HeldRecord.of(line) for line in one.records])


class HoldAnswer(Answer):
    """A hold, as a list has it."""

    id: UUID
    case: CaseShape
    scope: Scope
    query: Conditions | None
    standing: bool
    found: Annotated[int, Field(description="Số hồ sơ khi đặt. · Records when it was placed.")]
    placed_by: Named
    placed_at: datetime
    review_by: date
    lifted_by: Named | None
    lifted_at: datetime | None
    lifted_paper: str

    @classmethod
    def of(cls, hold: Hold, words: held.Words) -> Self:
        return cls(**_facts(hold, words))


def _facts(hold: Hold, words: held.Words) -> dict[str, Any]:
    return {
        "id": hold.id,
        "case": CaseShape(**vars(hold.case)),
        "scope": hold.scope,
        "query": Conditions.of(hold.query) if hold.scope is Scope.QUERY else None,
        "standing": hold.standing,
        "found": hold.found,
        "placed_by": named(hold.placed_by, words),
        "placed_at": hold.placed_at,
        "review_by": hold.review_by,
        "lifted_by": named(hold.lifted_by, words) if hold.lifted_by else None,
        "lifted_at": hold.lifted_at,
        "lifted_paper": hold.lifted_paper,
    }


def named(who: PersonId, words: held.Words) -> Named:
    return Named(id=str(who), name=words.people.get(who, ""))


class HoldListed(HoldAnswer):
    code: Annotated[str, Field(description="Của hồ sơ hoặc người bệnh; trống khi theo điều kiện. · Of the record or patient.")]

    @classmethod
    def line(cls, one: HoldLine, words: held.Words) -> Self:
        return cls(**_facts(one.hold, words), code=one.code)


class Holds(Answer):
    holds: list[HoldListed]
    counts: Annotated[dict[Shown, int], Field(description="open, due, lifted")]
    next: Annotated[UUID | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def of(cls, view: HoldsView) -> Self:
        return cls(
            holds=[HoldListed.line(one, view.words) for one in view.lines],
            counts=dict(view.tallies),
            next=view.lines[-1].hold.id if view.more else None,
        )


class ExtensionAnswer(Answer):
    was: date
    becomes: date
    reason: str
    by: Named
    at: datetime

    @classmethod
    def of(cls, one: Extension, words: held.Words) -> Self:
        return cls(was=one.was, becomes=one.becomes, reason=one.reason, by=named(one.by, words), at=one.at)


class HoldRead(HoldAnswer):
    """A hold with its words, its history, and a page of the records it reaches."""

    reason: str
    lifters: Annotated[list[str], Field(description="Ai thôi giữ được hôm nay. · Who may lift it today.")]
    lifted_reason: str
    extensions: list[ExtensionAnswer]
    reached: Annotated[int, Field(description="Số hồ sơ đang được giữ, hoặc đã được giữ khi thôi. · Records it reaches, or reached.")]
    records: list[HeldRecord]
    next: Annotated[str | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def view(cls, view: HoldView) -> Self:
        last = view.records[-1] if view.more else None
        return cls(
            **_facts(view.hold, view.words),
            reason=view.reason,
            lifters=list(view.lifters),
            lifted_reason=view.lifted_reason,
            extensions=[ExtensionAnswer.of(one, view.words) for one in view.extensions],
            reached=view.reached,
            records=[HeldRecord.of(one) for one in view.records],
            next=word((last.opened_at, last.id)) if last else None,
        )
