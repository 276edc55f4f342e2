"""Shapes of plans and of their board."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.forecasts import ForecastAnswer
from api.shapes.shape import Act, Answer, Day, Named, Words
from domain.boards import Cell
from services.boards import Row
from services.plans import Board, Column, Known, PlanLine


class OpenPlan(Act):
    """A shipped plan to be opened, for the facilities named or for all of the department's."""

    code: Annotated[Words, Field(examples=["hung-yen-2026"])]
    edition_id: Annotated[
        UUID, Field(description="`edition_id` của bản đã xem, từ `GET /plans/shipped`. · The edition that was looked at.")
    ]
    facilities: Annotated[tuple[Words, ...], Field(max_length=2000, examples=[["33", "33001"]])] = ()
    opened_on: Day | None = None


class FacilityAnswer(Answer):
    id: str
    name: str
    kind: str
    parent: str | None
    published: bool


class KnownPlan(Answer):
    """A plan that may be opened: one that ships with hsba, or the edition the department entered last."""

    edition_id: UUID
    """Of exactly these words: another text has another."""
    code: str
    edition: str
    title: str
    province: str
    effective_from: date
    effective_until: date

    @classmethod
    def of(cls, one: Known) -> Self:
        names = ("code", "edition", "title", "province", "effective_from", "effective_until")
        return cls.model_validate({"edition_id": one.edition, **{name: getattr(one.words, name) for name in names}})


class FiguresAnswer(Answer):
    """Milestones counted; `reported` includes the accepted ones, and neither includes what is said not to apply."""

    total: int
    reported: int
    accepted: int
    late: int
    undeclared: int
    not_applicable: Annotated[
        int | None, Field(description="Khai không áp dụng; null ở báo cáo lập khi còn tính chung vào `reported`. · Said not to apply.")
    ]
    waived: Annotated[int, Field(description="Trong số đó, đã được chấp thuận. · Of these, accepted.")]


class PlanAnswer(Answer):
    """An open plan; figures are of what the acting position reaches."""

    id: UUID
    code: str
    edition: str
    title: str
    department: str
    opened_on: date
    opened_at: datetime
    facilities: int
    figures: FiguresAnswer

    @classmethod
    def of(cls, line: PlanLine) -> Self:
        plan = line.plan
        return cls(
            id=plan.id,
            code=plan.code,
            edition=plan.edition,
            title=line.words.title,
            department=plan.department,
            opened_on=plan.opened_on,
            opened_at=plan.opened_at,
            facilities=line.facilities,
            figures=FiguresAnswer.model_validate(line.figures),
        )


class CellAnswer(Answer):
    """One facility's milestone: its word, and why when it is late."""

    word: Annotated[
        str, Field(description="accepted, not_applicable, reported, undeclared, late, sent_back, blocked, soon, doing, on_time")
    ]
    on: date | None
    days_late: int
    why: str
    waits_for: list[str]

    @classmethod
    def of(cls, cell: Cell) -> Self:
        return cls(word=cell.word, on=cell.on, days_late=cell.days_late, why=cell.why, waits_for=list(cell.waits_for))


class ColumnAnswer(Answer):
    code: str
    task: str
    title: str
    kind: str
    due: date | None
    figures: FiguresAnswer

    @classmethod
    def of(cls, column: Column) -> Self:
        return cls.model_validate(column)


class RowAnswer(Answer):
    """One facility; `slack` is days between forecast and deadline, negative when it will be late."""

    track: UUID
    facility: Named
    kind: str
    cells: Annotated[dict[str, CellAnswer], Field(description="Mã mốc → ô; mốc không thuộc cơ sở thì không có.")]
    forecast: ForecastAnswer | None
    deadline: date | None
    slack: int | None

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(
            track=row.line.track,
            facility=Named(id=row.line.facility, name=row.line.name),
            kind=row.line.kind,
            cells={code: CellAnswer.of(cell) for code, cell in row.cells.items()},
            forecast=ForecastAnswer.of(row.forecast),
            deadline=row.deadline,
            slack=row.slack,
        )


class BoardAnswer(Answer):
    """Facilities × milestones, 50 facilities a page; `on` and `authority` (the department in charge then) of a board as of a day."""

    on: date | None
    authority: str | None
    columns: list[ColumnAnswer]
    rows: list[RowAnswer]
    total: int
    total_late: int
    next: Annotated[UUID | None, Field(description="Gửi lại ở `after` để xem trang sau; null là hết.")]

    @classmethod
    def of(cls, board: Board) -> Self:
        return cls(
            on=board.past.on if board.past else None,
            authority=board.past.authority if board.past else None,
            columns=[ColumnAnswer.of(one) for one in board.columns],
            rows=[RowAnswer.of(one) for one in board.rows],
            total=board.total,
            total_late=board.total_late,
            next=board.following,
        )


class PlanOpened(Answer):
    id: UUID
