"""Shapes of the register of outgoing papers."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Answer
from domain.issuing import GivenNumber
from services.register import RegisterView


class Entered(Answer):
    regulation: UUID | None


class NumberAnswer(Answer):
    number: int
    series: str
    written: str
    day: date
    title: str
    recipients: list[str]
    document: UUID | None
    version: int
    state: Annotated[str, Field(description="issued · signing · void · outside")]
    code: str
    by: str

    @classmethod
    def of(cls, one: GivenNumber) -> Self:
        names = ("number", "series", "written", "day", "title", "document", "version", "state", "code", "by")
        return cls(**{name: getattr(one, name) for name in names}, recipients=list(one.recipients))


class SeriesAnswer(Answer):
    year: int
    series: str
    last: int


class Register(Answer):
    year: int
    series: list[SeriesAnswer]
    numbers: list[NumberAnswer]

    @classmethod
    def of(cls, view: RegisterView) -> Self:
        series = [SeriesAnswer(year=year, series=name, last=last) for year, name, last in view.every]
        return cls(year=view.year, series=series, numbers=[NumberAnswer.of(one) for one in view.lines])
