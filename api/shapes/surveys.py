"""Shapes of surveys."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Answer, Named
from domain.survey_editions import Question
from domain.surveys import SurveyState
from services.survey_views import SurveyLine, SurveyView
from store.queries.surveys import Taken


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
