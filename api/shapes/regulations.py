"""Shapes of regulations and of the register of outgoing papers."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Asked, Day, LongText, Text, Words
from domain.differences import ArticleDifference, Change, Piece
from domain.issuing import GivenNumber
from domain.names import DepartmentId, TrackId
from domain.regulation_drafts import Article, Draft, RegulationTemplate
from domain.regulations import InForce, Regulation
from services.issuing import NewOutside, RegisterView
from services.regulation_views import RegulationsView, RegulationView
from services.regulations import NewRegulation
from store.queries.regulations import Check, Comment, DraftVersion


class ArticleShape(Asked):
    """One article; `chapter` is the title of the chapter it opens."""

    title: Words
    text: LongText
    chapter: Text = ""

    def article(self) -> Article:
        return Article(self.title, self.text, self.chapter)


class DraftShape(Asked):
    """The words of a version."""

    title: Words
    bases: Annotated[tuple[Words, ...], Field(max_length=50)]
    articles: Annotated[tuple[ArticleShape, ...], Field(max_length=100)]
    proposer: Text = ""
    carried_out_by: LongText = ""
    recipients: Annotated[tuple[Words, ...], Field(max_length=50)] = ()
    effective_from: Annotated[Day | None, Field(description="Trống: từ ngày ban hành. · Empty: from the day it is issued.")] = None

    def draft(self) -> Draft:
        return Draft(
            self.title,
            self.bases,
            tuple(one.article() for one in self.articles),
            self.proposer,
            self.carried_out_by,
            self.recipients,
            self.effective_from,
        )

    @classmethod
    def of(cls, one: Draft) -> Self:
        said = vars(one) | {"articles": tuple(ArticleShape(title=a.title, text=a.text, chapter=a.chapter) for a in one.articles)}
        return cls(**said)


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


class TemplateAnswer(Answer):
    code: str
    title: str
    kind: str
    basis: str
    certainty: str
    asked_by_law: bool
    draft: DraftShape

    @classmethod
    def of(cls, one: RegulationTemplate, draft: Draft) -> Self:
        facts = {name: getattr(one, name) for name in ("code", "title", "kind", "basis", "certainty", "asked_by_law")}
        return cls(**facts, draft=DraftShape.of(draft))


class VersionAnswer(Answer):
    number: int
    by: str
    at: datetime
    note: str
    draft: DraftShape

    @classmethod
    def of(cls, one: DraftVersion) -> Self:
        return cls(number=one.number, by=one.by, at=one.at, note=one.note, draft=DraftShape.of(one.draft))


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


class PieceAnswer(Answer):
    change: Change
    words: str

    @classmethod
    def of(cls, one: Piece) -> Self:
        return cls(change=one.change, words=one.words)


class ArticleChangeAnswer(Answer):
    change: Change
    before: int | None
    after: int | None
    title: list[PieceAnswer]
    text: list[PieceAnswer]

    @classmethod
    def of(cls, one: ArticleDifference) -> Self:
        title, text = ([PieceAnswer.of(each) for each in pieces] for pieces in (one.title, one.text))
        return cls(change=one.change, before=one.before, after=one.after, title=title, text=text)


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


class EnterOutside(Act):
    """A paper that got its number outside hsba; with a subject it is the facility's regulation on it."""

    number: Annotated[Words, Field(examples=["45/QĐ-BV"])]
    day: Day
    title: Words
    recipient: Text = ""
    subject: Annotated[Text, Field(description="GET /regulation-templates", examples=["ehr"])] = ""
    begins: Day | None = None

    def new(self) -> NewOutside:
        return NewOutside(self.number, self.day, self.title, self.recipient, self.subject, self.begins)


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
