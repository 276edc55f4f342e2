"""Evaluation after going live (đánh giá sau triển khai): each indicator as it was before the first department began, and as it is now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.basis import Certainty
from domain.facts import SIGNS, Check, Fact, figure
from domain.survey_editions import Question
from domain.survey_gaps import told


class Better(StrEnum):
    """Which way an indicator is to go."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True)
class EvaluationLine:
    """One indicator: counted by hsba, or answered in the surveys before and after."""

    code: str
    """Short name."""
    title: str
    """What people read."""
    title_en: str
    """The same in English."""
    better: Better
    """`more` or `less`."""
    basis: str
    """What the indicator rests on."""
    certainty: Certainty
    """How sure we are of it."""
    check: Check | None = None
    """The fact, and the bound it should have come to; null for an answer of the survey."""
    question: str = ""
    """Code of the survey's question; empty for a fact."""


@dataclass(frozen=True)
class Reading:
    """An indicator at a moment."""

    on: date
    value: Decimal | None
    """None when there was nothing to measure, or the question was not answered."""
    said: str
    """As a Vietnamese paper says it."""


class Turn(StrEnum):
    """What became of an indicator."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"
    """One of the two is missing."""


@dataclass(frozen=True)
class Compared:
    """An indicator before and after; None where there is no reading at all, such as no second survey yet."""

    line: EvaluationLine
    before: Reading | None
    now: Reading | None
    met: bool | None = None
    """Whether it has come to its bound; None without a bound."""

    @property
    def turn(self) -> Turn:
        was = self.before.value if self.before else None
        is_ = self.now.value if self.now else None
        if was is None or is_ is None:
            return Turn.UNKNOWN
        if was == is_:
            return Turn.SAME
        return Turn.BETTER if (is_ > was) is (self.line.better is Better.MORE) else Turn.WORSE


def of_fact(fact: Fact) -> Reading:
    """What hsba counted."""
    if fact.value is None:
        return Reading(fact.on, None, "chưa có gì để đo")
    counted = f" ({fact.of.numerator}/{fact.of.denominator})" if fact.of and fact.of.denominator else ""
    return Reading(fact.on, fact.value, f"{figure(fact.value)}{SIGNS[fact.unit][0]}{counted}")


def of_answer(question: Question, answer: object, on: date) -> Reading:
    """What a survey says; a choice counts by its place in the list, yes above no."""
    return Reading(on, _number(question, answer), told(question, answer))


def _number(question: Question, answer: object) -> Decimal | None:
    if isinstance(answer, bool | int | float):
        return Decimal(str(int(answer) if isinstance(answer, bool) else answer))
    order = list(question.choices)
    return Decimal(order.index(str(answer))) if str(answer) in order else None
