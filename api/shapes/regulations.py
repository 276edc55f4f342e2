"""Shapes of regulations."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.regulation_drafts import DraftShape, VersionAnswer
from api.shapes.shape import Act, Answer, Day, LongText, Text, Words
from domain.names import DepartmentId, TrackId
from domain.regulations import InForce, Regulation
from services.regulation_views import RegulationsView, RegulationView
from services.regulations import NewRegulation
from store.queries.regulations import Check, Comment


class StartRegulation(Act):
    """From a template, or for a milestone of a plan (then its template is found), or with a title of one's own."""

    template: Text = ""
    title: Text = ""
    track: UUID | None = None
    milestone: Text = ""

    def new(self) -> NewRegulation:
        return NewRegulation(self.template, self.title, TrackId(self.track) if self.track else None, self.milestone)


class ReviseRegulation(Act):
    base: Annotated[int, Field(ge=1, description="Bản đang sửa. · The version it was written on.")]
    draft: DraftShape
    reason: Words


class AskUnits(Act):
    departments: Annotated[tuple[Words, ...], Field(max_length=200)]
    due: Annotated[Day, Field(description="Góp ý đến hết ngày. · Last day for comments.")]

    def chosen(self) -> tuple[DepartmentId, ...]:
        return tuple(DepartmentId(one) for one in self.departments)


class CommentRegulation(Act):
    article: Annotated[int, Field(ge=0, description="0: toàn văn. · 0 is the whole.")] = 0
    words: LongText


class AnswerComment(Act):
    taken: bool
    words: LongText = ""


class CheckRegulation(Act):
    passed: bool
    words: LongText = ""


class RepealRegulation(Act):
    first: Annotated[Day, Field(description="Ngày hết hiệu lực. · First day it is no longer in force.")]
    reason: Words


class Made(Answer):
    id: UUID


class NewVersion(Answer):
    version: int


class Submitted(Answer):
    document: UUID
    version: int


class RegulationAnswer(Answer):
    """A regulation as a list has it."""

    id: UUID
    code: Annotated[str, Field(description="Việc mà nó điều chỉnh. · Its subject.")]
    title: str
    state: Annotated[
        str, Field(description="drafting · commenting · checked · signing · coming · in_force · superseded · repealed · withdrawn")
    ]
    version: int
    number: str
    issued_on: date | None
    begins: date | None
    ends: date | None
    superseded_by: UUID | None
    document: UUID | None
    track: UUID | None
    milestone: str
    outside: bool

    @classmethod
    def line(cls, one: Regulation, today: date) -> Self:
        return cls(**_facts(one, today))


def _facts(one: Regulation, today: date) -> dict[str, Any]:
    names = ("id", "code", "title", "version", "number", "issued_on", "begins", "ends", "superseded_by", "document", "track", "milestone")
    return {name: getattr(one, name) for name in names} | {"state": one.standing(today), "outside": one.outside}


class DemandedAnswer(Answer):
    """What a plan asks for and nobody drafts."""

    track: UUID
    milestone: str
    title: str
    due: date | None
    template: str


class Regulations(Answer):
    regulations: list[RegulationAnswer]
    demanded: list[DemandedAnswer]

    @classmethod
    def of(cls, view: RegulationsView, today: date) -> Self:
        demanded = [
            DemandedAnswer(
                track=one.track, milestone=one.milestone, title=one.title, due=one.due, template=one.template.code if one.template else ""
            )
            for one in view.demanded
        ]
        return cls(regulations=[RegulationAnswer.line(one, today) for one in view.regulations], demanded=demanded)


class CommentAnswer(Answer):
    id: UUID
    round: int
    version: int
    article: int
    department: str
    words: str
    by: str
    at: datetime
    taken: bool | None
    answer: str

    @classmethod
    def of(cls, one: Comment) -> Self:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class CheckAnswer(Answer):
    version: int
    passed: bool
    words: str
    by: str
    at: datetime

    @classmethod
    def of(cls, one: Check) -> Self:
        return cls(**vars(one))


class RegulationRead(RegulationAnswer):
    """A regulation with its versions, comments and checks, and what the acting position may do about it now."""

    versions: list[VersionAnswer]
    comments: list[CommentAnswer]
    checks: list[CheckAnswer]
    comment_due: date | None
    acts: list[str]

    @classmethod
    def view(cls, view: RegulationView, today: date) -> Self:
        return cls(
            **_facts(view.regulation, today),
            versions=[VersionAnswer.of(one) for one in view.versions],
            comments=[CommentAnswer.of(one) for one in view.comments],
            checks=[CheckAnswer.of(one) for one in view.checks],
            comment_due=view.regulation.comment_due,
            acts=sorted(view.acts),
        )


class InForceAnswer(Answer):
    """A live fact: what is in force on a subject, its number, its day, since when."""

    id: UUID
    code: str
    title: str
    number: str
    issued_on: date
    since: date

    @classmethod
    def of(cls, one: InForce) -> Self:
        return cls(**vars(one))
