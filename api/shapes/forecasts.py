"""The shape of a forecast."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field

from api.shapes.shape import Answer
from domain.forecasts import Forecast


class ForecastAnswer(Answer):
    """When a facility goes live, with a range."""

    near: date
    expected: date
    far: date
    seen: Annotated[int, Field(description="Số mốc mà mức trễ thường thấy được đọc từ đó.")]

    decided: Annotated[bool, Field(description="Ngày của quyết định đã ký, không phải dự báo.")] = False

    @classmethod
    def of(cls, found: Forecast | None) -> Self | None:
        if found is None:
            return None
        return cls(near=found.near, expected=found.expected, far=found.far, seen=found.habit.seen, decided=found.decided)


class HelpAnswer(Answer):
    """The open milestone that, done today, would bring going live forward most."""

    code: str
    gain: Annotated[int, Field(description="Sớm thêm bao nhiêu ngày.")]
