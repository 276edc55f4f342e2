"""Shapes of orders and of what the laboratory delivers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.documents import status_of
from api.shapes.shape import Act, Answer, Asked, FormData, LineNumber, LongText, Moment, Reasoned, Text, Who, Words
from domain.copies import Status
from domain.names import DepartmentId, DocumentId, OutageId, PersonId
from domain.orders import LineState, NewLine, NewOrder, Order, Sheet
from domain.ranges import place
from domain.results import Flag, NewReport, NewResult, Value
from store.queries.signatures import Version


class OrderedLine(Asked):
    service: Annotated[Words, Field(description="Mã dịch vụ trong danh mục của cơ sở.", examples=["22.0119.1368"])]
    name: Annotated[Words, Field(examples=["Tổng phân tích tế bào máu ngoại vi"])]
    department: Annotated[Words, Field(description="Khoa thực hiện.", examples=["33001/XN"])]
    kind: Annotated[Words, Field(description="laboratory: xét nghiệm; imaging: chẩn đoán hình ảnh.", examples=["imaging"])] = "laboratory"


class PlaceOrder(Act):
    """An order in a doctor's name: the doctor's own, or one that a HIS sends for the doctor it names."""

    record: UUID
    doctor: Who
    lines: Annotated[list[OrderedLine], Field(min_length=1, max_length=100)]
    diagnosis: Annotated[LongText, Field(examples=["Theo dõi viêm phổi"])]
    urgent: bool = False
    note: LongText = ""
    ordered_at: Annotated[
        Moment | None,
        Field(description="Thời điểm chỉ định trên giấy, khi nhập sau gián đoạn; không gửi là lúc này. · When, if not now."),
    ] = None

    def words(self, doctor: PersonId) -> NewOrder:
        lines = tuple(NewLine(one.service, one.name, DepartmentId(one.department), one.kind) for one in self.lines)
        return NewOrder(doctor, lines, self.diagnosis, self.urgent, self.note, self.ordered_at)


Lines = Annotated[list[LineNumber], Field(min_length=1, max_length=100, description="Số thứ tự các dòng chỉ định.", examples=[[1, 2]])]


class TakeSamples(Act):
    lines: Lines


class OfLines(Reasoned):
    """Some lines, and why."""

    lines: Lines


class ValueWords(Asked):
    line: LineNumber
    name: Annotated[Words, Field(examples=["WBC"])]
    value: Annotated[Words, Field(examples=["12,4"])]
    unit: Annotated[Text, Field(examples=["G/L"])] = ""
    reference: Annotated[Text, Field(examples=["4,0 - 10,0"])] = ""
    flag: Annotated[
        Flag | None,
        Field(
            description="H, L, critical, A; chuỗi rỗng là bình thường. Không gửi: số thì so với khoảng tham chiếu, còn lại là bình thường. "
            "· Left out: a number is compared with its range, anything else is normal."
        ),
    ] = None

    def judged(self) -> Value:
        """As the laboratory flagged it; a number it did not flag, by its range."""
        where = place(self.value, self.reference) if self.flag is None else None
        flag = self.flag or (Flag.NORMAL if where is None else where.flag)
        return Value(self.line, self.name, self.value, self.unit, self.reference, flag)


class DeliverResult(Act):
    """A result sheet for one or more lines; the same lines again are its next version."""

    lines: Lines
    values: Annotated[tuple[ValueWords, ...], Field(max_length=500)] = ()
    performer: Who
    sampled_at: Annotated[Moment, Field(examples=["2026-11-21T08:05:00+07:00"])]
    received_at: Annotated[Moment, Field(examples=["2026-11-21T08:15:00+07:00"])]
    resulted_at: Annotated[Moment, Field(examples=["2026-11-21T09:02:00+07:00"])]
    conclusion: LongText = ""
    note: Annotated[LongText, Field(description="Vì sao có bản mới.")] = ""

    def words(self, performer: PersonId) -> NewResult:
        values = tuple(one.judged() for one in self.values)
        return NewResult(
            tuple(self.lines), values, performer, self.sampled_at, self.received_at, self.resulted_at, self.conclusion, self.note
        )


class DeliverReport(Act):
    """A report by the form that answers lines of this kind, imaging say; the same lines again are its next version."""

    lines: Lines
    performer: Who
    data: Annotated[
        FormData,
        Field(
            description="Các mục của biểu mẫu trả lời dòng này; nơi chỉ định, nơi và người thực hiện do hệ thống ghi. · Its form's fields.",
            examples=[{"accession_number": "CR26112100041", "study_uid": "1.2.840.113619.2.55", "conclusion": "Viêm phổi thùy"}],
        ),
    ]
    note: Annotated[LongText, Field(description="Vì sao có bản mới.")] = ""
    form: Annotated[Text, Field(description="Mã biểu mẫu, khi có nhiều biểu mẫu trả lời loại này.")] = ""

    def words(self, performer: PersonId) -> NewReport:
        return NewReport(tuple(self.lines), performer, self.data, self.note, self.form)


class Acknowledge(Act):
    """The ordering doctor has seen a final result."""


class LineAnswer(Answer):
    number: int
    service: str
    name: str
    department: str
    kind: str
    state: LineState
    reason: str


class SheetAnswer(Answer):
    """A result sheet and the lines it answers."""

    document: UUID
    lines: list[int]
    complete_at: datetime | None
    acknowledged_at: datetime | None
    version: Annotated[int | None, Field(description="Bản mới nhất; null khi chỉ hỏi trạng thái các dòng.")] = None
    status: Annotated[Status | None, Field(description="entered, signing, stamping: chưa duyệt, chỉ để tham khảo.")] = None
    signed: int | None = None
    needed: int | None = None
    outage: Annotated[UUID | None, Field(description="Gián đoạn mà bản mới nhất nhập bù cho. · After which outage it was entered.")] = None

    @classmethod
    def of(cls, sheet: Sheet, newest: Version | None, after: OutageId | None = None) -> Self:
        made = {"version": newest.number, **status_of(newest.chain), "outage": after} if newest else {}
        return cls(
            **{name: getattr(sheet, name) for name in ("document", "complete_at", "acknowledged_at")}, lines=list(sheet.lines), **made
        )


class OrderAnswer(Answer):
    id: UUID
    record: UUID
    doctor: UUID
    department: str
    document: Annotated[UUID | None, Field(description="Phiếu chỉ định; null khi chỉ hỏi trạng thái các dòng.")] = None
    outage: Annotated[UUID | None, Field(description="Gián đoạn mà phiếu chỉ định nhập bù cho. · After which it was entered.")] = None
    lines: list[LineAnswer]
    results: list[SheetAnswer]

    @classmethod
    def of(
        cls,
        order: Order,
        document: DocumentId | None = None,
        newest: Mapping[DocumentId, Version] | None = None,
        marks: Mapping[DocumentId, OutageId] | None = None,
    ) -> Self:
        """`marks`: document → the outage after which its newest version was entered."""
        after = marks or {}
        return cls(
            id=order.id,
            record=order.record,
            doctor=order.doctor,
            department=order.department,
            document=document,
            outage=after.get(document) if document else None,
            lines=[LineAnswer.model_validate(one) for one in order.lines],
            results=[SheetAnswer.of(one, (newest or {}).get(one.document), after.get(one.document)) for one in order.sheets],
        )


class Placed(Answer):
    id: UUID


class Delivered(Answer):
    document: UUID
    version: int


class WorkLineAnswer(Answer):
    """A line the acting position's department still has to perform."""

    order: UUID
    record: UUID
    number: int
    name: str
    state: LineState
    patient: str
    record_code: str
    birth_year: int
    doctor: str
    ordered_in: str
    ordered_at: datetime


class Worklist(Answer):
    lines: list[WorkLineAnswer]
