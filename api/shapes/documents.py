"""Shapes of documents, their versions and their chains."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Answer, Named
from domain.copies import Status, status
from domain.names import OutageId, PersonId
from domain.signature_chains import unfillable
from domain.signatures import Chain, Method, Signature, Step
from services.addenda import Around
from services.signatures import DocumentView
from store.queries.signatures import Document, Version, outdated

Names = Mapping[PersonId, str]
State = Annotated[
    str, Field(description="waiting, signing, stamping, complete, preserved, refused, replaced, withdrawn", examples=["preserved"])
]


class StatusOf(Answer):
    """How far a version is, for those who care for the patient."""

    status: Annotated[
        Status,
        Field(
            description="entered: đã nhập, chưa ký; signing: đang ký; stamping: chờ dấu thời gian "
            "(ba trạng thái này: chưa duyệt, chỉ để tham khảo); released: đã trả; replaced: đã thay thế; "
            "refused: bị từ chối; withdrawn: đã rút."
        ),
    ]
    signed: int
    needed: Annotated[int, Field(description="Số chữ ký phải có.")]


def status_of(chain: Chain, later: bool = False) -> dict[str, Any]:
    return {"status": status(chain, later), "signed": len(chain.signatures), "needed": sum(step.needed for step in chain.steps)}


class SignatureAnswer(Answer):
    """One person's signature."""

    person: Named
    step: str
    title: str
    at: datetime
    stamped_at: Annotated[datetime | None, Field(description="null: chờ dấu thời gian. · Waits for its time stamp.")]
    unchecked: Annotated[
        bool, Field(description="Ký khi chưa kiểm tra được chứng thư số. · Made while nobody could say whether the certificate was good.")
    ]

    method: Annotated[Method, Field(description="digital, organisation, hoặc confirmed: xác nhận bằng PIN, không phải chữ ký số.")]
    in_place_of: Annotated[Named | None, Field(description="Ký thay người này, bằng chứng thư số của chính người ký.")]

    @classmethod
    def of(cls, made: Signature, chain: Chain, names: Names) -> Self:
        titles = {step.name: step.title for step in chain.steps}
        return cls(
            person=_named(made.person, names),
            step=made.step,
            title=titles.get(made.step, made.step),
            at=made.at,
            stamped_at=made.stamped_at,
            unchecked=made.unchecked,
            method=made.method,
            in_place_of=_named(made.absent, names) if made.absent else None,
        )


class StepAnswer(Answer):
    """A stage of the chain and who may sign it."""

    name: str
    title: str
    method: Method
    needed: int
    people: list[Named]
    substitutes: Annotated[list[Named], Field(description="Người ký thay được hôm nay. · Who may sign in place today.")]
    claimed: Annotated[list[Named], Field(description="Người đã nhận việc. · Who took the task.")]

    @classmethod
    def of(cls, step: Step, names: Names) -> Self:
        def named(people: Iterable[PersonId]) -> list[Named]:
            return sorted((_named(person, names) for person in people), key=lambda one: one.name)

        stand_ins = {one.person for one in step.substitutes}
        whose = {"people": named(step.people), "substitutes": named(stand_ins), "claimed": named(step.claimed)}
        return cls(name=step.name, title=step.title, method=step.method, needed=step.needed, **whose)


class Issued(Answer):
    """Number and date of an issued paper."""

    series: str
    number: int
    day: date | None


class DocumentLine(StatusOf):
    """A document with its newest version, as lists show it."""

    id: UUID
    form: str
    title: str
    code: Annotated[str, Field(description="Mã tra cứu in ở chân trang.")]
    version: int
    state: State
    content: Annotated[str, Field(description="SHA-256 của nội dung phải đọc trước khi ký.")]
    signatures: list[SignatureAnswer]
    outage: Annotated[UUID | None, Field(description="Gián đoạn mà bản này nhập bù cho. · After which outage it was entered.")]

    @classmethod
    def of(cls, document: Document, version: Version, names: Names, outage: OutageId | None = None) -> Self:
        return cls(
            id=document.id,
            form=document.form,
            title=document.title,
            code=document.code,
            version=version.number,
            state=version.state,
            content=version.chain.content,
            signatures=[SignatureAnswer.of(made, version.chain, names) for made in version.chain.signatures],
            outage=outage,
            **status_of(version.chain),
        )


class BroughtAnswer(Answer):
    """A signature that was in a ready PDF when it came; no step of the chain."""

    name: str
    organisation: str
    at: datetime | None


