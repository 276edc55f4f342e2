"""Shapes of surveys."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, FormData, LongText, Named, Words
from domain.survey_editions import Category, Question
from domain.survey_gaps import Difference, Finding, Investment, Turn
from domain.surveys import Review, SurveyState
from services.survey_views import BaselineView, DifferenceView, SurveyLine, SurveyView
from services.surveys import Saved
from store.queries.surveys import Taken


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


class SurveyBrief(Answer):
    number: int
    state: SurveyState
    since: datetime
    gaps: int
    investments: int
    document: UUID | None

    @classmethod
    def of(cls, one: SurveyLine) -> Self:
        survey = one.survey
        return cls(
            number=survey.number, state=survey.state, since=survey.since, gaps=one.gaps, investments=one.investments, document=one.paper
        )


class QuestionAnswer(Answer):
    code: str
    section: str
    label: str
    kind: str
    unit: str
    required: bool
    choices: dict[str, str]
    basis: str
    certainty: str
    answer: Any


class SurveyStepAnswer(Answer):
    state: SurveyState
    by: Named
    at: datetime
    words: str
    remarks: dict[str, str]

    @classmethod
    def of(cls, one: Taken) -> Self:
        step = one.step
        named = Named(id=str(step.by), name=one.by)
        return cls(state=step.state, by=named, at=step.at, words=step.words, remarks=dict(step.remarks))


class SurveyRead(Answer):
    """A survey with every question, its answer so far, and its history."""

    number: int
    facility: Named
    edition: str
    state: SurveyState
    version: int
    questions: list[QuestionAnswer]
    steps: list[SurveyStepAnswer]
    document: UUID | None
    acts: Annotated[list[str], Field(description="`fill` · `review` · `draw_up`.")]

    @classmethod
    def view(cls, view: SurveyView) -> Self:
        one = view.survey
        return cls(
            number=one.number,
            facility=Named(id=one.facility, name=view.facility),
            edition=one.edition,
            state=one.state,
            version=one.version,
            questions=_questions(view),
            steps=[SurveyStepAnswer.of(each) for each in view.steps],
            document=view.paper,
            acts=sorted(view.acts),
        )


def _questions(view: SurveyView) -> list[QuestionAnswer]:
    said = view.shown.answers
    return [_question(section.title, one, said.get(one.code)) for section in view.shown.edition.sections for one in section.questions]


def _question(section: str, one: Question, answer: object) -> QuestionAnswer:
    return QuestionAnswer(
        code=one.code,
        section=section,
        label=one.label,
        kind=one.kind,
        unit=one.unit,
        required=one.required,
        choices=dict(one.choices),
        basis=one.basis,
        certainty=one.certainty,
        answer=answer,
    )


class FindingAnswer(Answer):
    question: str
    answer: Any
    needed: Any
    met: Annotated[bool | None, Field(description="null: chưa so được. · Cannot be said.")]
    short: int
    of_plan: Annotated[bool, Field(description="Mức do kế hoạch của lộ trình ghi. · The plan names the level.")]
    basis: str
    certainty: str

    @classmethod
    def of(cls, one: Finding) -> Self:
        rule = one.question.criterion
        said = {"basis": rule.basis if rule else "", "certainty": str(rule.certainty) if rule else ""}
        judged = {"answer": one.answer, "needed": one.needed, "met": one.met, "short": one.short, "of_plan": one.of_plan}
        return cls(question=one.question.code, **judged, **said)


class InvestmentAnswer(Answer):
    item: str
    unit: str
    quantity: int
    category: Category
    question: str
    why: str

    @classmethod
    def of(cls, one: Investment) -> Self:
        return cls.model_validate(one)


class SuggestedAnswer(Answer):
    milestone: str
    title: str
    questions: list[str]
    why: str


class BaselineAnswer(Answer):
    """What a survey shows."""

    number: int
    state: SurveyState
    findings: list[FindingAnswer]
    investments: list[InvestmentAnswer]
    suggestions: Annotated[list[SuggestedAnswer], Field(description="Mốc có vẻ đã xong; không tự ghi gì. · Look done; nothing is noted.")]

    @classmethod
    def view(cls, view: BaselineView) -> Self:
        return cls(
            number=view.shown.survey.number,
            state=view.shown.survey.state,
            findings=[FindingAnswer.of(one) for one in view.shown.findings],
            investments=[InvestmentAnswer.of(one) for one in view.investments],
            suggestions=[
                SuggestedAnswer(
                    milestone=one.milestone.code, title=one.milestone.title, questions=[each.code for each in one.questions], why=one.why
                )
                for one in view.suggestions
            ],
        )


class DifferenceAnswer(Answer):
    question: str
    before: Any
    after: Any
    turn: Turn | None
    more: float | None

    @classmethod
    def of(cls, one: Difference) -> Self:
        return cls(question=one.question.code, before=one.before, after=one.after, turn=one.turn, more=one.more)


class DifferencesAnswer(Answer):
    """Questions answered otherwise, and those whose gap opened or closed."""

    before: int
    after: int
    differences: list[DifferenceAnswer]

    @classmethod
    def view(cls, view: DifferenceView) -> Self:
        told = [DifferenceAnswer.of(one) for one in view.differences if one.changed or one.turn in (Turn.OPENED, Turn.CLOSED)]
        return cls(before=view.before.survey.number, after=view.after.survey.number, differences=told)
