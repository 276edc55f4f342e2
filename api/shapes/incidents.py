"""Shapes of the files of medical incidents."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, Named, Words
from domain.incidents import NewIncident
from services.incidents import IncidentView


class OpenIncident(Act):
    """The file of a medical incident, opened from a record."""

    number: Annotated[Words, Field(description="Số hồ sơ sự cố, duy nhất trong cơ sở.", examples=["SC-01/2026"])]
    happened_on: Annotated[Day, Field(examples=["2026-11-20"])]
    title: Annotated[Words, Field(description="Tên sự cố, vài chữ.", examples=["Ngã trong buồng bệnh"])]

    def words(self) -> NewIncident:
        return NewIncident(self.number, self.happened_on, self.title)


class LinkIncident(Act):
    """Another record the incident is about."""

    record: UUID


class IncidentOpened(Answer):
    id: UUID


class LinkedRecord(Answer):
    id: UUID
    code: str


class IncidentAnswer(Answer):
    """A file of its own, kept for ever (TT 33/2025, annex, row 38)."""

    id: UUID
    number: str
    happened_on: date
    title: str
    retention_class: str
    edition: str
    opened_by: Named
    opened_at: datetime
    records: list[LinkedRecord]

    @classmethod
    def of(cls, view: IncidentView) -> Self:
        one = view.incident
        return cls(
            id=one.id,
            number=one.number,
            happened_on=one.happened_on,
            title=view.title,
            retention_class=one.retention_class,
            edition=one.edition,
            opened_by=Named(id=str(one.opened_by), name=view.opened_by),
            opened_at=one.opened_at,
            records=[LinkedRecord(id=which, code=code) for which, code in view.records],
        )


class Incidents(Answer):
    incidents: list[IncidentAnswer]
