"""Small line pictures of earlier values, as coordinates an SVG draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 96, 26


@dataclass(frozen=True)
class Spark:
    """Earlier values and today's, with the reference range as a band; all in units of a 96 × 26 box."""

    points: str
    band_top: float
    band_height: float
    last_x: float
    last_y: float
    words: str
    """The same as text: what the picture says to who cannot see it."""


def spark(values: Sequence[Decimal], low: Decimal | None, high: Decimal | None) -> Spark | None:
    """None with fewer than two values: a single point tells nothing."""
    if len(values) < 2:
        return None
    known = [*values, *(limit for limit in (low, high) if limit is not None)]
    bottom, top = float(min(known)), float(max(known))
    reach = (top - bottom) or 1.0

    def y(value: float) -> float:
        return round(2 + (HEIGHT - 4) * (1 - (value - bottom) / reach), 1)

    step = (WIDTH - 6) / (len(values) - 1)
    points = [(round(3 + step * n, 1), y(float(value))) for n, value in enumerate(values)]
    band_top, band_bottom = y(float(high) if high is not None else top), y(float(low) if low is not None else bottom)
    return Spark(
        points=" ".join(f"{x},{y}" for x, y in points),
        band_top=band_top,
        band_height=round(band_bottom - band_top, 1),
        last_x=points[-1][0],
        last_y=points[-1][1],
        words=" → ".join(str(value).replace(".", ",") for value in values),
    )
