"""Shapes of a plan's indicators."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, Text, Words
from domain.indicators import NewValue, Origin, Reported, Value, is_share
from domain.names import FacilityId
from services.indicators import IndicatorsView, IndicatorView


class ReportValue(Act):
    """A value with its day and source."""

    unit: Annotated[Words, Field(description="Mã cơ sở hoặc mã Sở Y tế. · Whose numbers they are.", examples=["33"])]
    numerator: Annotated[int, Field(ge=0, le=10_000_000, examples=[56])]
    denominator: Annotated[int, Field(ge=1, le=10_000_000, examples=[54])]
    day: Day
    origin: Annotated[Words, Field(description="`paper` hoặc `system`.", examples=["paper"])]
    source: Annotated[Words, Field(examples=["Báo cáo số 412/BC-SYT ngày 05/10/2026"])]
    note: Text = ""

    def words(self) -> NewValue:
        return NewValue(str(self.numerator), str(self.denominator), self.day, self.origin, self.source, self.note)


class ValueAnswer(Answer):
    """A value as it was said; `percent` is null where the plan wants no share; `above` says more was counted than there is."""

    unit: str
    unit_name: str
    origin: Origin
    source: str
    numerator: int
    denominator: int
    percent: float | None
    above: bool
    day: date
    note: str
    by: str | None
    at: datetime | None


class ClashAnswer(Answer):
    """Sources of one unit that say different numbers of one day."""

    unit: str
    day: date
    values: list[ValueAnswer]


class IndicatorAnswer(Answer):
    """An indicator as the plan has it, with what is said of it."""

    code: str
    title: str
    numerator: str
    denominator: str
    target: str
    day: date | None
    quote: str
    newest: list[ValueAnswer]
    counted: ValueAnswer | None
    aside: Annotated[
        list[str], Field(description="Cơ sở đã được chấp thuận không áp dụng, không có trong `counted`. · Left out of `counted`.")
    ]
    aside_said: Annotated[
        list[str], Field(description="Cơ sở khai không áp dụng, chưa được chấp thuận: vẫn trong mẫu số. · Still counted.")
    ]
    clashes: list[ClashAnswer]
    history: list[ValueAnswer]

    @classmethod
    def of(cls, view: IndicatorsView, one: IndicatorView) -> Self:
        share = is_share(one.indicator.target)

        def told(value: Value, unit: FacilityId, report: Reported | None = None) -> ValueAnswer:
            return ValueAnswer(
                unit=unit,
                unit_name=view.units.get(unit, unit),
                percent=float(value.percent) if share else None,
                above=value.above,
                note=report.note if report else "",
                by=view.people[report.by] if report else None,
                at=report.at if report else None,
                **vars(value),
            )

        def all_of(reports: Iterable[Reported]) -> list[ValueAnswer]:
            return [told(report.value, report.unit, report) for report in reports]

        plain = {name: getattr(one.indicator, name) for name in ("code", "title", "numerator", "denominator", "target", "day", "quote")}
        return cls(
            **plain,
            newest=all_of(one.newest),
            counted=told(one.counted, view.plan.department) if one.counted else None,
            aside=list(one.aside),
            aside_said=list(one.aside_said),
            clashes=[ClashAnswer(unit=clash.unit, day=clash.day, values=all_of(clash.reports)) for clash in one.disagreements],
            history=all_of(one.history),
        )
