"""Shapes of signing and refusing, and of the inbox."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.problems import problem
from api.shapes.documents import SignatureAnswer
from api.shapes.shape import Act, Answer, Asked, LongText, Moment, Reasoned, Secret, Sha256Hex, VersionNumber, Who, Words
from domain.names import DocumentId, PersonId, Sha256
from domain.reasons import OTHER
from domain.signatures import Chain, Signature
from services.signatures import Outcome, Reviewed

Read = Annotated[Sha256Hex, Field(description="`content` của bản đã đọc: chỉ ký đúng bản đã đọc. · SHA-256 of what was read.")]


Warned = Annotated[
    bool,
    Field(
        description="Người ký đã đọc cảnh báo `StatusUnchecked` và vẫn ký. · The signer has read the warning of `StatusUnchecked`; "
        "send it only after showing them its `detail`."
    ),
]


class Sign(Act):
    """Signs one version that was read."""

    read: Read
    pin: Secret
    warned: Warned = False


class Claim(Act):
    """Takes a task that waits for others too."""

    read: Read


class Release(Claim):
    """Gives a task back."""

    whose: Annotated[Words | None, Field(description="Người đã nhận việc; trống là chính mình. · Who took it.")] = None


class Withdraw(Reasoned):
    """Its author takes one version back that was read."""

    read: Read


class Lacks(Asked):
    """What a record lacks, who mends it and by when."""

    what: Annotated[Words, Field(max_length=500, examples=["Thiếu chữ ký người bệnh trên phiếu cam kết"])]
    owed_by: Who
    due: Moment


class Refuse(Act):
    """Refuses one version that was read."""

    read: Read
    reason_code: Annotated[
        Words, Field(description="Một lý do trong danh sách của cơ sở hoặc biểu mẫu; `other` là lý do khác.", examples=["bad_sample"])
    ] = OTHER
    reason: Annotated[
        LongText, Field(description="Lý do bằng lời; bắt buộc khi chọn `other`. · In words.", examples=["Mẫu bị vỡ hồng cầu"])
    ] = ""
    shortcomings: Annotated[
        tuple[Lacks, ...],
        Field(max_length=30, description="Phiếu tổng kết bị trả lại: điều phải bổ sung, ai, trước lúc nào. · Of a closing sheet."),
    ] = ()


class Chosen(Asked):
    document: UUID
    version: VersionNumber
    read: Read

    def reviewed(self) -> Reviewed:
        return Reviewed(DocumentId(self.document), self.version, Sha256(self.read))


class SignSet(Act):
    """Signs a reviewed set with one PIN."""

    pin: Secret
    warned: Warned = False
    set: Annotated[list[Chosen], Field(min_length=1, max_length=1000)]


class Made(Answer):
    """A signature as its signer gets it back."""

    step: str
    at: datetime
    stamped_at: datetime | None
    sha256: str

    @classmethod
    def of(cls, made: Signature) -> Self:
        return cls.model_validate(made)


class OutcomeAnswer(Answer):
    """What became of one document of a set: a signature, or a problem."""

    document: UUID
    version: int
    signature: Made | None
    problem: dict[str, object] | None

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        return cls(
            document=outcome.reviewed.document,
            version=outcome.reviewed.version,
            signature=Made.of(outcome.signature) if outcome.signature else None,
            problem=problem(outcome.refusal) if outcome.refusal else None,
        )


class Outcomes(Answer):
    outcomes: list[OutcomeAnswer]


class Refused(Answer):
    """The version has ended; its signatures stay on file."""

    state: str
    signatures: list[SignatureAnswer]

    @classmethod
    def of(cls, chain: Chain, names: Mapping[PersonId, str]) -> Self:
        return cls(state=str(chain.ended or ""), signatures=[SignatureAnswer.of(made, chain, names) for made in chain.signatures])


class Waiting(Answer):
    """One thing that waits for the person who asks."""

    document: UUID
    version: int
    step: str
    title: str
    form: str
    patient: str
    patient_code: Annotated[str, Field(description="Mã người bệnh; rỗng với văn bản của lộ trình.")]
    record: Annotated[str, Field(description="Mã hồ sơ bệnh án; rỗng với văn bản của lộ trình.")]
    birth_year: int | None
    signed: int
    needed: int
    asked_at: datetime
    due_at: datetime
    content: Annotated[str, Field(description="Mã băm của bản phải đọc: gửi lại ở `read` khi ký.")]
    department: Annotated[str, Field(description="Khoa đang điều trị; rỗng với văn bản của lộ trình.")]
    reviewed_at: Annotated[datetime | None, Field(description="Đã xem và đưa vào tập ký lúc nào.")]
    later_until: Annotated[datetime | None, Field(description="Để sau đến lúc nào.")]


class ErrandAnswer(Answer):
    """Something that waits beside signatures: a vote, a report to judge, a result to acknowledge, a refused sheet to make again, …"""

    kind: str
    link: Annotated[str, Field(description="Đường dẫn của trang làm việc này.")]
    title: str
    since: datetime
    due: date | None
    many: int
    weight: Annotated[int, Field(description="Số việc được đếm vào hộp việc.")]
    facility: str
    record: str


class InboxPage(Answer):
    waiting: list[Waiting]
    errands: list[ErrandAnswer]
    next: Annotated[str | None, Field(description="Gửi lại ở `after` để xem trang sau; null là hết.")]


class InboxCount(Answer):
    count: Annotated[int, Field(description="Đếm đến 100.")]