class PdfAnswer(Answer):
    """What was found in the ready PDF that is a version's content."""

    sha256: str
    size: int
    pages: int
    claims: Annotated[str, Field(description="Tệp tự khai, như PDF/A-2b; chưa ai kiểm chứng. Trống: không phải PDF/A. · Its own claim.")]
    signatures: list[BroughtAnswer]
    attachments: list[str]


class VersionAnswer(StatusOf):
    """One version; `content` is what people read, `newest` the bytes served."""

    number: int
    state: State
    content: str
    newest: str
    author: Named
    made_at: datetime
    note: str
    steps: list[StepAnswer]
    signatures: list[SignatureAnswer]
    ended_at: datetime | None
    ended_by: Named | None
    ended_reason: str | None
    reason_code: Annotated[str, Field(description="Lý do từ chối đã chọn trong danh sách; rỗng khi không bị từ chối.")]
    completed_at: datetime | None
    preserved_at: datetime | None
    issued: Issued | None
    data: Annotated[dict[str, Any] | None, Field(description="Dữ liệu của tờ; null khi hồ sơ đã lưu trữ.")]
    pdf: Annotated[PdfAnswer | None, Field(description="Khi nội dung là tệp PDF có sẵn; null khi hsba in. · Of a ready PDF.")]
    replaced_by: Annotated[int | None, Field(description="Bản đã ký đủ sau đó; null: bản này đang có hiệu lực. · Stands when null.")]

    @classmethod
    def of(cls, version: Version, names: Names, later: bool = False) -> Self:
        chain = version.chain
        numbered = version.series and version.issue_number is not None
        return cls(
            number=version.number,
            state=version.state,
            content=chain.content,
            newest=version.newest,
            author=_named(version.author, names),
            made_at=version.made_at,
            note=version.note,
            steps=[StepAnswer.of(step, names) for step in chain.steps],
            signatures=[SignatureAnswer.of(made, chain, names) for made in chain.signatures],
            ended_at=version.ended_at,
            ended_by=_named(version.ended_by, names) if version.ended_by else None,
            ended_reason=version.ended_reason,
            reason_code=version.ended_code,
            completed_at=version.completed_at,
            preserved_at=version.preserved_at,
            issued=Issued(series=version.series or "", number=version.issue_number or 0, day=version.issued_on) if numbered else None,
            data=version.data,
            pdf=PdfAnswer.model_validate(version.pdf) if version.pdf else None,
            replaced_by=version.replaced_by,
            **status_of(chain, later),
        )


class AddsTo(Answer):
    """The document, and the version of it, that an addendum adds to."""

    document: UUID
    version: int
    title: str


class DocumentAnswer(Answer):
    """A document with every version, oldest first."""

    id: UUID
    facility: str
    form: str
    title: str
    code: str
    subject_kind: str
    subject: str
    record: UUID | None
    current: int
    created_at: datetime
    waits_for: list[Named]
    unfillable: Annotated[
        bool,
        Field(
            description="Không còn ai ký được bước đang chờ: phân công người giữ vị trí, ký thay hoặc lập bản mới. "
            "· Nobody is left who can sign the open step."
        ),
    ]
    my_step: Annotated[str | None, Field(description="Bước mà người hỏi được ký bây giờ.")]
    versions: list[VersionAnswer]
    adds_to: Annotated[AddsTo | None, Field(description="Của phụ lục: văn bản gốc. · Of an addendum.")]
    addenda: Annotated[list[DocumentLine], Field(description="Phụ lục của văn bản này. · What adds to it.")]

    @classmethod
    def of(cls, view: DocumentView, around: Around) -> Self:
        found = view.document
        base = around.base
        return cls(
            id=found.id,
            facility=found.facility,
            form=found.form,
            title=found.title,
            code=found.code,
            subject_kind=found.subject_kind,
            subject=found.subject,
            record=found.record,
            current=found.current,
            created_at=found.created_at,
            waits_for=[Named(id=str(person), name=name) for person, name in view.waits_for],
            unfillable=unfillable(view.newest.chain, view.left),
            my_step=view.my_step,
            versions=[VersionAnswer.of(one, view.names, outdated(found, one)) for one in view.versions],
            adds_to=AddsTo(document=base.id, version=found.adds_to_version or 1, title=base.title) if base else None,
            addenda=[DocumentLine.of(one, version, view.names) for one, version in around.addenda],
        )


def _named(person: PersonId, names: Names) -> Named:
    return Named(id=str(person), name=names.get(person, ""))
