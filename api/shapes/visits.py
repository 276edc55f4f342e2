"""Shapes of inspection visits and their remedial tasks."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.obstacles import PaperShape
from api.shapes.shape import Act, Answer, Asked, Day, LongText, Named, Reasoned, Text, Words
from api.shapes.tracks import FileAnswer
from domain.names import PersonId
from domain.remedies import NewRemedy, RemedyState, RemedyStepKind
from domain.visits import Looked, NewVisit, Verdict, Visit, VisitState
from services.visit_views import RemedyView, VisitsView, VisitView
from store.queries.remedies import Taken
from store.queries.visits import Shown, VisitLine


class PlanVisit(Act):
    """An inspection of a facility."""

    day: Annotated[Day, Field(description="Ngày kiểm tra. · Day of the visit.")]
    subject: Annotated[LongText, Field(min_length=1, description="Nội dung kiểm tra. · What is looked at.")]
    officers: Annotated[tuple[UUID, ...], Field(max_length=40, description="Chuyên viên của Sở Y tế. · Officers of the department.")] = ()
    others: Annotated[tuple[Words, ...], Field(max_length=40, description="Thành viên khác: họ tên, chức vụ. · Others, in words.")] = ()
    milestones: Annotated[tuple[Words, ...], Field(max_length=500)] = ()
    paper: Annotated[PaperShape, Field(description="Quyết định lập đoàn, nếu có. · Decision, if any.")] = PaperShape()

    def words(self) -> NewVisit:
        officers = tuple(PersonId(one) for one in self.officers)
        return NewVisit(self.day, self.subject, officers, self.others, self.milestones, self.paper.paper())


class MoveVisit(Reasoned):
    day: Day


class CallOffVisit(Reasoned):
    """It does not take place."""


class FindingShape(Asked):
    """What was found of a milestone."""

    milestone: Words
    verdict: Verdict
    words: LongText = ""

    def looked(self) -> Looked:
        return Looked(self.milestone, self.verdict, self.words)


class GiveRemedy(Act):
    """A remedial task."""

    what: Annotated[LongText, Field(min_length=1)]
    due: Day
    milestone: Annotated[Text, Field(description="Một mốc được kiểm tra, nếu có. · A milestone looked at, if any.")] = ""
    by_department: Annotated[bool, Field(description="Sở Y tế tự làm. · The department sees to it.")] = False

    def words(self) -> NewRemedy:
        return NewRemedy(self.what, self.due, self.milestone, self.by_department)


class AcceptRemedy(Act):
    """Mended; never by whoever reported it."""

    words: LongText = ""


class SendBackRemedy(Reasoned):
    """Open again."""


class VisitPlanned(Answer):
    id: UUID


class RemedyGiven(Answer):
    number: int


class Found(Answer):
    milestone: str
    verdict: Verdict | None
    words: str


class MinutesAnswer(Answer):
    number: str
    held_on: date
    conclusion: str
    files: list[FileAnswer]


class VisitAnswer(Answer):
    """A visit, as a list has it."""

    id: UUID
    track: UUID
    plan: UUID
    facility: Named
    day: date
    subject: str
    state: VisitState
    undone: Annotated[int, Field(description="Việc khắc phục chưa được xác nhận. · Remedial tasks not accepted.")]

    @classmethod
    def line(cls, one: VisitLine) -> Self:
        return cls(**_facts(one.visit, one.facility, one.undone))


def _facts(one: Visit, facility: str, undone: int) -> dict[str, Any]:
    return {
        "id": one.id,
        "track": one.track,
        "plan": one.plan,
        "facility": Named(id=one.facility, name=facility),
        "day": one.day,
        "subject": one.subject,
        "state": one.state,
        "undone": undone,
    }


class RemedyStepAnswer(Answer):
    kind: RemedyStepKind
    by: Named
    at: datetime
    words: str
    done_on: date | None
    paper: PaperShape | None
    files: list[FileAnswer]

    @classmethod
    def of(cls, one: Taken) -> Self:
        step = one.step
        return cls(
            kind=step.kind,
            by=Named(id=str(step.by), name=one.by),
            at=step.at,
            words=step.words,
            done_on=step.done_on,
            paper=None if step.paper.empty else PaperShape.of(step.paper),
            files=[FileAnswer.model_validate(file) for file in step.files],
        )


class RemedyAnswer(Answer):
    number: int
    what: str
    milestone: str
    doer: Named
    due: date
    state: RemedyState
    days_late: int
    steps: list[RemedyStepAnswer]

    @classmethod
    def of(cls, one: RemedyView, today: date) -> Self:
        task = one.remedy
        return cls(
            number=task.number,
            what=task.what,
            milestone=task.milestone,
            doer=Named(id=task.facility, name=one.doer),
            due=task.due,
            state=task.state,
            days_late=task.days_late(today),
            steps=[RemedyStepAnswer.of(taken) for taken in one.steps],
        )


class VisitRead(VisitAnswer):
    """A visit with its minutes, what was found, and its remedial tasks with their history."""

    members: list[str]
    paper: PaperShape | None
    findings: list[Found]
    minutes: MinutesAnswer | None
    reason: Annotated[str, Field(description="Vì sao hủy. · Why it was called off.")]
    remedies: list[RemedyAnswer]

    @classmethod
    def view(cls, view: VisitView, today: date) -> Self:
        one = view.visit
        undone = sum(each.remedy.state is not RemedyState.ACCEPTED for each in view.remedies)
        return cls(
            **_facts(one, view.facility, undone),
            members=[member.name for member in one.members],
            paper=None if one.paper.empty else PaperShape.of(one.paper),
            findings=[Found.model_validate(each) for each in one.looked],
            minutes=MinutesAnswer.model_validate(one.minutes) if one.minutes else None,
            reason=one.reason,
            remedies=[RemedyAnswer.of(each, today) for each in view.remedies],
        )


class Visits(Answer):
    visits: list[VisitAnswer]
    counts: Annotated[dict[Shown, int], Field(description="planned, mending, done, called_off")]
    next: Annotated[UUID | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def of(cls, view: VisitsView) -> Self:
        return cls(
            visits=[VisitAnswer.line(one) for one in view.lines],
            counts=dict(view.tallies),
            next=view.lines[-1].visit.id if view.more else None,
        )
