"""Shapes of substitutions, the duty list and posts."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Asked, Day, Moment, Named, Text, Who, Words
from domain.duties import DutyKind
from domain.roles import Role
from domain.substitutions import PaperKind, SignsAs
from services.absences import AbsenceView
from services.duties import ShiftView
from services.substitutions import SubstitutionView


class Substitute(Act):
    """Somebody signs in place of who is away, with the own certificate; approving and heading stages only."""

    absent: Who
    substitute: Who
    since: Day
    until: Annotated[Day, Field(description="Ngày cuối, tính cả ngày đó. · Last day, included.")]
    paper_kind: PaperKind
    paper_number: Annotated[Words, Field(examples=["12/UQ-BV"])]
    paper_day: Day
    signs_as: SignsAs = SignsAs.KT
    forms: Annotated[tuple[Words, ...], Field(max_length=50, description="Mã biểu mẫu; trống: mọi biểu mẫu.")] = ()
    department: Text | None = None


class Leave(Act):
    """Somebody is away and nobody signs for them."""

    person: Who
    since: Day
    until: Annotated[Day, Field(description="Ngày cuối, tính cả ngày đó. · Last day, included.")]
    reason: Text = ""


class AbsenceAnswer(Answer):
    id: UUID
    person: Named
    since: date
    until: date
    reason: str

    @classmethod
    def of(cls, view: AbsenceView) -> Self:
        held = view.absence
        person = Named(id=str(held.person), name=view.person)
        return cls(id=held.id, person=person, since=held.since, until=held.until, reason=held.reason)


class SubstitutionAnswer(Answer):
    id: UUID
    absent: Named
    substitute: Named
    since: date
    until: date
    paper_kind: PaperKind
    paper_number: str
    paper_day: date
    signs_as: SignsAs
    forms: list[str]
    department: str | None

    @classmethod
    def of(cls, view: SubstitutionView) -> Self:
        held = view.substitution
        return cls(
            id=held.id,
            absent=Named(id=str(held.absent), name=view.absent),
            substitute=Named(id=str(held.substitute), name=view.substitute),
            since=held.since,
            until=held.until,
            paper_kind=held.paper_kind,
            paper_number=held.paper_number,
            paper_day=held.paper_day,
            signs_as=held.signs_as,
            forms=list(held.forms),
            department=held.department,
        )


class ShiftLine(Asked):
    person: Who
    duty: DutyKind
    department: Annotated[Text | None, Field(examples=["33001/NOI"])] = None
    since: Moment
    until: Moment


class EnterShifts(Act):
    """Shifts of a duty list, kept all or none."""

    paper: Annotated[Words, Field(examples=["Lịch trực 47 ngày 20/11/2026"])]
    shifts: Annotated[list[ShiftLine], Field(min_length=1, max_length=500)]


class ShiftAnswer(Answer):
    id: UUID
    person: Named
    duty: DutyKind
    department: str | None
    since: datetime
    until: datetime
    paper: str

    @classmethod
    def of(cls, view: ShiftView) -> Self:
        shift = view.shift
        return cls(
            id=shift.id,
            person=Named(id=str(shift.person), name=view.person),
            duty=shift.duty,
            department=shift.department,
            since=shift.since,
            until=shift.until,
            paper=shift.paper,
        )


class Entered(Answer):
    ids: list[UUID]


class GivePost(Act):
    """A further post of somebody who works here."""

    role: Role
    department: Annotated[Text | None, Field(examples=["33001/NOI"])] = None
    since: Day
    basis: Words


class EndPost(Act):
    """A post ends with its last day."""

    last: Day
    basis: Words


class Made(Answer):
    id: UUID
