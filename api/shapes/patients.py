"""Shapes of patients."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, LongText, Text
from domain.patients import Corrected
from services.patients import PatientView


class Identify(Act):
    """The identity number of a patient who had a temporary code."""

    citizen_id: Annotated[Text, Field(description="Số định danh cá nhân, 12 chữ số. · Twelve digits.", examples=["033071000001"])]
    reason: Annotated[LongText, Field(description="Lý do, giấy tờ đã xem. · Why, and the paper that was seen.")]


class Join(Act):
    """Two patients who are one."""

    to: Annotated[Text, Field(description="Mã người bệnh nhận. · Code of the patient who stays.", examples=["BN26000317"])]
    reason: Annotated[LongText, Field(description="Lý do, giấy tờ đã xem. · Why, and the paper that was seen.")]


class Correct(Act):
    """Who a patient is, where it was mistyped."""

    patient: Annotated[Text, Field(description="Họ và tên. · The name.", examples=["Nguyễn Thị Hường"])]
    birth: Day
    sex: Annotated[Text, Field(description="male, female, unknown", examples=["female"])]
    citizen_id: Annotated[Text | None, Field(description="Số định danh cá nhân, 12 chữ số.", examples=["033071000001"])] = None
    reason: Annotated[LongText, Field(description="Lý do, giấy tờ đã xem. · Why, and the paper that was seen.")]

    def words(self) -> Corrected:
        return Corrected(self.patient, self.birth, self.sex, self.citizen_id or "", self.reason)


class MoveRecords(Join):
    """Some of the patient's records, which are another patient's."""

    records: Annotated[list[UUID], Field(max_length=500)]


class PatientRecordAnswer(Answer):
    id: UUID
    code: str
    state: str
    kind: str
    department: str
    opened_at: datetime


class MoveAnswer(Answer):
    source: str
    target: str
    records: list[str]
    whole: bool
    reason: str
    by: str
    at: datetime


class NumberedAnswer(Answer):
    """When the identity number was given to a patient with a temporary code, and on what paper."""

    at: datetime
    by: str
    reason: str


class ConfirmedAnswer(Answer):
    """A record opened under another name, birthday or sex, of which somebody said that it is this patient's."""

    record: UUID
    at: datetime
    by: str
    reason: str


class CorrectionAnswer(Answer):
    """What was mistyped: field → as it was, as it became."""

    at: datetime
    by: str
    changed: dict[str, tuple[str, str]]
    reason: str


class PatientAnswer(Answer):
    """A patient, their records, and what went between them and others."""

    code: str
    name: str
    birth: date
    citizen_id: str | None
    temporary_code: str | None
    records: list[PatientRecordAnswer]
    moves: list[MoveAnswer]
    numbered: NumberedAnswer | None
    confirmed: list[ConfirmedAnswer]
    corrections: list[CorrectionAnswer]

    @classmethod
    def of(cls, view: PatientView) -> Self:
        one = view.patient
        return cls(
            code=one.code,
            name=one.name,
            birth=one.birth,
            citizen_id=one.citizen_id,
            temporary_code=one.temporary_code,
            records=[
                PatientRecordAnswer(id=r.id, code=r.code, state=r.state, kind=r.kind, department=r.department, opened_at=r.opened_at)
                for r in view.records
            ],
            moves=[
                MoveAnswer(
                    source=m.source,
                    target=m.target,
                    records=list(m.records),
                    whole=m.whole,
                    reason=view.why[m.id],
                    by=m.who,
                    at=m.at,
                )
                for m in view.moves
            ],
            numbered=NumberedAnswer(at=view.numbered.at, by=view.numbered.who, reason=view.numbered.why) if view.numbered else None,
            confirmed=[ConfirmedAnswer(record=UUID(c.record), at=c.at, by=c.who, reason=c.why) for c in view.confirmed],
            corrections=[CorrectionAnswer(at=c.at, by=c.who, changed=dict(c.changed), reason=c.reason) for c in view.corrections],
        )
