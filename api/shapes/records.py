"""Shapes of records."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.documents import DocumentLine
from api.shapes.orders import OrderAnswer
from api.shapes.referrals import CameFromShape, OriginAnswer, ReferralAnswer
from api.shapes.shape import Act, Answer, Day, LongText, Moment, Named, Reasoned, Text, Who, Words
from domain.names import DepartmentId, DocumentId, OutageId, PersonId, ReferralId
from domain.records import Discharge, NewRecord, Outcome, RecordKind, RecordState
from domain.retention import Trait
from services.records import RecordView
from store.queries.signatures import Document, Version


class OpenRecord(Act):
    """An episode of care to be opened."""

    code: Annotated[Words, Field(description="Số hồ sơ, duy nhất trong cơ sở.", examples=["BA-2026-004512"])]
    patient_code: Annotated[
        Words | None,
        Field(
            description="Mã người bệnh tại cơ sở; bỏ trống thì theo số định danh. · Left out: whoever has the number.",
            examples=["BN-0098231"],
        ),
    ] = None
    patient: Annotated[Words, Field(examples=["Nguyễn Thị Hường"])]
    birth: Annotated[Day, Field(examples=["1968-04-17"])]
    sex: Annotated[Text, Field(description="male, female, unknown", examples=["female"])]
    citizen_id: Annotated[Text | None, Field(description="Số định danh cá nhân, 12 chữ số.", examples=["033168004512"])] = None
    temporary_code: Annotated[Text | None, Field(description="Mã tạm khi chưa có số định danh (TT 13/2025 Đ1 k3).")] = None
    address: Text = ""
    department: Annotated[Words, Field(description="Khoa điều trị.", examples=["33001/NOI"])]
    doctor: Who
    reason: Annotated[Words, Field(description="Lý do vào viện.", examples=["Mệt, sốt nhẹ 3 ngày"])]
    diagnosis: LongText = ""
    admitted_at: Annotated[
        Moment | None, Field(description="Lúc người bệnh vào viện, nếu trước lúc mở hồ sơ. · When the patient came, if before now.")
    ] = None
    kind: Annotated[
        RecordKind,
        Field(description="inpatient nội trú, day ban ngày, outpatient ngoại trú, visit lượt khám không lập hồ sơ. · Kind of episode."),
    ] = RecordKind.INPATIENT

    referral: Annotated[UUID | None, Field(description="Lần chuyển đến mà hồ sơ này tiếp nhận. · The transfer it answers.")] = None
    came_from: Annotated[CameFromShape | None, Field(description="Theo phiếu của cơ sở ngoài hệ thống. · From elsewhere.")] = None
    same_person: Annotated[
        bool, Field(description="Xác nhận là người bệnh đã có, dù họ tên, ngày sinh hay giới tính khác. · The known patient all the same.")
    ] = False
    same_reason: Annotated[Text, Field(description="Lý do, giấy tờ đã xem. · Why, and the paper seen.")] = ""

    def words(self, doctor: PersonId) -> NewRecord:
        return NewRecord(
            code=self.code,
            patient_code=self.patient_code or "",
            patient=self.patient,
            birth=self.birth,
            sex=self.sex,
            department=DepartmentId(self.department),
            doctor=doctor,
            reason=self.reason,
            diagnosis=self.diagnosis,
            citizen_id=self.citizen_id,
            temporary_code=self.temporary_code,
            address=self.address,
            admitted_at=self.admitted_at,
            kind=self.kind,
            referral=ReferralId(self.referral) if self.referral else None,
            came_from=self.came_from.words() if self.came_from else None,
            same_person=self.same_person,
            same_reason=self.same_reason,
        )


class Entrust(Reasoned):
    """Who treats from now on."""

    doctor: Who


class CorrectAdmission(Reasoned):
    """When the patient came, told anew."""

    admitted_at: Moment


class Invite(Act):
    department: Annotated[Words, Field(examples=["33001/HSCC"])]
    reason: Annotated[Words, Field(examples=["Mời hội chẩn hồi sức"])]


class DischargeWords(Act):
    """The end of treatment."""

    outcome: Outcome
    diagnosis: Annotated[LongText, Field(min_length=1, examples=["Viêm phổi thùy, đã ổn định (J18.1)"])]
    summary: Annotated[LongText, Field(min_length=1, description="Quá trình bệnh lý và điều trị.")]
    traits: Annotated[tuple[Trait, ...], Field(description="Điều quyết định thời hạn lưu trữ (TT 33/2025).", max_length=20)] = ()
    diagnosis_code: Annotated[Text, Field(description="Mã ICD-10 của bệnh chính.", examples=["J18.1"])] = ""
    cause_codes: Annotated[tuple[Words, ...], Field(description="Mã ICD-10 nguyên nhân ngoài (V01–Y98).", examples=[["V23.4"]])] = ()
    procedure_codes: Annotated[tuple[Words, ...], Field(description="Mã phẫu thuật, thủ thuật đã làm.", examples=[["55.69"]])] = ()
    discharged_at: Annotated[
        Moment | None, Field(description="Lúc người bệnh ra viện, nếu trước lúc gửi. · When the patient left, if before now.")
    ] = None

    def words(self) -> Discharge:
        codes = (self.diagnosis_code, self.cause_codes, self.procedure_codes)
        return Discharge(self.outcome, self.diagnosis, self.summary, self.traits, *codes, self.discharged_at)


class CorrectDischarge(DischargeWords, Reasoned):
    """The end of treatment, told anew as a whole: what is left out is taken back, but for the moment, which then stays."""


class Opened(Answer):
    id: UUID


class Closing(Answer):
    """The closing sheet that now waits for its signatures; null for a visit, which has none and is closed."""

    document: UUID | None


class RecordStands(Answer):
    """How far a record is."""

    id: UUID
    code: str
    state: RecordState
    opened_at: datetime
    discharged_at: datetime | None
    received_at: datetime | None
    archive_at: datetime | None
    archived_at: datetime | None
    kind: RecordKind
    complete_by: Annotated[datetime | None, Field(description="Hạn hoàn thiện hồ sơ, từ lúc ra viện. · Until when it is to be complete.")]


class RecordLineAnswer(Answer):
    id: UUID
    code: str
    state: RecordState
    patient: str
    patient_code: str
    birth_year: int
    department: str
    doctor: str
    opened_at: datetime
    kind: RecordKind
    complete_by: Annotated[datetime | None, Field(description="Khi còn người nợ việc hoàn thiện. · While somebody owes it.")]
    held: Annotated[bool, Field(description="Đang giữ lại, không cho hủy. · A hold keeps it from disposal.")]


class RecordsPage(Answer):
    records: list[RecordLineAnswer]
    next: Annotated[str | None, Field(description="Gửi lại ở `before` để xem trang sau; null là hết.")]


class PatientAnswer(Answer):
    code: str
    name: str
    birth: date
    sex: str
    citizen_id: str | None
    temporary_code: str | None


class MissingAnswer(Answer):
    """What keeps the record from being closed, and who owes it."""

    what: str
    title: str
    owed_by: str


class ShortcomingAnswer(Answer):
    """What the record was returned for, who mends it and by when."""

    id: UUID
    what: str
    owed_by: UUID
    due: datetime
    mended_at: datetime | None
    mended_by: UUID | None


class GuestAnswer(Answer):
    department: Named
    reason: str


class Happened(Answer):
    at: datetime
    act: str
    person: str
    role: str
    subject_kind: str
    subject: str
    facts: dict[str, Any]


class GoneAnswer(Answer):
    """By which disposal a record was destroyed, and when."""

    disposal: UUID
    title: str
    number: int
    at: Annotated[datetime | None, Field(description="Null khi đang hủy. · Null while it is being done.")]
    decision: Annotated[str, Field(description="Số quyết định hủy. · Number of the decision.")]
    certificate: Annotated[UUID | None, Field(description="Biên bản hủy. · The certificate of destruction.")]


class RecordAnswer(RecordStands):
    """A record with all that hangs on it; `clinical` is null once archived. Of a destroyed one only `gone` and who and when is left."""

    facility: str
    department: Named
    doctor: Named
    patient: PatientAnswer
    outcome: Outcome | None
    clinical: dict[str, Any] | None
    retention_class: str | None
    keep_until: date | None
    archive_sha256: str | None
    held: Annotated[bool, Field(description="Đang giữ lại, không cho hủy. · A hold keeps it from disposal.")]
    orders: list[OrderAnswer]
    documents: list[DocumentLine]
    missing: list[MissingAnswer]
    shortcomings: list[ShortcomingAnswer]
    guests: list[GuestAnswer]
    timeline: list[Happened]
    came_from: Annotated[OriginAnswer | None, Field(description="Cơ sở đã chuyển người bệnh đến. · Transferred from.")]
    referrals: Annotated[list[ReferralAnswer], Field(description="Các lần chuyển người bệnh đi. · Transfers to other facilities.")]
    gone: Annotated[GoneAnswer | None, Field(description="Hồ sơ đã hủy. · The record was destroyed.")]

    @classmethod
    def of(cls, view: RecordView, now: datetime) -> Self:
        page = view.page
        own = RecordStands.model_validate(page.record).model_dump()
        return cls(
            **own,
            facility=page.record.facility,
            department=Named(id=page.record.department, name=page.department),
            doctor=Named(id=str(page.record.doctor), name=page.doctor),
            patient=PatientAnswer.model_validate(page.patient),
            outcome=page.record.outcome,
            clinical=page.clinical,
            retention_class=page.retention_class,
            keep_until=page.keep_until,
            archive_sha256=page.archive_sha256,
            held=page.held,
            orders=[OrderAnswer.of(one.order, one.sheet.id, {d.id: v for d, v in view.documents}, _marks(view)) for one in view.orders],
            documents=[_line(document, version, view) for document, version in view.documents if not view.gone],
            missing=[MissingAnswer.model_validate(one) for one in view.missing],
            shortcomings=[ShortcomingAnswer.model_validate(one) for one in view.shortcomings],
            guests=[GuestAnswer(department=Named(id=one, name=name), reason=reason) for one, name, reason in view.guests],
            timeline=[Happened.model_validate(one) for one in view.timeline],
            came_from=OriginAnswer.of(view.origin) if view.origin else None,
            referrals=[ReferralAnswer.of(one, now) for one in view.referrals],
            gone=GoneAnswer.model_validate(view.gone) if view.gone else None,
        )


def _marks(view: RecordView) -> dict[DocumentId, OutageId]:
    after = {document.id: view.marks.get((document.id, version.number)) for document, version in view.documents}
    return {which: outage.id for which, outage in after.items() if outage}


def _line(document: Document, version: Version, view: RecordView) -> DocumentLine:
    after = view.marks.get((document.id, version.number))
    return DocumentLine.of(document, version, view.names, after.id if after else None)


class ExportedFile(Answer):
    path: str
    size: int
    sha256: str


class Exported(Answer):
    """The plain files of an archived record, without their bytes."""

    files: list[ExportedFile]
