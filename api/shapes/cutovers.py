"""Shapes of a department's cut-over."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Words
from domain.cutovers import Choice, Medium
from services.cutovers import CutoverView


class ChooseCutover(Act):
    choice: Choice
    place: Words
    exceptions: Annotated[tuple[Words, ...], Field(max_length=2000)] = ()


class ConvertRecord(Act):
    place: Words


class Chose(Answer):
    records: int


class InpatientAnswer(Answer):
    record: UUID
    code: str
    patient: str
    opened_at: datetime
    medium: Medium | None
    place: str


class CutoverAnswer(Answer):
    """`medium` is null for a record nothing was chosen for: from the day on it is electronic."""

    department: str
    name: str
    day: date | None
    choice: Choice | None
    place: str
    records: list[InpatientAnswer]

    @classmethod
    def view(cls, found: CutoverView) -> Self:
        chosen = found.chosen
        records = [
            InpatientAnswer(
                record=one.record,
                code=one.code,
                patient=one.patient,
                opened_at=one.opened_at,
                medium=one.medium.medium if one.medium else None,
                place=one.medium.place if one.medium else "",
            )
            for one in found.records
        ]
        return cls(
            department=found.department,
            name=found.name,
            day=found.day,
            choice=chosen.choice if chosen else None,
            place=chosen.place if chosen else "",
            records=records,
        )
