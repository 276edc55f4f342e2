"""Shapes of what a survey shows, and of how two differ."""

from typing import Annotated, Any, Self

from pydantic import Field

from api.shapes.shape import Answer
from domain.survey_editions import Category
from domain.survey_gaps import Difference, Finding, Investment, Turn
from domain.surveys import SurveyState
from services.survey_views import BaselineView, DifferenceView


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
