"""Shapes of what is done with a survey, and of the answers to it."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, FormData, LongText, Words
from domain.surveys import Review
from services.surveys import Saved


class SaveSurvey(Act):
    """Answers that were changed; a question that is not named is as it was, null takes an answer back."""

    base: Annotated[int, Field(ge=0, le=1_000_000, description="`version` mà lần sửa bắt đầu từ. · Version it began from.")]
    answers: Annotated[FormData, Field(description="Mã câu hỏi → trả lời. · Question → answer.", examples=[{"beds": 520}])]


class ReviewSurvey(Act):
    """Taken, or sent back with the reason."""

    accepted: bool
    words: Annotated[LongText, Field(description="Nhận xét; trả lại thì là lý do. · Remark, or the reason.")] = ""
    remarks: dict[Words, LongText] = Field(default_factory=dict, max_length=500, description="Câu hỏi → nhận xét. · Question → remark.")

    def review(self) -> Review:
        return Review(self.accepted, self.words, self.remarks)


class PaperOfSurvey(Act):
    milestone: Annotated[str, Field(max_length=50, description="Mã mốc khảo sát; trống: mốc đang mở đầu tiên.")] = ""


class SurveyNumber(Answer):
    number: int


class SurveyPaper(Answer):
    document: UUID


class ClashAnswer(Answer):
    question: str
    mine: Any
    theirs: Any
    by: UUID
    at: datetime


class SavedAnswer(Answer):
    """What became of a save; of clashes nothing was changed: send the chosen answer with the new version as base."""

    version: int
    changed: int
    clashes: list[ClashAnswer]

    @classmethod
    def of(cls, one: Saved) -> Self:
        clashes = [
            ClashAnswer(question=each.question, mine=each.mine, theirs=each.theirs.value, by=each.theirs.by, at=each.theirs.at)
            for each in one.clashes
        ]
        return cls(version=one.version, changed=one.changed, clashes=clashes)
