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
    helps: Annotated[str, Field(description="Mốc mà làm xong hôm nay thì vận hành sớm nhất; rỗng khi không có.")]
    gain: Annotated[int, Field(description="Sớm thêm bao nhiêu ngày.")]
    seen: Annotated[int, Field(description="Số mốc mà mức trễ thường thấy được đọc từ đó.")]

    @classmethod
    def of(cls, found: Forecast | None) -> Self | None:
        if found is None:
            return None
        return cls(near=found.near, expected=found.expected, far=found.far, helps=found.helps, gain=found.gain, seen=found.habit.seen)
