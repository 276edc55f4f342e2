"""Shapes of what is asked of an appraisal: triggered, its council called, interests, votes, the closing, the decision."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Asked, LongText, Moment, Sha256Hex, Who, Words
from domain.appraisals import Finding
from domain.seats import Seat


class Trigger(Act):
    """Asks for an appraisal."""

    milestone: Annotated[
        str, Field(description="Mã mốc; để trống là thẩm định điều kiện thay giấy.", examples=["3.3-4"], max_length=40)
    ] = ""
    purchase: Annotated[UUID | None, Field(description="Gói mua sắm có đề xuất cần thẩm định; mốc khi đó là mốc của gói.")] = None
    reason: LongText = ""


class Seating(Asked):
    person: Who
    seat: Seat


class Convene(Act):
    """Calls the council."""

    members: Annotated[list[Seating], Field(min_length=1, max_length=50)]
    founded_by: Annotated[
        str,
        Field(
            description="Quyết định thành lập đã ban hành; để trống thì hệ thống lập quyết định trình ký.",
            examples=["QĐ 512/QĐ-BVĐK ngày 02/11/2026"],
            max_length=300,
        ),
    ] = ""
    place: Annotated[
        Words, Field(description="Nơi họp. · Where the council meets.", examples=["Hội trường tầng 3, Bệnh viện Đa khoa tỉnh Hưng Yên"])
    ]
    meets_at: Annotated[Moment | None, Field(description="Giờ họp, có múi giờ.")] = None
    anyway: Annotated[LongText, Field(description="Bắt buộc khi còn mốc trước chưa báo cáo xong.")] = ""


class Reschedule(Act):
    """The council is called anew for another hour."""

    meets_at: Annotated[Moment, Field(description="Giờ họp mới, có múi giờ; họp ngay thì là giờ hiện tại. · The new hour, now at once.")]
    place: Annotated[str, Field(description="Trống: nơi họp như cũ. · Empty: the same place.", max_length=300)] = ""


class Substitute(Act):
    """Somebody sits for a member who is away."""

    absent: Who
    person: Who
    paper: Annotated[Words, Field(examples=["Giấy uỷ quyền 12/GUQ-BV ngày 02/12/2026"])]


class DeclareInterest(Act):
    """What a member says of their interests."""

    conflict: bool
    criteria: Annotated[list[Words], Field(description="Trống: mọi tiêu chí.", max_length=200)] = Field(default_factory=list)
    reason: Annotated[str, Field(max_length=300)] = ""


class CastVote(Act):
    """A member's finding on one criterion, on the evidence as it was read."""

    finding: Finding
    evidence: Annotated[Sha256Hex, Field(description="SHA-256 của bộ minh chứng đã đọc (`evidence.sha256`).")]
    note: Annotated[LongText, Field(description="Bắt buộc khi biểu quyết không đạt hoặc không áp dụng.")] = ""


class Mend(Asked):
    """What is to be mended of a criterion not met."""

    criterion: Words
    what: LongText
    due: date


class CloseVote(Act):
    conclusion: LongText = ""
    shortfalls: Annotated[list[Mend], Field(max_length=200)] = Field(default_factory=list)


class DecideVerdict(Act):
    articles: Annotated[list[LongText], Field(max_length=20)] = Field(default_factory=list)
