"""Shapes of what hsba counts itself."""

from datetime import date
from decimal import Decimal
from typing import Self

from api.shapes.shape import Answer
from domain.facts import Fact, Of, Unit
from domain.faults import halves
from services.facts import Facts


class ShareAnswer(Answer):
    """What was counted; a plain count has no denominator."""

    name: str = ""
    numerator: int
    denominator: int | None

    @classmethod
    def of(cls, one: Of, name: str = "") -> Self:
        return cls(name=name, numerator=one.numerator, denominator=one.denominator)


class FactAnswer(Answer):
    """`value` is null when there is nothing to measure."""

    code: str
    value: Decimal | None
    unit: Unit
    counted: ShareAnswer | None
    parts: list[ShareAnswer]
    sentence: str
    sentence_en: str
    link: str

    @classmethod
    def of(cls, one: Fact) -> Self:
        vi, en = halves(one.sentence)
        counted = ShareAnswer.of(one.of) if one.of else None
        parts = [ShareAnswer.of(of, name) for name, of in one.parts]
        return cls(code=one.code, value=one.value, unit=one.unit, counted=counted, parts=parts, sentence=vi, sentence_en=en, link=one.link)


class FactsAnswer(Answer):
    facility: str
    name: str
    days: int
    on: date
    facts: list[FactAnswer]

    @classmethod
    def of(cls, found: Facts) -> Self:
        on = found.facts[0].on
        return cls(facility=found.facility, name=found.name, days=found.days, on=on, facts=[FactAnswer.of(one) for one in found.facts])
