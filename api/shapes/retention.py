"""Shapes of how long a record is kept, and why."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, LongText, Named, Text, Words
from domain.basis import Certainty
from domain.clock import day
from domain.names import PersonId
from domain.retention import RetentionClass, Trait
from domain.retention_signs import Ground, Source
from domain.retention_terms import How, NewClass
from services.retention import RetentionView, TermView

CLASS = "Mã nhóm thời hạn, như GET liệt kê ở `choices`. · Code of the class."


class ConfirmClass(Act):
    """Stands for the proposed class, or chooses another, a shorter one for a reason. Confirming anew names class and reason."""

    retention_class: Annotated[Text, Field(description=f"{CLASS} Để trống: nhóm được đề nghị.", examples=["special"])] = ""
    reason: LongText = ""

    def words(self) -> NewClass:
        return NewClass(self.retention_class, self.reason)


class ChangeClass(Act):
    """Another class, and why."""

    retention_class: Annotated[Words, Field(description=CLASS, examples=["transplant"])]
    reason: Annotated[LongText, Field(min_length=1, examples=["Về sau xác định là người hiến thận"])]

    def words(self) -> NewClass:
        return NewClass(self.retention_class, self.reason)


class Decided(Answer):
    """The decision that now waits for its signatures; the class changes with the last one."""

    document: UUID


class ClassAnswer(Answer):
    """A row of the schedule."""

    code: str
    title: str
    basis: str
    certainty: Certainty
    years: Annotated[int | None, Field(description="null: vĩnh viễn. · null: for ever.")]
    note: str

    @classmethod
    def of(cls, one: RetentionClass) -> Self:
        return cls.model_validate(one)


class GroundAnswer(Answer):
    """Why the episode has a trait; `code` is empty once archived, and for what no code says."""

    trait: Trait
    source: Source
    code: str
    title: str
    basis: str
    certainty: Certainty | None

    @classmethod
    def of(cls, one: Ground) -> Self:
        return cls.model_validate(one)


class TermAnswer(Answer):
    """A term that was set: proposed, confirmed, chosen, raised or corrected."""

    how: How
    retention_class: ClassAnswer
    edition: str
    keep_until: date | None
    at: datetime
    by: Named | None
    shorter: Annotated[bool, Field(description="Ngắn hơn nhóm được đề nghị. · Kept shorter than proposed.")]
    reason: str
    decision: UUID | None

    @classmethod
    def of(cls, view: TermView, names: dict[PersonId, str]) -> Self:
        term = view.term
        return cls(
            how=term.how,
            retention_class=ClassAnswer.of(view.one),
            edition=term.edition,
            keep_until=term.until,
            at=term.at,
            by=Named(id=str(term.by), name=names.get(term.by, "")) if term.by else None,
            shorter=term.shorter,
            reason=view.reason,
            decision=term.decision,
        )


class RetentionAnswer(Answer):
    """Why a record is kept, and until when."""

    record: UUID
    code: str
    retention_class: ClassAnswer
    edition: str
    edition_basis: str
    ended_on: Annotated[date | None, Field(description="Ngày kết thúc điều trị: thời hạn tính từ năm này.")]
    keep_until: Annotated[date | None, Field(description="Luôn là 31/12; null: vĩnh viễn. · Always 31/12; null: for ever.")]
    confirmed: bool
    proposed: ClassAnswer
    grounds: list[GroundAnswer]
    others: Annotated[list[ClassAnswer], Field(description="Nhóm khác cũng áp dụng, không giữ lâu hơn. · What else applied.")]
    equivalent: Annotated[bool, Field(description="Không dòng nào nêu loại hồ sơ này: theo nhóm tương đương. · By its equivalent group.")]
    equivalent_basis: str
    terms: list[TermAnswer]
    decisions: list[UUID]
    incidents: list[UUID]
    choices: Annotated[list[ClassAnswer], Field(description="Nhóm có thể chọn khi xác nhận. · Classes that may be confirmed.")]

    @classmethod
    def of(cls, view: RetentionView) -> Self:
        record, now = view.page.record, view.now
        schedule, proposed = view.proposed
        return cls(
            record=record.id,
            code=record.code,
            retention_class=ClassAnswer.of(now.one),
            edition=now.schedule.edition,
            edition_basis=now.schedule.basis,
            ended_on=day(record.discharged_at) if record.discharged_at else None,
            keep_until=now.term.until,
            confirmed=view.confirmed is not None,
            proposed=ClassAnswer.of(proposed),
            grounds=[GroundAnswer.of(one) for one in view.grounds],
            others=[ClassAnswer.of(one) for one in view.others],
            equivalent=view.equivalent,
            equivalent_basis=now.schedule.equivalent_basis,
            terms=[TermAnswer.of(one, view.names) for one in view.terms],
            decisions=[document.id for document, _ in view.decisions],
            incidents=[one.id for one in view.incidents],
            choices=[ClassAnswer.of(one) for one in schedule.choices],
        )
