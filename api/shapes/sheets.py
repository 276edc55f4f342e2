"""Shapes of forms, and of the sheets drawn up by them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Base64, FormData, LongText, Moment, VersionNumber, Who, Words
from domain.forms import Field as Asked
from domain.forms import Form, Kind
from domain.names import DocumentId, OutageId, PersonId
from domain.roles import Role
from domain.sheets import ADDENDUM, Base, NewSheet


class WriteSheet(Act):
    """A sheet in its author's name: the writer's own, or one that a HIS sends for the person it names."""

    form: Annotated[Words, Field(description="Mã biểu mẫu, xem GET /forms.", examples=["treatment-sheet"])]
    author: Who
    acted_at: Annotated[Moment, Field(description="Thời điểm thực hiện; thời điểm ghi do hệ thống giữ. · When it happened.")]
    data: Annotated[
        FormData,
        Field(
            description="Các mục của biểu mẫu; người ghi bằng tên đăng nhập hoặc UUID. Bỏ được khi có tệp PDF. · What the form asks for."
        ),
    ] = {}  # noqa: RUF012  pydantic copies it
    document: Annotated[UUID | None, Field(description="Văn bản được lập bản mới; trống là văn bản mới. · Null for a new one.")] = None
    note: Annotated[LongText, Field(description="Lý do lập bản mới. · Why there is a new version.")] = ""
    pdf: Annotated[
        Base64 | None,
        Field(
            description="Tệp PDF có sẵn, base64: giữ nguyên từng byte; khi đó `data` chỉ cần các mục người và mục chọn bắt buộc. "
            "Xem `accepts_pdf` ở GET /forms. · A ready PDF whose bytes become the content.",
            examples=[None],
        ),
    ] = None

    outage: Annotated[
        UUID | None,
        Field(description="Gián đoạn mà phiếu nhập bù cho, xem GET /outages; thời điểm thực hiện phải nằm trong đó. · Entered after it."),
    ] = None

    def sheet(self, author: PersonId, data: dict[str, Any]) -> NewSheet:
        """What the house is told, with people by their ids."""
        return NewSheet(self.form, author, self.acted_at, data, self.note, outage=OutageId(self.outage) if self.outage else None)


class Add(Act):
    """What is added to a complete document, in its author's name."""

    version: Annotated[VersionNumber, Field(description="Bản đang có hiệu lực mà người lập đã đọc. · The version that was read.")]
    author: Who
    acted_at: Moment
    text: Annotated[LongText, Field(min_length=1, description="Nội dung bổ sung. · What is added.")]
    attached: Annotated[str, Field(description="Tệp kèm (kết quả về sau): PDF, JPEG hoặc PNG dạng base64. · A file, as base64.")] = ""
    addendum: Annotated[UUID | None, Field(description="Phụ lục được lập bản mới. · Null for a new one.")] = None
    note: Annotated[LongText, Field(description="Lý do lập bản mới. · Why there is a new version.")] = ""

    def sheet(self, author: PersonId, base: DocumentId) -> NewSheet:
        return NewSheet(ADDENDUM, author, self.acted_at, self.told(), self.note, adds_to=Base(base, self.version))

    def told(self) -> dict[str, str]:
        """A file only where one came."""
        return {"text": self.text, **({"attached": self.attached} if self.attached else {})}


class Written(Answer):
    """The version that waits for its first signature."""

    document: UUID
    version: int


class WhenAnswer(Answer):
    """Asked for only when this choice says one of these."""

    field: str
    one_of: list[str]


class FieldAnswer(Answer):
    """One thing a form asks for."""

    name: str
    label: str
    kind: Kind
    required: bool
    unit: str
    longest: int
    least: float | None
    most: float | None
    group: str
    note: str
    when: WhenAnswer | None
    unlike: list[str]
    roles: list[Role]
    handed: bool
    choices: Mapping[str, str]
    fields: list["FieldAnswer"]

    @classmethod
    def all(cls, fields: Sequence[Asked]) -> list[Self]:
        return [cls.model_validate({**vars(one), "fields": cls.all(one.fields)}) for one in fields]


class FormAnswer(Answer):
    """A form in force today."""

    code: str
    name: str
    name_en: str
    edition: str
    basis: str
    certainty: str
    written_by: list[Role]
    english: Annotated[Mapping[str, str], Field(description="Chữ của biểu mẫu → tiếng Anh. · Its words in English: labels, choices, …")]
    accepts_pdf: Annotated[bool, Field(description="Nhận tệp PDF có sẵn làm nội dung. · Takes a ready PDF as its content.")]
    fields: list[FieldAnswer]

    @classmethod
    def of(cls, form: Form) -> Self:
        return cls.model_validate({**vars(form), "fields": FieldAnswer.all(form.fields)})


class Forms(Answer):
    forms: list[FormAnswer]
