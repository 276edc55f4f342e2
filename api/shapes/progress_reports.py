"""Shapes of progress reports and of how often one is made."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from api.shapes.plans import FiguresAnswer
from api.shapes.shape import Act, Answer, Day, Text
from domain.progress_reports import Report
from services.progress_reports import ReportsView
from store.queries.progress_reports import CONTENT, ReportLine


class MakeReport(Act):
    """A report with the numbers of the end of a day; of today, as they stand."""

    on: Day


class SetCadence(Act):
    """How often a report is made by itself."""

    every: Annotated[Text, Field(description="week, month, quarter; để trống là không tự lập. · Empty for never.", examples=["month"])]
    day: Annotated[int, Field(description="Ngày chốt số liệu: tuần 1–7 (1 là thứ Hai), tháng và quý 1–31 (31 là cuối tháng).")] = 0


class ReportLineAnswer(Answer):
    """A report without its tables; `every` and `made_by` are null for one somebody asked for, or one made by itself."""

    id: UUID
    every: str | None
    first: date
    as_of: date
    made_at: datetime
    made_by: str | None
    units: int
    late_units: int
    figures: FiguresAnswer

    @classmethod
    def of(cls, one: ReportLine) -> Self:
        return cls(
            id=one.id,
            every=one.every,
            first=one.period.first,
            as_of=one.period.last,
            made_at=one.made_at,
            made_by=one.made_by or None,
            units=one.units,
            late_units=one.late_units,
            figures=FiguresAnswer.model_validate(one.figures),
        )


class CadenceAnswer(Answer):
    every: str
    day: int
    since: date
    next: Annotated[date, Field(description="Ngày số liệu của báo cáo tới; lập vào ngày sau đó.")]


class ReportsAnswer(Answer):
    """The plan's reports, the newest first, and how often one is made by itself."""

    reports: list[ReportLineAnswer]
    cadence: CadenceAnswer | None

    @classmethod
    def of(cls, view: ReportsView) -> Self:
        entered, cadence = view.cadence, None
        if entered and view.coming:
            of = entered.cadence
            cadence = CadenceAnswer(every=of.every, day=of.day, since=entered.since, next=view.coming.last)
        return cls(reports=[ReportLineAnswer.of(one) for one in view.reports], cadence=cadence)


class ReportAnswer(Answer):
    """A report whole: `content` as it was kept when it was made (`domain/progress_reports.py`: `Content`)."""

    id: UUID
    plan: UUID
    every: str | None
    first: date
    as_of: date
    made_at: datetime
    made_by: str | None
    content: dict[str, Any]

    @classmethod
    def of(cls, one: Report) -> Self:
        return cls(
            id=one.id,
            plan=one.plan,
            every=one.every,
            first=one.period.first,
            as_of=one.as_of,
            made_at=one.made_at,
            made_by=one.made_by or None,
            content=CONTENT.dump_python(one.content, mode="json"),
        )


class ReportMade(Answer):
    id: UUID
