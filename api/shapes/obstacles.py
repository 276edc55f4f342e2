"""Shapes of obstacles."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Asked, Day, LongText, Named, Reasoned, Text, Words
from domain.lifters import DEPARTMENT, Lifter
from domain.obstacles import NewObstacle, Obstacle, ObstacleState, Passing, StepKind
from domain.outside_papers import OutsidePaper
from services.obstacle_views import ObstaclesView, ObstacleView
from store.queries.obstacles import ObstacleLine, Shown, Taken

Lifting = Annotated[Words, Field(description="Mã cơ quan: GET /tracks/{track}/lifters. · Code of who can lift it.", examples=["bo-y-te"])]


class PaperShape(Asked):
    """A paper made elsewhere; told whole, or not at all."""

    number: Annotated[Text, Field(examples=["77/TB-UBND"])] = ""
    day: Day | None = None
    issuer: Annotated[Text, Field(examples=["Ủy ban nhân dân tỉnh"])] = ""

    def paper(self) -> OutsidePaper:
        return OutsidePaper(self.number, self.day, self.issuer)

    @classmethod
    def of(cls, one: OutsidePaper) -> Self:
        return cls(number=one.number, day=one.day, issuer=one.issuer)


class RaiseObstacle(Act):
    """What stands in a track's way."""

    title: Annotated[Words, Field(description="Một dòng. · One line.", examples=["Chưa có nguồn mua máy chủ"])]
    cause: Annotated[LongText, Field(min_length=1)]
    proposal: Annotated[LongText, Field(min_length=1)]
    wanted_by: Annotated[Day, Field(description="Cần trả lời chậm nhất ngày. · Answer wanted by.")]
    lifter: Lifting = DEPARTMENT
    milestones: Annotated[tuple[Words, ...], Field(max_length=500, description="Mốc bị vướng; trống: cả lộ trình.")] = ()

    def words(self) -> NewObstacle:
        return NewObstacle(self.title, self.cause, self.proposal, self.wanted_by, self.lifter, self.milestones)


class AnswerObstacle(Act):
    """The department's answer; of what was passed up, and of its own, with the paper of whoever gave it."""

    words: Annotated[LongText, Field(min_length=1)]
    paper: PaperShape = PaperShape()


class CloseObstacle(Act):
    """Ended by the department, with the paper that shows it is lifted."""

    words: Annotated[LongText, Field(min_length=1)]
    paper: PaperShape


class PassObstacle(Act):
    """Passed up to somebody without an account."""

    to: Lifting
    paper: Annotated[PaperShape, Field(description="Văn bản chuyển. · The paper it is sent by.")]
    due: Annotated[Day, Field(description="Đề nghị trả lời chậm nhất ngày. · Answer asked for by.")]
    words: LongText = ""

    def passing(self) -> Passing:
        return Passing(self.to, self.paper.paper(), self.due, self.words)


class ReopenObstacle(Reasoned):
    """Raised again: the answer does not help."""

    wanted_by: Day


class ConfirmObstacle(Act):
    """Lifted, says whoever raised it."""

    words: LongText = ""


class WithdrawObstacle(Reasoned):
    """Taken back."""


class Raised(Answer):
    id: UUID


class LifterAnswer(Answer):
    code: str
    name: str

    @classmethod
    def of(cls, one: Lifter) -> Self:
        return cls(code=one.code, name=one.name)


class ObstacleAnswer(Answer):
    """An obstacle, as a list has it."""

    id: UUID
    track: UUID
    plan: UUID
    facility: Named
    title: str
    cause: str
    proposal: str
    lifter: LifterAnswer
    milestones: list[str]
    state: ObstacleState
    since: datetime
    due: Annotated[date | None, Field(description="Hạn trả lời; trống khi đã trả lời. · Answer due.")]
    days_late: int
    raised_at: datetime

    @classmethod
    def line(cls, one: ObstacleLine, today: date) -> Self:
        return cls(**_facts(one.obstacle, one.facility, today))


def _facts(one: Obstacle, facility: str, today: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "track": one.track,
        "plan": one.plan,
        "facility": Named(id=one.facility, name=facility),
        "title": one.title,
        "cause": one.cause,
        "proposal": one.proposal,
        "lifter": LifterAnswer.of(one.lifter),
        "milestones": list(one.milestones),
        "state": one.state,
        "since": one.since,
        "due": one.due,
        "days_late": one.days_late(today),
        "raised_at": one.raised_at,
    }


class StepAnswer(Answer):
    kind: StepKind
    by: Named
    at: datetime
    words: str
    due: date | None
    lifter: LifterAnswer | None
    paper: PaperShape | None

    @classmethod
    def of(cls, one: Taken) -> Self:
        step = one.step
        return cls(
            kind=step.kind,
            by=Named(id=str(step.by), name=one.by),
            at=step.at,
            words=step.words,
            due=step.due,
            lifter=LifterAnswer.of(step.lifter) if step.lifter else None,
            paper=None if step.paper.empty else PaperShape.of(step.paper),
        )


class ObstacleRead(ObstacleAnswer):
    """An obstacle with its history, and what the acting position may do about it now."""

    steps: list[StepAnswer]
    acts: list[str]

    @classmethod
    def view(cls, view: ObstacleView, today: date) -> Self:
        facts = _facts(view.obstacle, view.facility, today)
        return cls(**facts, steps=[StepAnswer.of(one) for one in view.steps], acts=sorted(view.acts))


class Obstacles(Answer):
    obstacles: list[ObstacleAnswer]
    counts: Annotated[dict[Shown, int], Field(description="open, late, asked, passed, answered, ended")]
    next: Annotated[UUID | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def of(cls, view: ObstaclesView, today: date) -> Self:
        return cls(
            obstacles=[ObstacleAnswer.line(one, today) for one in view.lines],
            counts=dict(view.tallies),
            next=view.lines[-1].obstacle.id if view.more else None,
        )
