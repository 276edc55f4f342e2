"""Shapes of grants."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, Named, Reasoned, Text, Words
from api.shapes.shape import Asked as Given
from domain.grants import MOST_RECORDS, Asker, Finding, Grant, GrantKind, GrantState, NewGrant, Purpose
from domain.names import DocumentId
from domain.records import RecordState
from services.granted import PAGE, GrantsView, GrantView
from store.queries.grants import GrantedRecord

Days = Annotated[int, Field(ge=1, le=36_600, description="Số ngày, tính từ lúc duyệt. · Days from the decision.", examples=[7])]
MayCopy = Annotated[bool, Field(description="Cả trích sao; không thì chỉ đọc. · Copying too.")]


class AskerShape(Given):
    """Somebody from outside, or a patient; empty for staff."""

    name: Annotated[Text, Field(description="Người được xem.", examples=["Nguyễn Văn Thẩm"])] = ""
    body: Annotated[Text, Field(description="Cơ quan, hoặc quan hệ với người bệnh.", examples=["Tòa án nhân dân khu vực 1"])] = ""
    paper: Annotated[Text, Field(description="Số văn bản, hoặc đơn và giấy tờ chứng minh.", examples=["45/CV-TA"])] = ""
    paper_day: Day | None = None


class AskGrant(Reasoned):
    """A request to see records."""

    kind: Annotated[GrantKind, Field(description="`loan` nhân viên mượn · `outsider` cơ quan ngoài · `patient` người bệnh.")]
    purpose: Purpose
    codes: Annotated[tuple[Words, ...], Field(max_length=MOST_RECORDS, description="Số hồ sơ. · Codes.", examples=[["BA-26-004512"]])]
    days: Days = 7
    may_copy: MayCopy = False
    asker: AskerShape = AskerShape()
    documents: Annotated[tuple[UUID, ...], Field(description="Chỉ các văn bản này của một hồ sơ. · Only these of one record.")] = ()

    def words(self) -> NewGrant:
        asker = Asker(**dict(self.asker))
        documents = tuple(DocumentId(one) for one in self.documents)
        return NewGrant(self.kind, self.purpose, self.codes, self.reason, self.days, self.may_copy, asker, documents)


class DecideGrant(Act):
    """Grants or refuses. What is not named is granted as it was asked for (`GET /grants/{grant}`): days, copying, documents."""

    granted: bool
    reason: Annotated[Text, Field(description="Bắt buộc khi không duyệt. · Needed to refuse.")] = ""
    days: Annotated[Days | None, Field(description="Không ghi: số ngày như đề nghị. · Left out: as many as were asked for.")] = None
    may_copy: Annotated[
        bool | None, Field(description="Cả trích sao. Không ghi: như đề nghị. · Copying too. Left out: as it was asked for.")
    ] = None
    documents: Annotated[tuple[UUID, ...], Field(description="Chỉ các văn bản này; không ghi: như đề nghị. · Only these.")] = ()


class EndGrant(Act):
    reason: Annotated[Text, Field(description="Bắt buộc khi thu hồi của người khác. · Needed to recall.")] = ""


class ReviewGrant(Reasoned):
    finding: Finding


class BreakGlass(Reasoned):
    """Why the record is opened at once."""


class Asked(Answer):
    id: UUID


class LentRecord(Answer):
    """A record of a grant; nothing clinical."""

    id: UUID
    code: str
    department: str
    state: RecordState

    @classmethod
    def of(cls, one: GrantedRecord) -> Self:
        return cls(id=one.id, code=one.code, department=one.department, state=one.state)


class GrantAnswer(Answer):
    """A grant, as a list has it."""

    id: UUID
    kind: GrantKind
    purpose: Purpose
    state: GrantState
    holder: UUID | None
    asker: AskerShape
    days: int
    may_copy: bool
    whole: bool
    asked_at: datetime
    decided_at: datetime | None
    since: datetime | None
    until: datetime | None
    ended_at: datetime | None
    reviewed_at: datetime | None
    finding: Finding | None
    records: list[LentRecord]
    """The first three, in a list."""

    @classmethod
    def facts(cls, one: Grant, now: datetime) -> dict[str, object]:
        told = {name: getattr(one, name) for name in cls.model_fields if hasattr(one, name) and name not in ("asker", "state")}
        return {**told, "asker": AskerShape(**vars(one.asker)), "state": one.state(now)}


class Grants(Answer):
    grants: list[GrantAnswer]
    tallies: dict[str, int]
    next: UUID | None

    @classmethod
    def of(cls, view: GrantsView, now: datetime) -> Self:
        found = [
            GrantAnswer.model_validate({**GrantAnswer.facts(one.grant, now), "records": [LentRecord.of(r) for r in one.records]})
            for one in view.lines[:PAGE]
        ]
        return cls(grants=found, tallies={str(k): n for k, n in view.tallies.items()}, next=found[-1].id if view.more else None)


class GrantRead(GrantAnswer):
    """A grant with its words."""

    reason: str
    decided_reason: str
    ended_reason: str
    review_reason: str
    asked_by: Named
    decided_by: Named | None
    ended_by: Named | None
    reviewed_by: Named | None
    documents: list[UUID]
    """Those it is for, when not for whole records."""

    @classmethod
    def view(cls, view: GrantView, now: datetime) -> Self:
        one = view.grant
        people = {name: getattr(one, name) for name in ("asked_by", "decided_by", "ended_by", "reviewed_by")}
        return cls.model_validate(
            {
                **GrantAnswer.facts(one, now),
                **{name: Named(id=str(who), name=view.names[who]) if who else None for name, who in people.items()},
                "records": [LentRecord.of(r) for r in view.records],
                "reason": view.reason,
                "decided_reason": view.decided,
                "ended_reason": view.ended,
                "review_reason": view.reviewed,
                "documents": [which for which, _ in view.documents],
            }
        )
