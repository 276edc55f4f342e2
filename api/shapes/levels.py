"""Shapes of declared levels."""

from datetime import date, datetime
from typing import Self

from api.shapes.shape import Answer, Asked, LongText, Text
from api.shapes.tracks import FileAnswer
from domain.levels import LevelDeclaration
from services.levels import LevelsView, SystemView


class CriterionShape(Asked):
    level: Text
    code: Text
    title: LongText
    met: bool
    words: LongText = ""


class CriterionAnswer(Answer):
    level: str
    code: str
    title: str
    met: bool
    words: str


class DeclarationAnswer(Answer):
    number: int
    level: str
    reached: str
    """After the criteria that are missing."""
    paper_number: str
    paper_day: date | None
    paper_issuer: str
    criteria: list[CriterionAnswer]
    files: list[FileAnswer]
    at: datetime

    @classmethod
    def view(cls, one: LevelDeclaration) -> Self:
        said = {name: getattr(one, name) for name in ("number", "level", "reached", "at")}
        paper = {"paper_number": one.paper.number, "paper_day": one.paper.day, "paper_issuer": one.paper.issuer}
        criteria = [CriterionAnswer.model_validate(each) for each in one.criteria]
        return cls(**said, **paper, criteria=criteria, files=[FileAnswer.model_validate(each) for each in one.files])


class SystemAnswer(Answer):
    system: str
    title: str
    levels: tuple[str, ...]
    basis: str
    certainty: str
    demanded: str
    met: bool
    declared: list[DeclarationAnswer]
    """Newest first."""

    @classmethod
    def view(cls, one: SystemView) -> Self:
        said = {name: getattr(one.line, name) for name in ("system", "title", "levels", "basis", "certainty")}
        declared = [DeclarationAnswer.view(each) for each in one.declared]
        return cls(**said, demanded=one.demanded, met=one.met, declared=declared)


class LevelsAnswer(Answer):
    systems: list[SystemAnswer]

    @classmethod
    def of(cls, view: LevelsView) -> Self:
        return cls(systems=[SystemAnswer.view(one) for one in view.systems])
