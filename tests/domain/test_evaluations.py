"""Indicators before and after: which way they went, and how they are said."""

from datetime import date
from decimal import Decimal

import pytest

from domain.basis import Certainty
from domain.evaluations import Better, Compared, EvaluationLine, Reading, Turn, of_answer, of_fact
from domain.facts import Fact, Of, Unit
from domain.forms import Kind
from domain.survey_editions import Question

DAY = date(2026, 12, 14)
MORE = EvaluationLine("signed", "Ký đủ", "Signed", Better.MORE, "…", Certainty.INFERRED)
LESS = EvaluationLine("printed", "Đã in", "Printed", Better.LESS, "…", Certainty.INFERRED)


def at(value: int | None) -> Reading:
    return Reading(DAY, None if value is None else Decimal(value), str(value))


@pytest.mark.parametrize(
    ("line", "before", "now", "turn"),
    [
        (MORE, at(80), at(98), Turn.BETTER),
        (MORE, at(98), at(80), Turn.WORSE),
        (LESS, at(40), at(3), Turn.BETTER),
        (LESS, at(3), at(40), Turn.WORSE),
        (LESS, at(3), at(3), Turn.SAME),
        (MORE, at(None), at(98), Turn.UNKNOWN),
        (MORE, None, at(98), Turn.UNKNOWN),
        (MORE, at(80), None, Turn.UNKNOWN),
    ],
)
def test_which_way_it_went(line: EvaluationLine, before: Reading | None, now: Reading | None, turn: Turn) -> None:
    assert Compared(line, before, now).turn is turn


def test_a_share_says_what_it_was_counted_from_and_nothing_is_no_number() -> None:
    share = Fact("documents_signed", Decimal("81.4"), Unit.PERCENT, Of(4120, 5061), DAY, "…", "…")
    assert (of_fact(share).value, of_fact(share).said) == (Decimal("81.4"), "81,4% (4120/5061)")
    nothing = of_fact(Fact("documents_signed", None, Unit.PERCENT, Of(0, 0), DAY, "…", "…"))
    assert (nothing.value, nothing.said) == (None, "chưa có gì để đo")


def test_answers_of_every_kind_can_be_compared() -> None:
    number = Question("trained", "Đã tập huấn", "…", Certainty.INFERRED, unit="người")
    flag = Question("linked", "Liên thông", "…", Certainty.INFERRED, Kind.FLAG)
    level = Question(
        "lis", "Mức LIS", "…", Certainty.INFERRED, Kind.CHOICE, choices={"none": "chưa có", "basic": "cơ bản", "advanced": "nâng cao"}
    )
    assert of_answer(number, 212, DAY) == Reading(DAY, Decimal(212), "212 người")
    assert of_answer(flag, True, DAY) == Reading(DAY, Decimal(1), "có")
    assert of_answer(level, "advanced", DAY) == Reading(DAY, Decimal(2), "nâng cao")
    assert of_answer(level, "unheard", DAY).value is None
